"""Numbers for sorts of evidence: a store on disk counts numbers, and each stands for a `Seen` written down once.

It reads and writes the two tables of `Seen` and remembers what it met. A number is never used for another `Seen`, so
what is remembered for reading stays true whatever other processes do; for writing, the epoch tells when some went.

Start reading at `Ledger`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from emailguess.evidence.counts import Counts, Dating, Seen, Signature
from emailguess.store.people import Fact, Facts, place
from emailguess.store.signatures import Odd, signature_text, text_signature
from emailguess.store.sqlite.codec import Damaged, FactRow, mark, unpacked_counts, unpacked_texts
from emailguess.store.sqlite.sealing import Sealing
from emailguess.store.texts import told

__all__ = ["DATING_CODES", "SORT", "Ledger", "sort_mark"]

SORT = "signature, kind, month, tenths, dating"
"""The columns of a sort of evidence; its mark is `sort_mark` of them."""
DATING_CODES: Mapping[Dating, int] = {"unknown": 0, "told": 1, "learned": 2}
_DATINGS = {code: dating for dating, code in DATING_CODES.items()}
# Met sorts kept ready; one takes some two kilobytes.
_KEPT = 50_000
_CHUNK = 500


def sort_mark(signature: int, kind: str, month: int, tenths: int, dating: int) -> int:
    """The checksum of a sort of evidence; rows from before datings were noted have it over the rest."""
    return mark(signature, kind, month, tenths, dating) if dating else mark(signature, kind, month, tenths)


class Ledger:
    """Which number stands for which `Seen`; for one connection, under its lock."""

    def __init__(self, sealing: Sealing | None = None) -> None:
        """`sealing` is for a store that keeps its secret outside the file."""
        self.sealing = sealing
        self._seen: dict[int, Seen] = {}
        self._numbers: dict[Seen, int] = {}
        self._signatures: dict[int, Signature] = {}
        self._signature_numbers: dict[Signature, int] = {}
        self._epoch: object = None

    def begin(self, epoch: object) -> None:
        """Start a transaction: forget numbers that another process may have taken out since."""
        if epoch != self._epoch or len(self._numbers) > _KEPT:
            self.clear()
            self._epoch = epoch

    def clear(self) -> None:
        """Forget everything met, as after a transaction that was taken back."""
        self._seen.clear()
        self._numbers.clear()
        self._signatures.clear()
        self._signature_numbers.clear()

    def number(self, db: sqlite3.Connection, seen: Seen) -> int:
        """The number of a `Seen`; a new one is written down."""
        number = self._numbers.get(seen)
        if number is None:
            signature = self._signature(db, seen.signature)
            key = (signature, seen.kind, seen.month, seen.tenths, DATING_CODES[seen.dating])
            row = db.execute(
                "SELECT id FROM seens WHERE signature = ? AND kind = ? AND month = ? AND tenths = ? AND dating = ?", key
            ).fetchone()
            if row is None:
                query = "INSERT INTO seens VALUES (NULL, ?, ?, ?, ?, ?, ?)"
                row = (db.execute(query, (*key, sort_mark(*key))).lastrowid,)
            number = int(row[0])
            self._numbers[seen] = number
            self._seen[number] = seen
        return number

    def _signature(self, db: sqlite3.Connection, signature: Signature) -> int:
        number = self._signature_numbers.get(signature)
        if number is None:
            text = signature_text(signature)
            body = self.sealing.closed(text) if self.sealing else text
            row = db.execute("SELECT id FROM signatures WHERE body = ?", (body,)).fetchone()
            if row is None:
                row = (db.execute("INSERT INTO signatures VALUES (NULL, ?, ?)", (body, mark(body))).lastrowid,)
            number = int(row[0])
            self._signature_numbers[signature] = number
        return number

    def seen(self, db: sqlite3.Connection, number: int) -> Seen:
        """What a number stands for; raises `Damaged`."""
        found = self._seen.get(number)
        if found is None:
            self._load(db, [number])
            found = self._seen.get(number)
            if found is None:
                raise Damaged
        return found

    def counts(self, db: sqlite3.Connection, rows: Mapping[int, int]) -> Counts:
        """Counts by `Seen` of counts by number; raises `Damaged`."""
        if len(self._seen) > _KEPT:
            self.clear()
        missing = [number for number in rows if number not in self._seen]
        for start in range(0, len(missing), _CHUNK):
            self._load(db, missing[start : start + _CHUNK])
        try:
            return Counts({self._seen[number]: count for number, count in rows.items()})
        except KeyError as error:
            raise Damaged from error

    def told(self, db: sqlite3.Connection, domain: str, blob: bytes, since: int = 0) -> Counts:
        """What a domain's row says, without what is older than a month and what is kept as marks; raises `Damaged`."""
        held = self.counts(db, unpacked_counts(domain, blob))
        if since:
            held = Counts({seen: n for seen, n in held.items() if not 0 < seen.month < since})
        return told(held, unpacked_texts(domain, blob))

    def read(self, body: object, checksum: int) -> Signature:
        """A signature as it is written; raises `Damaged`."""
        if mark(body) != checksum:
            raise Damaged
        if isinstance(body, bytes) and self.sealing:
            body = self.sealing.opened(body)
        try:
            return text_signature(body)  # type: ignore[arg-type]  # what is no text is damaged
        except Odd as error:
            raise Damaged from error

    def seal(self, db: sqlite3.Connection) -> int:
        """Encrypt what is not yet, as in a store whose secret was in the file until now; how many were."""
        if self.sealing is None:
            return 0
        plain = db.execute("SELECT id, body, mark FROM signatures WHERE typeof(body) = 'text'").fetchall()
        sound = [(number, self.sealing.closed(body)) for number, body, checksum in plain if mark(body) == checksum]
        db.executemany(
            "UPDATE signatures SET body = ?, mark = ? WHERE id = ?",
            [(body, mark(body), number) for number, body in sound],
        )
        return len(sound)

    def _load(self, db: sqlite3.Connection, numbers: list[int]) -> None:
        marks = ",".join("?" * len(numbers))
        rows = db.execute(
            f"SELECT id, {SORT}, mark FROM seens WHERE id IN ({marks})",  # noqa: S608 -- marks and names of columns
            numbers,
        ).fetchall()
        for number, signature, kind, month, tenths, dating, checksum in rows:
            if sort_mark(signature, kind, month, tenths, dating) != checksum or dating not in _DATINGS:
                raise Damaged
            known = self._signatures.get(signature)
            if known is None:
                row = db.execute("SELECT body, mark FROM signatures WHERE id = ?", (signature,)).fetchone()
                if row is None:
                    raise Damaged
                known = self._signatures[signature] = self.read(*row)
            self._seen[number] = Seen(known, kind, month, tenths, _DATINGS[dating])

    def facts(self, db: sqlite3.Connection, rows: Iterable[FactRow]) -> Facts:
        """A person's facts by their places."""
        found = [
            Fact(self.seen(db, row.seen), row.dated, row.name, _company_key(db, row.company) if row.company else "")
            for row in rows
        ]
        return {place(fact): fact for fact in found}

    def rows(self, db: sqlite3.Connection, facts: Facts, companies: Mapping[str, int]) -> list[FactRow]:
        """Facts as they are written down."""
        return [
            FactRow(self.number(db, fact.seen), fact.dated, fact.name, companies.get(fact.company, 0))
            for fact in facts.values()
        ]


def _company_key(db: sqlite3.Connection, number: int) -> str:
    row = db.execute("SELECT key, domain, part, number, mark FROM companies WHERE id = ?", (number,)).fetchone()
    if row is None or mark(*row[:-1]) != row[-1]:
        raise Damaged
    return str(row[0])
