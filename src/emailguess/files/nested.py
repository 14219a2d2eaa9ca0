"""Records of any depth: who of a nested value is a person, and what of the levels above says where they work.

JSON and XML give such values. A level that holds people gives its company to each of them; a person's own lists, such
as of addresses, stay with the person.

Start reading at `records_in`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from emailguess.addresses.pasted import mailboxes
from emailguess.files.columns import header_score
from emailguess.files.content import is_domain
from emailguess.files.titles import meaning

__all__ = ["DEEPEST", "MOST_KEYS", "flattened", "from_cards", "records_in"]

DEEPEST = 8
"""Levels that are looked at; a value below is passed over."""
MOST_KEYS = 500
_MOST_OF_LIST = 50
_CLEAR = frozenset({"given", "family", "whole"})
_NAMES = _CLEAR | {"name"}
# What a level above people says of their company, by the title under which it is given to them.
_FROM_ABOVE = {"company": "company", "name": "company", "domain": "domain", "country": "country"}
_FROM_ABOVE |= {"headcount": "number of employees"}
# Levels between a record and its fields that say nothing: of HubSpot, JSON:API, Elasticsearch, GraphQL, Okta.
_WRAPPERS = frozenset({"properties", "attributes", "_source", "node", "fields", "profile", "attrs", "record"})
# A level with one of these is a package, and its name no company's.
_OF_SOFTWARE = frozenset({"version", "license", "dependencies", "devDependencies", "repository", "homepage"})
_CARD = {"fn": "full name", "org": "company", "title": "job title", "url": "website"}

Record = Mapping[str, Any]


def records_in(value: Any) -> Iterator[Record]:
    """The people of a value, as records.

    >>> people = [{"name": "Bob Jones", "email": "bob@acme.example"}]
    >>> list(records_in({"ok": True, "companies": [{"name": "Acme", "staff": people}]}))
    [{'company': 'Acme', 'name': 'Bob Jones', 'email': 'bob@acme.example'}]
    """
    yield from _records(value, {}, 0)


def _records(value: Any, above: Mapping[str, str], depth: int) -> Iterator[Record]:
    if depth > DEEPEST:
        return
    if isinstance(value, Mapping):
        yield from _of_mapping(value, above, depth)
    elif isinstance(value, list | tuple):
        if _is_grid(value):
            yield from _of_grid(value, above)
            return
        for each in value:
            if isinstance(each, Mapping | list | tuple):
                yield from _records(each, above, depth + 1)
            elif isinstance(each, str) and depth:
                yield from _written(each, above)
    elif isinstance(value, str) and "@" in value and not depth:  # a list of `Bob Jones <bob@…>`
        yield from ({"name": name, "email": address} for name, address in mailboxes(value))


def _of_mapping(value: Record, above: Mapping[str, str], depth: int) -> Iterator[Record]:
    card = _by_address(value) or _transposed(value)
    if card is not None:
        for each in card:
            yield _with(each, above)
        return
    levels = list(_levels_with_people(value, 0))
    if not levels or _own_fields(value) & _CLEAR:
        yield _with(value, above)
        return
    for key, inner in value.items():
        if isinstance(inner, str) and "<" in inner and meaning(_title(key)).field != "stranger":
            yield from _written(inner, above)
    above = {**above, **_company(value)}
    for key, inner in levels:
        yield from _records(inner, {**above, "domain": key} if is_domain(key) else above, depth + 1)


def _written(text: str, above: Mapping[str, str]) -> Iterator[Record]:
    """The people of a text such as `Bob Jones <bob@…> (https://…)`, beside others that have fields."""
    if "@" in text:
        yield from (_with({"name": name, "email": address}, above) for name, address in mailboxes(text))


def _with(record: Record, above: Mapping[str, str]) -> Record:
    """A record with what the levels above say; what it says itself counts more."""
    if not above:
        return record
    own = _own_fields(record) | {meaning(_title(k)).field for k, v in record.items() if isinstance(v, Mapping)}
    return {**{k: v for k, v in above.items() if meaning(k).field not in own}, **record}


def _levels_with_people(value: Record, depth: int) -> Iterator[tuple[str, Any]]:
    """Lists of people among the values of a mapping, and mappings with such lists in them."""
    named = bool(_own_fields(value) & _NAMES)
    for key, inner in value.items():
        if isinstance(inner, list | tuple):
            says = meaning(_title(key)).field
            if says != "stranger" and _are_people(inner, clearly=says == "address", named=named):
                yield key, inner
        elif isinstance(inner, Mapping) and depth < DEEPEST and _title(key):
            said = meaning(_title(key)).field
            held = _by_address(inner) or _transposed(inner)
            if said != "stranger" and (held is not None or next(_levels_with_people(inner, depth + 1), None)):
                yield key, inner


def _are_people(values: Sequence[Any], *, clearly: bool, named: bool) -> bool:
    """Whether a list holds people of their own, and not one person's addresses or jobs."""
    if _is_grid(values):
        return not named and any("@" in str(c) for row in values[:5] for c in row)
    for each in values[:5]:
        if isinstance(each, Mapping):
            if next(_levels_with_people(each, 1), None):
                return True
            if _has_address(each, 0) and (_names_within(each, 0) & (_CLEAR if clearly else _NAMES) or not named):
                return True
    return False


def _own_fields(value: Record) -> set[str]:
    """What the plain values of a mapping are called, and those of levels that say nothing themselves."""
    found = {meaning(_title(k)).field for k, v in value.items() if isinstance(v, str | int) and v != ""}
    for key, inner in value.items():
        if key in _WRAPPERS or meaning(_title(key)).field == "name":
            first = inner[0] if isinstance(inner, list) and inner else inner
            found |= {meaning(_title(k)).field for k in first} if isinstance(first, Mapping) else set()
    return found


def _names_within(value: Record, depth: int) -> set[str]:
    found = {meaning(_title(k)).field for k, v in value.items() if isinstance(v, str)}
    if depth < DEEPEST:
        for key, inner in value.items():
            if isinstance(inner, Mapping) and meaning(_title(key)).field != "stranger":
                found |= _names_within(inner, depth + 1)
    return found


def _has_address(value: Any, depth: int) -> bool:
    if isinstance(value, str):
        return "@" in value
    if depth > 3:
        return False
    if isinstance(value, Mapping):
        return any(_has_address(v, depth + 1) for k, v in value.items() if meaning(_title(k)).field != "stranger")
    return isinstance(value, list | tuple) and any(_has_address(v, depth + 1) for v in value[:5])


def _company(value: Record) -> dict[str, str]:
    """What a level above people says of where they work."""
    found: dict[str, str] = {}
    is_software = not _OF_SOFTWARE.isdisjoint(value)
    for key, inner in value.items():
        said = meaning(_title(key)).field
        if is_software and said == "name":
            continue
        if isinstance(inner, str | int) and not isinstance(inner, bool) and said in _FROM_ABOVE:
            if "@" not in str(inner) and (said != "domain" or is_domain(str(inner))):
                found.setdefault(_FROM_ABOVE[said], str(inner))
        elif isinstance(inner, Mapping) and said == "company":
            found |= {k: v for k, v in _company(inner).items() if k not in found}
    return found


def _title(key: Any) -> str:
    return str(key).strip("_@$# ")


def _by_address(value: Record) -> list[Record] | None:
    """`{"bob@acme.example": {…}, …}`, `{"bob@acme.example": "Bob Jones"}` or `{"Bob Jones": "bob@acme.example"}`."""
    if len(value) < 2 or meaning(_title(next(iter(value)))).field:
        return None
    if all("@" in str(k)[1:] for k in value):
        return [{"email": k, **(v if isinstance(v, Mapping) else {"name": v})} for k, v in value.items()]
    if all(isinstance(v, str) and "@" in v for v in value.values()) and not any(
        meaning(_title(k)).field for k in value
    ):
        return [{"name": k, "email": v} for k, v in value.items()]
    if all(isinstance(v, Mapping) and _has_address(v, 0) for v in value.values()):
        return [{**({"domain": k} if is_domain(str(k)) else {}), **v} for k, v in value.items()]
    return None


def _transposed(value: Record) -> list[Record] | None:
    """Columns in place of rows: `{"name": […], "email": […]}`, `{"columns": […], "data": [[…], …]}`."""
    lists = {k: v for k, v in value.items() if isinstance(v, list) and v}
    titles = next((v for v in lists.values() if all(isinstance(x, str) for x in v) and header_score(v) >= 1), None)
    grid = next((v for v in lists.values() if titles and _is_grid(v) and len(v[0]) == len(titles)), None)
    if titles and grid:
        return [dict(zip(titles, row, strict=False)) for row in grid]
    if len(value) < 2:
        return None
    columns = list(value.values())
    if not any(meaning(_title(k)).field == "address" for k in value):
        return None
    if all(isinstance(c, list) and len(c) == len(columns[0]) > 1 for c in columns):
        plain = all(not isinstance(x, Mapping | list) for c in columns for x in c[:5])
        return [dict(zip(value, row, strict=True)) for row in zip(*columns, strict=True)] if plain else None
    if all(isinstance(c, Mapping) and c.keys() == columns[0].keys() and c for c in columns):
        return [{title: c[row] for title, c in value.items()} for row in columns[0]]
    return None


def _is_grid(values: Sequence[Any]) -> bool:
    """Rows of plain cells."""
    return len(values) > 0 and all(
        isinstance(row, list | tuple) and len(row) > 1 and not any(isinstance(c, Mapping | list) for c in row)
        for row in values[:50]
    )


def _of_grid(values: Sequence[Sequence[Any]], above: Mapping[str, str]) -> Iterator[Record]:
    first = [str(c) for c in values[0]]
    has_titles = header_score(first) >= 1 or not any("@" in c for c in first)
    titles = first if has_titles else [f"column {i}" for i in range(1, len(first) + 1)]
    for row in values[1 if has_titles else 0 :]:
        if isinstance(row, list | tuple):
            yield _with(dict(zip(titles, row, strict=False)), above)


def flattened(record: Mapping[str, Any]) -> dict[str, str]:
    """A record's values as texts, those within by the keys on the way.

    >>> flattened({"name": {"first": "Bob"}, "emails": [{"value": "bob@acme.example", "type": "work"}]})
    {'name first': 'Bob', 'emails': 'bob@acme.example (work)'}
    """
    flat: dict[str, str] = {}
    _flatten("", record, flat, 0)
    return flat


def _flatten(key: str, value: Any, flat: dict[str, str], depth: int) -> None:
    if len(flat) >= MOST_KEYS or depth > DEEPEST:
        return
    if isinstance(value, Mapping):
        for name, inner in value.items():
            is_wrapper = isinstance(inner, Mapping) and name in _WRAPPERS
            _flatten(key if is_wrapper else f"{key} {name}".strip(), inner, flat, depth + 1)
    elif isinstance(value, list | tuple):
        texts = [_labelled(v) for v in value[:_MOST_OF_LIST]]
        if any("@" in t for t in texts):
            flat.setdefault(key, "; ".join(t for t in texts if t))
        elif value and isinstance(value[0], Mapping):
            _flatten(key, value[0], flat, depth + 1)
        else:
            flat.setdefault(key, "; ".join(t for t in texts if t))
    elif value is not None:
        flat.setdefault(key, value if isinstance(value, str) else str(value))


def _labelled(value: Any) -> str:
    """An address with the kind beside it: `{"value": …, "type": "work"}`."""
    if not isinstance(value, Mapping):
        return value if isinstance(value, str) else "" if value is None else str(value)
    address = next((v for v in value.values() if isinstance(v, str) and "@" in v), "")
    kind = next(
        (v for k, v in value.items() if isinstance(v, str) and k.lower() in ("type", "label", "kind", "name")), ""
    )
    return f"{address} ({kind})" if address and kind and "@" not in kind else address


def from_cards(value: Any) -> Any:
    """A jCard (RFC 7095) as a mapping; anything else as it is.

    >>> from_cards(["vcard", [["fn", {}, "text", "Bob Jones"], ["n", {}, "text", ["Jones", "Bob", "", "", ""]]]])
    {'full name': 'Bob Jones', 'family name': 'Jones', 'given name': 'Bob'}
    """
    if not (isinstance(value, list) and len(value) > 1 and value[0] == "vcard" and isinstance(value[1], Iterable)):
        return value
    card: dict[str, Any] = {}
    for line in value[1]:
        if not (isinstance(line, list) and len(line) > 3 and isinstance(line[0], str)):
            continue
        key, parameters, said = line[0].lower(), line[1] if isinstance(line[1], Mapping) else {}, line[3]
        if key == "n" and isinstance(said, list):
            parts = [*(str(p) for p in said if not isinstance(p, list)), "", ""]
            card |= {"family name": parts[0], "given name": parts[1]}
        elif key == "email":
            card.setdefault("emails", []).append({"value": said, "type": str(parameters.get("type", ""))})
        elif key in _CARD:
            card.setdefault(_CARD[key], said[0] if isinstance(said, list) and said else said)
    return card
