"""Hostile text, files and values: what careless or ill-meaning people hand to a program, drawn from a seed.

It makes input only; what must hold of the answers is for `fuzz`.
"""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import Any

from emailguess import PersonName, Sighting

__all__ = ["Hostile"]

_GIVEN = (
    "Jane Bob Ann Zoë Jürgen Łukasz Min-su Xiǎo Ольга Γιώργος 太郎 민수 محمد أحمد प्रिया O'Neil Jean-Luc María".split()
)
_FAMILY = (
    "Doe Jones Lee Müller O'Brien García-López van-den-Berg Смирнова 佐藤 김 王 Nguyễn Al-Masri de-la-Cruz St.John "
    "Smith-Jones Ng Xu d'Été Sørensen Åström ß İpek"
).split()
_TITLES = [
    "Dr.",
    "Prof. Dr.",
    "Mr",
    "PhD",
    "(she/her)",
    "née Smith",
    "Jr.",
    "III",
    "von",
    "MBA,",
    "via Acme",
    "🙂",
    "@",
]
_DOMAINS = "acme.example us.acme.example bücher.example xn--bcher-kva.example other.test acme.co.uk b.example".split()
_ODD_DOMAINS = [
    "", "localhost", "co.uk", "1.2.3.4", "[::1]", "a..b", "-a.example", "a" * 64 + ".example", "xn--a.example",
    "http://", "ex ample.com", "*.acme.example", "a.b." * 60 + "example", "acme.example.", "//acme.example:99999999/?#",
    "gmail.com", "mailinator.com", "аcme.example", "\u202eexample.moc", "0x7f.1", "acme。example",
]  # fmt: skip
_LOCALS = "jane.doe jdoe bjones b.jones info sales x zz9 müller jane+tag o'brien a..b .a a. ext-jane jane.xu".split()
_PATTERNS = (
    "{first}.{last} {f}{last} {first}{l} {last}.{first} {f}{m}{last} {first}-{last}|8 {first:4}{last:4} "
    "{last}{n} ext-{first}.{last} {first}. .{last} {first}..{last} {nope} {first}{first} {first:99} | {f}|0 "
    "{} {{first}} a".split()
)
_MARKS = "\x00\x07\x1b[2J\u202e\u200b\u200d\ufeff\u0301\u2028\r\n\t\ud800'\"<>&%*?,;|\\/(){}[]`$=+~^#!:._-@\u00a0\u3000"
_OBJECTS: list[Any] = [
    None, 5, -1, 0, 1.5, float("nan"), float("inf"), True, b"jane@acme.example", [], (), {}, set(), object, ("a",),
    ["a", "b", "c", "d"], [None], (None, None), ("", ""), (5, "jane@acme.example"), 10**400, date(1, 1, 1), date.max,
    PersonName,
]  # fmt: skip


class Hostile:
    """Draws text and values from one random source."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def one(self, *choices: Any) -> Any:
        """One of some values; what is callable is called."""
        chosen = self.random.choice(choices)
        return chosen() if callable(chosen) and not isinstance(chosen, type) else chosen

    def noise(self, most: int = 40) -> str:
        """Characters from all of Unicode, marks and control characters among them."""
        random = self.random
        kinds = (
            lambda: random.choice(_MARKS),
            lambda: chr(random.randrange(32, 127)),
            lambda: chr(random.randrange(0xA0, 0x3000)),
            lambda: chr(random.randrange(0x3000, 0xD800)),
            lambda: chr(random.randrange(0xE000, 0x11_0000)),
        )
        return "".join(random.choice(kinds)() for _ in range(random.randrange(most)))

    def mangled(self, text: str) -> str:
        """A text with a piece cut out, doubled, replaced or repeated very often."""
        random = self.random
        if not text:
            return self.noise()
        at = random.randrange(len(text))
        upto = min(len(text), at + random.randrange(1, 6))
        return self.one(
            text[:at] + self.noise(8) + text[at:],
            text[:at] + text[upto:],
            text[:at] + text[at:upto] * random.choice([2, 3, 50, 1000]) + text[upto:],
            text.upper(),
            text[::-1],
            text + random.choice(_MARKS),
            random.choice(_MARKS) + text,
            text * random.choice([2, 40]),
            f" {text}\n",
        )

    def _perhaps(self, text: str) -> str:
        return self.mangled(text) if self.random.random() < 0.25 else text

    def name(self) -> Any:
        """A person's name: usual ones of many scripts, mangled ones, noise, long ones, and values that are none."""
        random = self.random
        given, family = random.choice(_GIVEN), random.choice(_FAMILY)
        usual = self.one(
            f"{given} {family}",
            f"{family}, {given}",
            f"{random.choice(_TITLES)} {given} {family}",
            f"{given} {random.choice('ABCxyz.')} {family} {random.choice(_TITLES)}",
            f"{given} {random.choice(_FAMILY)} {family}",
            f"{family}{given}",
            given,
        )
        kind = random.random()
        if kind < 0.75:
            return self._perhaps(usual)
        if kind < 0.85:
            return self.noise()
        if kind < 0.90:
            return PersonName(
                given=self._perhaps(given), family=self.one(family, "", self.noise), middle=self.one("", "Q")
            )
        if kind < 0.93:
            return self.one(" ".join(random.choices(_GIVEN, k=60)), given * 500, "-".join(_GIVEN * 5), "' " * 300)
        return self.thing()

    def domain(self) -> Any:
        """A domain, mostly one of a few, so that what was learned there matters."""
        kind = self.random.random()
        if kind < 0.8:
            return self.random.choice(_DOMAINS)
        if kind < 0.9:
            return self.random.choice(_ODD_DOMAINS)
        return self._perhaps(self.random.choice(_DOMAINS)) if kind < 0.96 else self.thing()

    def address(self) -> Any:
        """An address, a mailbox with a name, or what looks like neither."""
        random = self.random
        address = f"{self._perhaps(random.choice(_LOCALS))}@{random.choice(_DOMAINS)}"
        kind = random.random()
        if kind < 0.6:
            return address
        if kind < 0.8:
            return self.one(
                f"Bob Jones <{address}>", f'"Jones, Bob" <{address}>', f"=?utf-8?q?B=6Fb?= <{address}>", f"<{address}"
            )
        return self._perhaps(address) if kind < 0.94 else self.thing()

    def known(self) -> Any:
        """A piece of evidence."""
        random = self.random
        if random.random() < 0.06:
            return self.thing()
        if random.random() < 0.5:
            given, family = random.choice(_GIVEN[:4]), random.choice(_FAMILY[:3])
            local = self.one(
                f"{given}.{family}", f"{given[0]}{family}", f"{given}.{random.choice('xu ng zz 1985'.split())}"
            )
            return f"{given} {family}", f"{local.lower()}@{random.choice(_DOMAINS)}"
        return self.one(
            self.address,
            lambda: (self.name(), self.address()),
            lambda: (self.name(), self.address(), self.company()),
            lambda: Sighting(
                address=self.address(),
                name=self.name(),
                seen=self.one(None, self.day),
                weight=self.one(1.0, 0.3, 0, 2, float("nan"), "1"),
            ),
        )

    def pieces(self, most: int = 6) -> Any:
        """Several pieces of evidence."""
        if self.random.random() < 0.02:
            return self.thing()
        return [self.known() for _ in range(self.random.randrange(most))]

    def company(self) -> Any:
        """A company's name."""
        names = [
            "Acme",
            "Acme GmbH & Co. KG",
            "Bücher AG",
            "University of Somewhere",
            "株式会社テスト",
            "ООО Ромашка",
            "A",
            "&",
        ]
        return self._perhaps(self.random.choice(names)) if self.random.random() < 0.9 else self.thing()

    def pattern(self) -> Any:
        """A pattern in the notation, or nearly."""
        return self._perhaps(self.random.choice(_PATTERNS)) if self.random.random() < 0.95 else self.thing()

    def day(self) -> Any:
        """A day, near, far and impossible."""
        return self.one(date(2026, 1, 15), date(2025, 6, 1), date(2020, 2, 29), date.max, date.min, date(2031, 1, 1))

    def thing(self) -> Any:
        """Anything but what was asked for."""
        return self.random.choice(_OBJECTS)

    def file(self) -> bytes:
        """A table or list as people have it, damaged or not."""
        random = self.random
        head = random.choice(
            [
                "",
                "name,email,company\n",
                "Name;E-Mail\n",
                "email\tdomain\n",
                "id|address|note\n",
                "First Name,Last Name,Email\n",
            ]
        )
        mark = random.choice(",;\t|")
        lines = []
        for _ in range(random.randrange(12)):
            cells = [
                str(self.one(self.name, self.address, self.domain, self.noise)) for _ in range(random.randrange(1, 5))
            ]
            lines.append(mark.join(f'"{c}"' if random.random() < 0.2 else c for c in cells))
        text = head + random.choice(["\n", "\r\n", "\r"]).join(lines)
        raw = text.encode(random.choice(["utf-8", "utf-16", "utf-8-sig", "latin-1"]), errors="replace")
        if random.random() < 0.3:
            place = random.randrange(len(raw) + 1)
            raw = raw[:place] + random.randbytes(random.randrange(1, 30)) + raw[place:]
        return raw[: random.randrange(len(raw) + 1)] if random.random() < 0.15 else raw

    def altered(self, document: str) -> str:
        """An export with something in it changed, its checksum made to fit or not."""
        random = self.random
        if random.random() < 0.4:
            return self.mangled(document)
        body = json.loads(document)
        place: Any = body
        for _ in range(random.randrange(1, 7)):
            if isinstance(place, dict) and place:
                key = random.choice(sorted(place))
                if random.random() < 0.4 or not isinstance(place[key], dict | list):
                    place[key] = self._json()
                    break
                place = place[key]
            elif isinstance(place, list) and place:
                number = random.randrange(len(place))
                if random.random() < 0.4 or not isinstance(place[number], dict | list):
                    place[number] = self._json()
                    break
                place = place[number]
        return sealed(body)

    def _json(self) -> Any:
        return self.one(
            None, -1, 0, 1, 2**31, 2**62, 2**63, 10**30, 1.5, True, "", "9999-12", "2026-01", self.noise, [], {}, [[]],
            "{first}.{last}", "acme.example", {"acme.example": []}, [["{first}", [], 0]],
        )  # fmt: skip


def sealed(body: dict[str, Any]) -> str:
    """Write an export whose checksum fits, as somebody would who alters one on purpose."""
    from hashlib import sha256

    plain = {key: value for key, value in body.items() if key != "checksum"}
    text = json.dumps(plain, separators=(",", ":"), sort_keys=True)
    return json.dumps(plain | {"checksum": "sha256:" + sha256(text.encode()).hexdigest()})
