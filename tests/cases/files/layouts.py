"""Tables of `layouts.toml` and `products.toml`, written out: each layout with invented people at `.example` domains.

Start reading at `layouts`.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["PEOPLE", "Layout", "layouts"]

Invented = tuple[str, str, str, str]
"""Given name, family name, address, company."""


def _at(company: str, *people: tuple[str, str, str]) -> tuple[Invented, ...]:
    return tuple((given, family, f"{local}@acme.example", company) for given, family, local in people)


PEOPLE: Mapping[str, tuple[Invented, ...]] = {
    "western": (
        ("Bob", "Jones", "bjones@acme.example", "Acme Test Inc"),
        ("Zoë", "Großmann", "zgrossmann@acme.example", "Acme Test Inc"),
        ("José", "Núñez Prieto", "jnunez@acme.example", "Acme Test Inc"),
        ("Tom", "O'Brien", "tom.obrien@bluewidget.example", "Blue Widget GmbH"),
        ("Aïda", "Lefèvre", "aida.lefevre@bluewidget.example", "Blue Widget GmbH"),
    ),
    "central": (
        ("Łukasz", "Żółkiewski", "lzolkiewski@acme.example", "Acme Test Inc"),
        ("Małgorzata", "Dąbrowska", "mdabrowska@acme.example", "Acme Test Inc"),
        ("Jiří", "Novák", "jnovak@acme.example", "Acme Test Inc"),
        ("Ágnes", "Kovács", "agnes.kovacs@bluewidget.example", "Blue Widget GmbH"),
    ),
    "turkish": _at(
        "Acme Test AŞ", ("İbrahim", "Yıldız", "iyildiz"), ("Ayşe", "Şahin", "asahin"), ("Gökhan", "Doğan", "gdogan")
    ),
    "cyrillic": _at(
        "ООО Пример",
        ("Пётр", "Иванов", "pivanov"),
        ("Анна", "Сидорова", "asidorova"),
        ("Ольга", "Кузнецова", "okuznetsova"),
    ),
    "japanese": _at("株式会社例示", ("太郎", "山田", "yamada"), ("花子", "鈴木", "suzuki"), ("健一", "佐藤", "sato")),
    "chinese": _at("示例公司", ("小明", "王", "xiaoming.wang"), ("丽", "李", "li.li"), ("伟", "张", "wei.zhang")),
    "korean": _at("예시회사", ("철수", "김", "cskim"), ("영희", "이", "yhlee"), ("민준", "박", "mjpark")),
    "greek": _at("Παράδειγμα ΑΕ", ("Γιώργος", "Παπαδόπουλος", "gpapadopoulos"), ("Ελένη", "Νικολάου", "enikolaou")),
    "arabic": _at("شركة مثال", ("أحمد", "حسن", "ahassan"), ("ليلى", "كريم", "lkarim"), ("عمر", "سعيد", "osaid")),
    "thai": _at(
        "บริษัท ตัวอย่าง จำกัด", ("สมชาย", "ใจดี", "somchai.j"), ("สมหญิง", "รักไทย", "somying.r"), ("วิชัย", "มั่นคง", "wichai.m")
    ),
    "hebrew": _at("חברת דוגמה", ("דוד", "כהן", "dcohen"), ("שרה", "לוי", "slevi"), ("יוסף", "מזרחי", "ymizrahi")),
    "vietnamese": _at("Công ty Ví Dụ", ("Văn An", "Nguyễn", "annv"), ("Thị Bình", "Trần", "binhtt")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A table and what it holds."""

    name: str
    text: str
    encoding: str
    people: tuple[Invented, ...]
    has_company: bool
    beside: frozenset[str]
    """Addresses of people who are not the table's: owners, recruiters."""
    above: str = ""
    """What stands above the titles."""
    below: str = ""
    """What stands below the last row."""
    delimiter: str = ","
    quoted: bool = False
    holds: Mapping[str, Any] = field(default_factory=dict)
    """Attributes of a `Person` with what everybody is read with, as text."""

    def twin(self, change: Callable[[list[list[str]]], list[list[str]]]) -> bytes:
        """The file with other rows: titles and people go through `change`."""
        body = self.text[len(self.above) : len(self.text) - len(self.below)]
        rows = list(csv.reader(io.StringIO(body, newline=""), delimiter=self.delimiter))
        written = _written(change(rows), self.delimiter, quoted=self.quoted)
        return (self.above + written + self.below).encode(self.encoding)

    @property
    def data(self) -> bytes:
        """The file."""
        return self.text.encode(self.encoding)


def layouts() -> list[Layout]:
    """All layouts of the files beside this module."""
    files = [Path(__file__).parent / name for name in ("layouts.toml", "products.toml")]
    documents = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    return [_layout(name, table) for document in documents for name, table in document.items()]


def _written(rows: list[list[str]], delimiter: str, *, quoted: bool) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(rows)
    return out.getvalue()


def _cell(spec: str, cells: Mapping[str, str]) -> str:
    """A letter's field, several of them within braces, as in `{a} (Work), {p} (Home)`, or the text itself."""
    return re.sub(r"\{(\w+)\}", lambda found: cells.get(found[1], found[0]), cells.get(spec, spec))


def _layout(name: str, table: Mapping[str, Any]) -> Layout:
    columns = [part.partition("=") for part in table["columns"].split("|")]
    rows = [[title for title, _, _ in columns]]
    people = PEOPLE[table["people"]]
    for number, person in enumerate(people):
        given, family, address, company = person
        domain = address.partition("@")[2]
        cells = {"g": given, "f": family, "n": f"{given} {family}", "N": f"{family}, {given}", "NJ": family + given}
        cells |= {
            "a": address,
            "p": f"x{number}y1990@gmail.com",
            "c": company,
            "d": domain,
            "w": f"https://www.{domain}/",
        }
        rows.append([_cell(spec, cells) for _, _, spec in columns])
    above, below = table.get("above", ""), table.get("below", "")
    delimiter, quoted = table.get("delimiter", ","), bool(table.get("quoted"))
    return Layout(
        name=name,
        text=above + _written(rows, delimiter, quoted=quoted) + below,
        encoding=table.get("encoding", "utf-8"),
        above=above,
        below=below,
        delimiter=delimiter,
        quoted=quoted,
        people=people,
        has_company=not table.get("no_company"),
        beside=frozenset(table.get("beside", ())),
        holds=table.get("holds", {}),
    )
