"""The package as others get it: the wheel, what importing it costs, and what it touches."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {
    "anyascii",
    "click",
    "dns",
    "email_validator",
    "idna",
    "logging",
    "mcp",
    "numpy",
    "platformdirs",
    "publicsuffixlist",
    "rich",
    "scipy",
    "sqlite3",
    "starlette",
    "tldextract",
    "uvicorn",
}


def python(code: str, **options: Any) -> Any:
    """Run code in a fresh interpreter; it prints JSON."""
    done = subprocess.run(
        [options.pop("executable", sys.executable), "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
    assert 0 == done.returncode, done.stderr
    return json.loads(done.stdout)


def test_import_is_light() -> None:
    """`import emailguess` loads none of the libraries that single tasks need."""
    loaded = python("import json, sys, emailguess; print(json.dumps(sorted({m.split('.')[0] for m in sys.modules})))")
    assert "emailguess" in loaded
    assert set() == HEAVY & set(loaded)


def test_import_brings_only_what_is_named() -> None:
    """Importing the package loads its errors and nothing that a question needs; every public name is still there."""
    loaded = python(
        "import json, sys, emailguess; print(json.dumps([m for m in sys.modules if m[:10] == 'emailguess']))"
    )
    assert ["emailguess", "emailguess.errors"] == sorted(loaded)
    missing = python("import json, emailguess as e; print(json.dumps([n for n in e.__all__ if not hasattr(e, n)]))")
    assert [] == missing


def test_a_plain_question_is_light() -> None:
    """An ASCII question loads neither DNS nor number crunching nor the command line."""
    loaded = python(
        """
        import json, sys
        from emailguess import guess
        guess("Jane Doe", "acme.example", known=["Bob Jones <bob.jones@acme.example>"]).explain()
        print(json.dumps(sorted({m.split(".")[0] for m in sys.modules})))
        """
    )
    assert set() == {"click", "dns", "numpy", "rich", "scipy"} & set(loaded)


def test_neither_network_nor_foreign_files(tmp_path: Path) -> None:
    """Guessing, learning and explaining open no socket, start no process and read no file but installed ones."""
    touched = python(
        """
        import json, os, sys, sysconfig
        events = []
        def hook(event, arguments):
            if event.split(".")[0] in ("socket", "subprocess", "http", "urllib", "ftplib", "smtplib"):
                events.append([event, ""])
            if event in ("os.system", "os.exec", "os.fork", "os.posix_spawn"):
                events.append([event, ""])
            if event == "open" and isinstance(arguments[0], (str, bytes)):
                events.append([event, os.path.realpath(os.fsdecode(arguments[0]))])
        sys.addaudithook(hook)
        import emailguess
        guesser = emailguess.Guesser()
        guesser.learn([("Jürgen Müller", "juergen.mueller@acme.example"), ("X", "y"), "bob@acme.example"])
        guesser.guess("Łukasz O'Neil-Иванов", "acme.example", known=["Bob Jones <bob@acme.example>"]).explain()
        guesser.guess("Jane Doe", "bücher.example").explain()
        guesser.patterns("acme.example")
        own = [os.path.dirname(emailguess.__file__), *sysconfig.get_paths().values(), sys.prefix, sys.base_prefix]
        own += [os.path.dirname(os.path.realpath(sys.executable)), os.path.dirname(os.__file__)]
        own = [os.path.realpath(p) for p in own]
        print(json.dumps([e for e in events if not any(e[1].startswith(p + os.sep) for p in own)]))
        """,
        cwd=tmp_path,
    )
    assert [] == touched
    assert [] == list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source tree as a release would be."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stdout[-2000:] + done.stderr[-2000:]
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that holds nothing but the wheel and what it requires."""
    home = tmp_path_factory.mktemp("env")
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, capture_output=True)
    executable = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    command = [str(executable), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=home)
    assert 0 == done.returncode, done.stderr[-2000:]
    return executable


@pytest.mark.once
def test_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    """Code, data, the type marker and the licence; no tests, no benchmarks, no source tree."""
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {"emailguess"} == {top for top in tops if not top.endswith(".dist-info")}
    assert {"emailguess/py.typed", "emailguess/data/prior.json.gz", "emailguess/data/nicknames.json"} <= set(names)
    assert {f"emailguess/serving/assets/{name}" for name in ("page.html", "page.css", "page.js", "icon.svg")} <= set(
        names
    )
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.endswith((".tsv", ".csv", ".pyc"))]


@pytest.mark.once
def test_wheel_is_small(wheel: Path) -> None:
    """What ships is aggregates, not a corpus."""
    assert wheel.stat().st_size < 5_000_000


@pytest.mark.once
def test_wheel_guesses_far_from_the_source(installed: Path, tmp_path: Path) -> None:
    """Installed in an empty environment, away from the source tree, it finds its data and answers."""
    found = python(
        """
        import json, emailguess
        answer = emailguess.guess("Judy Doe", "acme.example", known=["Bob Jones <bob.jones@acme.example>"])
        print(json.dumps([emailguess.__file__, answer.best.address, [c.address for c in answer]]))
        """,
        executable=str(installed),
        cwd=tmp_path,
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTHON")},
    )
    assert found[0].startswith(str(installed.parents[1]))
    assert "judy.doe@acme.example" == found[1]
    assert "judith.doe@acme.example" in found[2]


@pytest.mark.once
def test_wheel_has_the_command(installed: Path, tmp_path: Path) -> None:
    """The `emailguess` command is there and answers."""
    command = [str(installed.parent / "emailguess"), "guess", "Jane Doe", "acme.example"]
    nobody = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}  # what somebody remembers here is not asked
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=nobody)
    assert (0, "") == (done.returncode, done.stderr)
    assert "jane.doe@acme.example" in done.stdout
