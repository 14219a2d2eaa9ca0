"""A sheet shows nobody who is on the do-not-contact list, whichever of a row's addresses is, and whenever it got there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.fill.sheets import many

from emailguess import Guesser, InvalidArgument, read_people
from emailguess.cli import main
from emailguess.fill import workers
from emailguess.store import MemoryStore

ROW = {"Name": "Jane Doe", "Email": "jane.doe@acme.example", "Email 2": "jd77@mail.example", "Website": "acme.example"}
PRIVATE = {"Name": "Jane Doe", "Email": "jd77@gmail.com", "Website": "acme.example"}
BOUNCED = {"Name": "Jane Doe", "Email": "jane.doe@acme.example", "Website": "acme.example", "Status": "bounced"}
OURS = ("emailguess_address", "emailguess_second", "emailguess_third", "emailguess_pattern")


@pytest.mark.parametrize(
    ("row", "entry"),
    [(ROW, "jd77@mail.example"), (PRIVATE, "jd77@gmail.com"), (BOUNCED, "jane.doe@acme.example")],
)
def test_whoever_has_an_address_on_the_list_is_held_back(row: dict[str, str], entry: str) -> None:
    """A second address, a private one, one that bounced: it tells of the person, and no other address is shown."""
    guesser = Guesser()
    guesser.suppress(entry)
    (filled,) = guesser.fill([row])
    assert ("skip", []) == (filled["emailguess_decision"], [filled[title] for title in OURS if title in filled])
    assert "do-not-contact" in filled["emailguess_reason"]
    (answer,) = guesser.guess_many(read_people([row]))
    assert (None, "address", 1.0) == (answer.best, answer.suppressed, answer.p_none)


def test_a_room_on_the_list_holds_back_nobody_else() -> None:
    """A shared mailbox in a row is not the person's."""
    guesser = Guesser()
    guesser.suppress("info@acme.example")
    (filled,) = guesser.fill([{"Name": "Jane Doe", "Email": "info@acme.example", "Website": "acme.example"}])
    assert filled["emailguess_address"]


@pytest.mark.parametrize("entry", ["paa.qoe@acme.example", "acme.example"])
def test_a_list_that_grew_holds_for_a_resumed_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str) -> None:
    """Rows that were answered before a stop are held to the list as it is when the run goes on."""
    monkeypatch.setattr(workers, "CHUNK", 7)
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    rows = [f"P{a}{b} Qoe,acme.example" for a in "aeiou" for b in "abcd"]
    source.write_text("\n".join(["Name,Website", *rows, "Bob Jones,other.example", *many(8, 2).splitlines()[1:]]))
    guesser = Guesser(store=MemoryStore())
    guesser.learn([("Tom Roe", "tom.roe@acme.example"), ("Kim Hill", "kim.hill@acme.example")])

    class Killed(BaseException):
        """Stands for a kill."""

    def kill(step: str, done: int, _: int) -> None:
        if step == "answering" and done >= 14:
            raise Killed

    with pytest.raises(Killed):
        guesser.fill(source, out, progress=kill)
    assert entry in (tmp_path / "out.csv.job" / "answers.jsonl").read_text()
    guesser.suppress(entry)
    guesser.fill(source, out, resume=True)
    with out.open(newline="") as file:
        ours = [row[title] for row in csv.DictReader(file) for title in OURS[:3]]
    assert [] == [address for address in ours if address.endswith(entry)]
    assert any(ours)


def test_no_sheet_is_filled_onto_the_store(tmp_path: Path) -> None:
    """Nor onto the logs beside it, by whatever path; what is remembered stays."""
    (tmp_path / "in.csv").write_text("Name,Website\nJane Doe,acme.example\n")
    (tmp_path / "folder").mkdir()
    store = tmp_path / "known.db"
    with Guesser.open(store) as guesser:
        guesser.suppress("jane.doe@acme.example")
        for out in (store, tmp_path / "known.db-wal", tmp_path / "folder" / ".." / "known.db"):
            with pytest.raises(InvalidArgument, match="the store itself"):
                guesser.fill(tmp_path / "in.csv", out)
    done = CliRunner().invoke(main, ["fill", str(tmp_path / "in.csv"), "-o", str(store), "--store", str(store)])
    assert (2, True) == (done.exit_code, "the store itself" in done.stderr)
    with Guesser.open(store) as guesser:
        assert "address" == guesser.guess("Jane Doe", "acme.example").suppressed
