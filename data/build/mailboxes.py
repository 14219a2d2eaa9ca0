"""Words of roles' mailboxes and domains of free-mail providers: `data/mail/`, and behind it what packages list.

Start reading at `mailboxes`.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

Share = Callable[[str], float]

# As `addresses/roles.py` reads them.
FORMAT, VERSION = "emailguess-mailboxes", 1
# A word that so many people bear is also a name: two in a million, some six hundred in the census.
ALSO_A_NAME = 2e-6
# A word of the package that is more a name (`gardner`, `alexa`) or a place (`berlin`) than a role; ours are kept.
RATHER_A_NAME = 2e-5


def mailboxes(source: Path, people: Share) -> str:
    """The packed table; `people` is the share of people who bear a word as a name."""
    own, free = _document(source / "mail/roles.toml"), _document(source / "mail/free_mail.toml")
    ours = _words(own["roles"].values())
    roles = ours | {w for w in _packaged(source / "packaged/roles.txt") if people(w) < RATHER_A_NAME}
    roles -= _words(own["qualifiers"].values()) - ours
    not_free, also_free = (set(free[kind]["words"].split()) for kind in ("not_free", "also_free"))
    table = {
        "format": FORMAT,
        "version": VERSION,
        "roles": " ".join(sorted(roles)),
        "names": " ".join(sorted(w for w in roles if people(w) >= ALSO_A_NAME)),
        "qualifiers": " ".join(sorted(_words(own["qualifiers"].values()) - roles)),
        "organisations": " ".join(sorted(_words(own["organisations"].values()))),
        "free": " ".join(sorted(_packaged(source / "packaged/free_mail.txt") - not_free | also_free)),
    }
    return json.dumps(table, indent=1) + "\n"


def _document(path: Path) -> dict[str, dict[str, str]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _packaged(path: Path) -> set[str]:
    return set(path.read_text(encoding="utf-8").split())


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in text.split()}
