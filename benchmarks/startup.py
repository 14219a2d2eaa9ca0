"""What a fresh process costs: import, the command line from start to answer, and memory.

Start reading at `startup`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import emailguess

__all__ = ["startup"]

_ASK = ("guess", "Jane Doe", "acme.example", "--known", "Bob Jones <bob.jones@acme.example>")
_ANSWER = "jane.doe@acme.example"
# The highest memory of this process image alone: `ru_maxrss` would include the process that started it.
_PEAK = """
def peak():
    try:
        with open("/proc/self/status") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    except OSError:
        import resource, sys
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
"""
_WORK = """
from benchmarks.workload import workload
import emailguess
load = workload({companies}, {names}, seed=1)
before = peak()
guesser = emailguess.Guesser()
guesser.learn([pair for company in load.companies for pair in company.known])
for name, domain in load.questions:
    guesser.guess(name, domain)
print(before, peak())
"""


def startup(*, runs: int = 15, companies: int = 500, names: int = 5_000) -> dict[str, Any]:
    """Measure with fresh processes, bare Python and the library in turn; medians."""
    bare, imported, first = [], [], []
    _printed("import emailguess; emailguess.guess('Jane Doe', 'acme.example')")
    for _ in range(runs):
        bare.append(_ms([sys.executable, "-c", "pass"]))
        imported.append(_ms([sys.executable, "-c", "import emailguess"]))
        first.append(_ms([sys.executable, "-c", "import emailguess; emailguess.guess('Jane Doe', 'acme.example')"]))
    found: dict[str, Any] = {
        "python_ms": round(median(bare), 1),
        "import_ms": round(median(imported) - median(bare), 1),
        "import_and_first_guess_ms": round(median(first) - median(bare), 1),
    }
    return found | _command_line(runs) | _memory(companies, names)


def _command_line(runs: int) -> dict[str, Any]:
    """From start to answer; the installed script, or the module where it is not installed."""
    script = Path(sys.executable).parent / "emailguess"
    commands = [[str(script), *_ASK]] if script.exists() else []
    commands.append([sys.executable, "-m", "emailguess", *_ASK])
    reason = ""
    for command in commands:
        tried = subprocess.run(command, capture_output=True, text=True, env=_environment(), check=False)
        if tried.returncode == 0 and _ANSWER in tried.stdout:
            times = [_ms(command) for _ in range(runs)]
            return {
                "command_line_ms": round(median(times), 1),
                "command_line": "script" if command[0] != sys.executable else "module",
            }
        reason = (tried.stderr.strip().splitlines() or [f"exit status {tried.returncode}"])[-1]
    return {"command_line_ms": None, "command_line": f"no answer: {reason[:120]}"}


def _memory(companies: int, names: int) -> dict[str, Any]:
    bare = _printed(f"{_PEAK}\nprint(peak())")
    imported = _printed(f"import emailguess\n{_PEAK}\nprint(peak())")
    guessed = _printed(f"import emailguess\nemailguess.guess('Jane Doe', 'acme.example')\n{_PEAK}\nprint(peak())")
    _, worked = _printed(_PEAK + _WORK.format(companies=companies, names=names))
    return {
        "memory_python_mib": round(bare[0] / 1024, 1),
        "memory_imported_mib": round(imported[0] / 1024, 1),
        "memory_first_guess_mib": round(guessed[0] / 1024, 1),
        "memory_worked_mib": round(worked / 1024, 1),
        "memory_worked_with": f"{companies:,} companies, {names:,} guesses",
    }


def _printed(code: str) -> list[int]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=_environment(), check=True)
    return [int(word) for word in done.stdout.split()]


def _ms(command: Sequence[str]) -> float:
    """Milliseconds of the processor that a process takes, so that other programs hardly bear on them."""
    environment = _environment()
    before = _children_s()
    subprocess.run(command, capture_output=True, env=environment, check=True)
    return (_children_s() - before) * 1_000


def _children_s() -> float:
    """Seconds of the processor that ended children took; on Windows, which does not tell, those of the clock."""
    if sys.platform == "win32":
        return time.perf_counter()
    spent = os.times()
    return spent.children_user + spent.children_system


def _environment() -> dict[str, str]:
    """Find the library and the benchmarks where this process found them, installed or not."""
    here = [str(Path(emailguess.__file__).parent.parent), str(Path(__file__).parent.parent)]
    before = os.environ.get("PYTHONPATH", "")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([*here, before] if before else here)}
    # pip compiles what it installs; a checkout is compiled by the first run, unless that is switched off.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment
