"""On a cluster the same counts and the same answers come out as on one machine, wherever the rows lie."""

from __future__ import annotations

import os
import random
import re
import signal
import threading
import time
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from benchmarks import synthetic
from emailguess import Guesser, InvalidArgument
from emailguess import spark as cluster
from emailguess.files.people import Person
from emailguess.spark.tables import seen_of
from emailguess.store import MemoryStore

pytestmark = [pytest.mark.once, pytest.mark.filterwarnings("ignore"), pytest.mark.xdist_group("spark")]

SECRET = b"k" * 32
SCHEMA = "row int, name string, email string, website string, company string, status string"
TITLES = [part.split()[0] for part in SCHEMA.split(", ")]


def _rows() -> list[tuple[Any, ...]]:
    """People at invented companies; some with addresses, some told by the company's name, and rows that are odd."""
    rows: list[tuple[Any, ...]] = []
    for convention in synthetic.conventions(4):
        company = f"{convention.domain.split('.')[0].title()} Inc."
        for i, (name, address) in enumerate(synthetic.people(convention, 8)):
            given, domain = (address if i < 3 else None), (None if i % 3 == 1 else convention.domain)
            rows.append((name, given, domain, company, None))
    rows += [
        ("Bob Jones", "bjones@acme.example", "acme.example", "Acme", "valid"),
        ("Bobby Jones", "bjones@acme.example", "acme.example", "ACME Corp.", None),  # the same address once more
        ("Ben Jones", None, "acme.example", None, None),  # whose usual address is Bob's
        ("Ann Lee", "tstone@acme.example", None, None, None),  # rows that slipped
        ("Tom Stone", "alee@acme.example", None, None, None),
        ("Jane Doe", "jdoe@acme.example", "acme.example", None, "invalid"),
        ("Eve Held", None, "acme.example", None, None),
        ("Pat Quiet", None, "quiet.example", None, None),
        ("Zoe Priv", "zoe.priv@gmail.com", "acme.example", None, None),  # whose private address is held back
        ("Zac Priv", "zac.priv@gmail.com", None, None, None),
        ("Liz Both", "liz@acme.test", "acme.example", None, None),
        ("Max Twin", None, "texts.example", None, None),  # at an alias of where he is held back
        (None, None, None, None, None),
        ("Nobody", None, None, None, None),
        ("Jane Doe", "not an address", "gmail.com", None, None),
        ("Info Desk", "info@acme.example", None, None, None),
        ("\x00\ud7ff" + "x" * 500, None, "acme.example", "&", "?"),
    ]
    rows += [(f"Sue Text{i}", f"sue.text{i}.xu@texts.example", None, None, None) for i in "abc"]
    rows += [("Sue Doe", None, "texts.example", None, None), ("Sue Doe", None, "texts.example", None, None)]
    return [(i, *row) for i, row in enumerate(rows)]


def _frame(spark: Any, rows: list[tuple[Any, ...]], partitions: int = 3) -> Any:
    """The rows in a random order."""
    shuffled = list(rows)
    random.Random(1).shuffle(shuffled)
    return spark.createDataFrame(shuffled, SCHEMA).repartition(partitions)


def _counted(rows: list[Any]) -> dict[str, dict[Any, int]]:
    counts: dict[str, dict[Any, int]] = {}
    for r in rows:
        if r.kind not in ("company", "alias"):
            seen = seen_of(r.signature, r.kind, r.month, r.tenths, r.dating)
            counts.setdefault(r.domain, {})[seen] = r.count_v1
    return counts


def _kept(rows: list[tuple[Any, ...]], today: date) -> MemoryStore:
    """What a store on one machine learns of the same rows."""
    store = MemoryStore()
    status: dict[Any, Any] = {"valid": "valid", "invalid": "invalid"}
    people = [
        Person(name=r[1] or "", addresses=(r[2],), company=r[4] or "", status=status.get(r[5], ""))
        for r in rows
        if r[2] and "@" in r[2]
    ]
    Guesser(store=store).learn(people, seen=today)
    return store


def test_counts_and_answers_are_those_of_one_machine(spark: Any) -> None:
    """Counts equal the store's; answers equal a filled sheet's to the last digit, held back and known people too."""
    rows, today = _rows(), date.today()
    store = _kept(rows, today)
    people = _frame(spark, rows)
    known = cluster.known(people, secret=SECRET, seen=today).cache()
    counts = cluster.count(known).collect()
    assert {d: dict(store.counts(d)) for d in store.domains()} == _counted(counts)
    links = {(r.other, r.domain): r.count_v1 for r in counts if r.kind == "company"}
    assert {(key, d): n for key, _ in links for d, n in store.company(key).items()} == links
    assert any("xu" in r.signature for r in counts if r.domain == "texts.example")

    remembered = Guesser()
    remembered.learn([("Kim Poe", "kim.poe@acme.test"), ("Lea Orr", "lea.orr@acme.test")], seen=today)
    remembered.declare_alias("acme.test", "texts.example")
    held = ["eheld@acme.example", "quiet.example", "zoe.priv@gmail.com", "zac.priv@gmail.com", "max.twin@acme.test"]
    held.append(sha256(b"liz@acme.test").hexdigest())
    for entry in held:
        remembered.suppress(entry)
    remembered.suppress("acme.example", name="Tom Stone")
    entries = spark.createDataFrame(
        [(e, None) for e in (*held, "no entry")] + [("acme.example", "Tom Stone")], "entry string, who string"
    )
    suppressed = cluster.suppressed(entries, secret=SECRET, name="who").cache()
    assert ["a domain has no spaces"] == [r.rejected[:22] for r in suppressed.collect() if r.rejected]

    filled = list(remembered.fill([dict(zip(TITLES, row, strict=True)) for row in rows]))
    found = cluster.guess(
        people,
        spark.createDataFrame(counts, cluster.COUNTS),
        remembered=cluster.from_export(spark, remembered.export(minimum=1)),
        known=known,
        suppressed=suppressed,
        secret=SECRET,
        order="row",
    )
    answers = {r["row"]: {k: v for k, v in r.asDict().items() if v is not None} for r in found.collect()}
    assert {i: {k: v for k, v in r.items() if v is not None} for i, r in enumerate(filled)} == answers
    assert {"known", "send", "verify first", "skip"} >= {a["emailguess_decision"] for a in answers.values()}


def test_companies_are_found_as_by_a_guesser(spark: Any) -> None:
    """Each row has its company's likeliest domain; what is no company says why."""
    names = ["Blue Widget Networks, Inc.", "Acme Corp.", "", None, "Blue Widget Networks, Inc."]
    frame = spark.createDataFrame([(i, n) for i, n in enumerate(names)], "row int, company string")
    counts = spark.createDataFrame([("acme.example", "company", None, None, None, None, "acme", 3)], cluster.COUNTS)
    found = {r["row"]: r for r in cluster.companies(frame, counts).collect()}
    guesser = Guesser()
    for _ in range(3):
        guesser.learn_company("Acme", "acme.example")
    for i in (0, 1, 4):
        best = guesser.domains(str(names[i])).best
        assert best is not None
        assert (best.domain, best.probability) == (found[i].emailguess_domain, found[i].emailguess_domain_probability)
    assert ["no company is named"] * 2 == [found[i].emailguess_reason for i in (2, 3)]


def _workers() -> list[int]:
    """The processes of Python that this process's Spark has started, without the one that starts the others."""
    parents: dict[int, tuple[int, str]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                stat = (entry / "stat").read_text().rpartition(") ")[2].split()
                parents[int(entry.name)] = int(stat[1]), (entry / "cmdline").read_text()
            except OSError:
                continue
    daemons = {pid for pid, (parent, line) in parents.items() if "pyspark.daemon" in line}
    return [pid for pid, (parent, line) in parents.items() if parent in daemons and _is_ours(parent, parents)]


def _is_ours(pid: int, parents: dict[int, tuple[int, str]]) -> bool:
    while pid in parents:
        if pid == os.getpid():
            return True
        pid = parents[pid][0]
    return False


def test_a_killed_worker_changes_nothing(spark: Any) -> None:
    """Of a job whose worker is killed in the middle of a task the result is that of a job left alone."""
    if os.environ.get("EMAILGUESS_SPARK_REMOTE"):
        pytest.skip("the workers of a server are not ours to kill")
    (company,) = synthetic.conventions(1)
    rows = [(i, n, a, None, None, None) for i, (n, a) in enumerate(synthetic.people(company, 3_000))]
    people = _frame(spark, rows, 2)
    killed: list[int] = []
    done = threading.Event()

    def kill() -> None:
        idle = set(_workers())
        while not done.is_set() and not killed:
            for worker in set(_workers()) - idle:
                time.sleep(0.5)
                os.kill(worker, signal.SIGKILL)
                killed.append(worker)
                return
            time.sleep(0.02)

    for worker in _workers():  # those that wait for work would go on with the next task unseen
        os.kill(worker, signal.SIGKILL)
    killer = threading.Thread(target=kill)
    killer.start()
    try:
        counted = _counted(cluster.learn(people, seen=date.today()).collect())
    finally:
        done.set()
        killer.join()
    assert killed
    expected = dict(_kept(rows, date.today()).counts(company.domain))
    assert expected
    assert {company.domain: expected} == counted


def test_what_is_wrong_is_said_before_any_job(spark: Any) -> None:
    """A frame without the columns, of wrong types, empty, or of another version is refused with what to do."""
    people = _frame(spark, _rows())
    counts = spark.createDataFrame([], cluster.COUNTS)
    newer = counts.withColumnRenamed("count_v1", "count_v2")
    empty = spark.createDataFrame([], SCHEMA)
    nowhere = spark.createDataFrame([(1, "Jane Doe", None, " ", None, None)], SCHEMA)
    refused = [
        (lambda: cluster.guess(people, newer), "of version 2, and this emailguess reads 1: update emailguess"),
        (lambda: cluster.guess(people, counts.drop("month")), "counts lacks the column month"),
        (lambda: cluster.guess(people, counts.withColumn("month", counts["domain"])), "the column month of counts is"),
        (lambda: cluster.guess(people.drop("website", "company", "email"), counts), "no column for domain or company"),
        (lambda: cluster.guess(people.drop("name", "email"), counts), "no column for name or given"),
        (lambda: cluster.guess(people.withColumn("name", people["row"]), counts), "'name' of people holds int"),
        (lambda: cluster.guess(empty, counts), "people is empty"),
        (lambda: cluster.guess(nowhere, counts), "no row of people has a domain, a company or an address"),
        (lambda: cluster.guess(people, counts, known=people), "known lacks the column domain"),
        (lambda: cluster.guess(people, counts, known=spark.createDataFrame([], cluster.KNOWN)), "pass the secret="),
        (lambda: cluster.guess(people, counts, jobs=2), "no option 'jobs'"),
        (lambda: cluster.guess(people, counts, max_bounce=7), "max_bounce is a share"),
        (lambda: cluster.guess(people, counts, order="line"), "there is no 'line'"),
        (lambda: cluster.guess([], counts), "people is a DataFrame of Spark, not a list"),
        (lambda: cluster.learn(people.drop("email")), "no column for address"),
        (lambda: cluster.learn(nowhere), "no row of people has an address"),
        (lambda: cluster.merged(people), "counts lacks the column domain"),
        (lambda: cluster.companies(people, company="row"), "'row' holds int"),
        (lambda: cluster.suppressed(people, secret=SECRET), "'entry' of entries is not there"),
    ]
    for call, words in refused:
        with pytest.raises(InvalidArgument, match=re.escape(words)):
            call()
