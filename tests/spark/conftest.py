"""One small session of Spark for all tests here; they need Java 17 and the extra `spark`.

With EMAILGUESS_SPARK_REMOTE=sc://HOST:PORT they run over Spark Connect on that server.
"""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

# What a small session costs is mostly Java making plans, and code and texts of them; these leave out what can be.
_CONFIG = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.broadcastTimeout": "1800",
    "spark.sql.maxPlanStringLength": "1000",
    "spark.sql.session.timeZone": "UTC",
    "spark.log.level": "ERROR",
}


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A session on this machine whose tasks may fail once, as a cluster's may."""
    required = os.environ.get("EMAILGUESS_REQUIRE_SPARK")
    if not required:
        pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
        if shutil.which("java") is None:
            pytest.skip("Spark needs Java 17, and there is no java here")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyspark warns of versions of pandas, which nothing here uses
        from pyspark.sql import SparkSession

        if remote := os.environ.get("EMAILGUESS_SPARK_REMOTE"):
            yield SparkSession.builder.remote(remote).getOrCreate()
            return
        builder = SparkSession.builder.master("local[2,4]").appName("emailguess")
        for name, value in _CONFIG.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
    yield session
    session.stop()
