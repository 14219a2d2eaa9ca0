"""The store's figures as Markdown; it measures nothing, and tells of those parts that are there.

Start reading at `markdown`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.markdown import table
from benchmarks.store_size import BATCH

__all__ = ["markdown"]


def markdown(result: Mapping[str, Any], check: Sequence[Mapping[str, Any]]) -> str:
    """Write the figures for people, with how they compare with the aims."""
    busy = [part["load"] for part in result.values() if isinstance(part, Mapping) and "load" in part]
    cells = [
        [row["figure"], _number(row["value"]), f"{row['aim']:,}", "ok" if row["ok"] else "**not**"] for row in check
    ]
    parts = [
        "# The store",
        f"emailguess {result['emailguess']}, tables of version {result['schema']}, Python {result['python']}, "
        f"{result['machine']}. Domains have ten signatures each, learned in random order in batches of {BATCH:,}.",
    ]
    if busy:
        parts.append(
            f"Load average of the machine while the parts ran: {min(busy)} to {max(busy)}. Above the number of cores "
            "others were at work, and times and rates are worse than on a machine of its own; what is lost is not."
        )
    parts += ["## The aims", table(["figure", "measured", "aim", "ok"], cells)]
    parts += _sizes(result) + _processes(result)
    faults = [told(result[name]) for name, told in _FAULTS.items() if name in result]
    return "\n\n".join(parts + (["## Faults", *faults] if faults else []))


def _sizes(result: Mapping[str, Any]) -> list[str]:
    """Size and speed."""
    size, people = result.get("size"), result.get("people")
    rows = [("counts only", size["counts"])] if size else []
    rows += [("people recognised by digests", people)] if people else []
    head = ["store", "domains", "MB", "MB after vacuum", "bytes a domain", "addresses a second"]
    fields = ("domains", "megabytes", "vacuumed_megabytes", "bytes_a_domain", "per_second")
    cells = [[name, *(f"{filled[field]:,}" for field in fields)] for name, filled in rows]
    parts = ["## Size and learning", table(head, cells)] if cells else []
    if people:
        parts.append(f"Addresses learned before are looked up and left at {people['repeated_per_second']:,} a second.")
    if learn := result.get("learn"):
        parts.append(
            f"The whole of `Guesser.learn`, which explains every address by its name, does {learn['per_second']:,} a "
            "second."
        )
    if size:
        cold = size["cold"]
        parts.append(
            f"A cold store: opening takes {cold['open_ms']} ms (and loading SQLite {cold['import_ms']} ms once), "
            f"reading a domain's counts {cold['read_ms']} ms, a first guess there in whole {cold['guess_ms']} ms (95 "
            f"of 100 under {cold['guess_p95_ms']} ms), nearly all of it the convention of a company never met "
            f"before: from memory the same first guess takes {cold['in_memory_ms']} ms."
        )
    return parts


def _processes(result: Mapping[str, Any]) -> list[str]:
    """Many processes on one store, and processes killed while they learn."""
    parts = []
    if many := result.get("together"):
        parts.append(
            f"Eight processes learned and guessed on one store for {many['seconds']:.0f} seconds: {many['learned']:,} "
            f"addresses learned, {many['counted']:,} counted, {many['guesses']:,} guesses, the longest wait for a "
            f"batch {many['worst_wait_s']} s."
        )
    if dead := result.get("killed"):
        parts.append(
            f"{dead['runs']} processes were killed (SIGKILL) while they learned: of {dead['committed']:,} batches told "
            f"to be kept {dead['lost']} are missing, and {dead['halves']} batches are there in part."
        )
    return ["## Many processes", *parts] if parts else []


def _mutations(found: Mapping[str, Any]) -> str:
    return (
        f"{found['mutations']:,} files with one byte changed: {found['harmless']:,} were read as before, "
        f"{found['noticed']:,} were noticed by `store check`; of those {found['refused']:,} refused an answer. Read "
        f"wrongly without an error: {found['silent']}; refused without the check telling: {found['unnoticed']}. "
        f"Of a tenth of those noticed `store repair` made {found['mended'] / max(1, found['noticed']):.0%} sound."
    )


def _large(found: Mapping[str, Any]) -> str:
    return f"Files too large to be checked as a whole when they are opened (above 2 MiB): {_mutations(found)}"


def _clocks(found: Mapping[str, Any]) -> str:
    return (
        f"{found['walks']:,} random walks of the clock, {found['steps']:,} steps years ahead and back over questions, "
        f"learning and expiry: of {found['kept']:,} pieces {found['lost']} were lost."
    )


def _readers(found: Mapping[str, Any]) -> str:
    return (
        f"Eight writers with {found['vacuums']:,} vacuums beside eight readers: {found['writes']:,} writes, "
        f"{found['reads']:,} reads, {found['wrong']} wrong."
    )


def _kills(found: Mapping[str, Any]) -> str:
    kinds = ", ".join(f"{number} in {name}" for name, number in found["by_operation"].items())
    return (
        f"{found['kills']:,} processes killed (SIGKILL) at random points ({kinds}): {found['lost']} changes lost that "
        f"were told to be done, {len(found['problems'])} problems found by the check."
    )


_FAULTS = {"mutations": _mutations, "large": _large, "clocks": _clocks, "readers": _readers, "kills": _kills}


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:.3g}"
