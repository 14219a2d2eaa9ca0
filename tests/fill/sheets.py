"""Sheets of invented people for the tests."""

from __future__ import annotations

from emailguess import Guesser

__all__ = ["TEAM", "filled", "many"]

TEAM = (
    "Id,Name,Email,Company,Website\r\n"
    "007,Bob Jones,bjones@acme.example,Acme Corp.,acme.example\r\n"
    '8,Ann Lee,alee@acme.example,"Acme, Inc.",\r\n'
    "9,Jane Doe,,ACME,https://www.acme.example/jobs\r\n"
    "10,Tom Roe,,acme inc,\r\n"
)


def many(rows: int, companies: int, *, known: int = 5) -> str:
    """A sheet of so many rows at so many companies, mixed; each `known`th row has its address."""
    given = "Bob Ann Tom Kim Max Eva Ian Amy Leo Zoe Dan Liz Sam Pia Ben Ida".split()
    family = "Jones Lee Roe Hill Doe Fox Wood Park Reed King Cole Shaw Bell Nash Ward Hale Dale".split()
    lines = ["Name,Email,Company,Website"]
    for i in range(rows):
        first, last = given[i % len(given)], family[(i // 3) % len(family)]
        host = f"firm{i * 7 % companies}.example"
        local = f"{first}.{last}" if i % companies % 2 else f"{first[0]}{last}"
        address = f"{local}@{host}".lower() if i % known == 0 else ""
        lines.append(f"{first} {last},{address},,{host}")
    return "\n".join(lines) + "\n"


def filled(tmp_path, text: str | bytes, guesser: Guesser | None = None, out: str = "out.csv", **options) -> bytes:
    """What a sheet is filled into."""
    source = tmp_path / "in.csv"
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    (guesser or Guesser()).fill(source, tmp_path / out, **options)
    return (tmp_path / out).read_bytes()
