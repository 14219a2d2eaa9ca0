"""Gathering: what is known of each company that is asked about, as rows that go where its people are answered.

Rows of people fall into groups, one for each company. A group's dossier is small beside its people: counts, digests of
addresses, digests of the do-not-contact list. It is joined together once a group; a group of very many people is cut
into pieces, and each piece gets a copy, so that no company falls to one task alone.

Start reading at `dossier_rows`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from emailguess.addresses import parser as addresses
from emailguess.addresses.related import kinship, registered_name
from emailguess.companies import company_key
from emailguess.errors import EmailGuessError
from emailguess.spark.dossiers import ALIAS, COUNT, HIDDEN, LINK, OWNERS, SPELLING, Dossier, packed
from emailguess.spark.learning import batch_of, bound, each, facts_of, lists
from emailguess.spark.schemas import functions
from emailguess.spark.suppressing import hosts_of
from emailguess.spark.tables import evidence_rows
from emailguess.store.digests import Digests
from emailguess.store.people import owner_of
from emailguess.store.protocol import MOST_NAMED
from emailguess.store.suppression import hosts_above

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from emailguess.companies import DomainGuess

__all__ = ["GROUP", "CompanyFinder", "Knowledge", "dossier_rows", "facts_of_links", "key_of_company", "links_of"]

GROUP = ("_kind", "_what", "_country")
"""Columns that name a group: `domain` or `company`, which, and of a company's name the country it is asked for."""
_BLOCK = 30_000
"""People whose digests go in one row: half a megabyte."""


class Knowledge(NamedTuple):
    """What is known beside the people asked about."""

    counts: DataFrame
    """Tables of counts together, with a column `sheet`: whether the people themselves told it."""
    known: DataFrame | None
    suppressed: DataFrame | None
    key: bytes


def dossier_rows(rows: DataFrame, stands: DataFrame, knowledge: Knowledge) -> DataFrame:
    """The rows of all dossiers: the group, which `_part` of a dossier it is, a `_fact` as JSON, and a `_blob`.

    `stands` says of how many rows ask about a group, and how they write the company: `GROUP`, `_key`, `_company` and
    `_number`. `rows` are all rows with `_hosts` and `_private`, what their own addresses say: companies' domains, and
    the digests of the others.
    """
    f = functions()
    groups = stands.where("_kind <> ''").select(*GROUP).distinct()
    parts: list[DataFrame] = []
    found = _found(stands, groups.where("_kind = 'company'"), knowledge.counts)
    parts.append(found.where("_part >= 0").select(*GROUP, "_part", "_fact", f.lit(None).cast("binary").alias("_blob")))
    hosts = (
        groups.where("_kind = 'domain'")
        .select(*GROUP, f.col("_what").alias("host"))
        .unionByName(found.where("_part < 0").select(*GROUP, f.col("_fact").alias("host")))
    )
    guarded = hosts
    if knowledge.suppressed is not None:
        told = rows.select(*GROUP, f.explode("_hosts").alias("host"))
        guarded = hosts.unionByName(told).distinct()
    above = guarded.select("host").distinct().mapInArrow(_above, "host string, domain string")
    family = above.join(_aliases(knowledge.counts), "domain")
    declared = guarded.join(family, "host").select(*GROUP, "domain", "other").distinct()
    parts.append(_facts(declared, ALIAS, "domain", "other"))
    own = hosts.join(family.where("host = domain"), "host").select(*GROUP, f.col("other").alias("domain"))
    near = hosts.select(*GROUP, f.col("host").alias("domain")).unionByName(own)
    near = near.unionByName(_relatives(hosts, knowledge.counts)).distinct()
    counted = near.join(evidence_rows(knowledge.counts), "domain")
    parts.append(
        _facts(counted, COUNT, "domain", "kind", "signature", "month", "tenths", "dating", "count_v1", "sheet")
    )
    if knowledge.known is not None:
        near_known = knowledge.known.repartition("domain").sortWithinPartitions("domain", "person_v1", "kind")
        people = near_known.mapInArrow(_packed, "domain string, _blob binary")
        owned = hosts.withColumnRenamed("host", "domain").join(people, "domain")
        parts.append(_facts(owned, OWNERS, "domain", blob=True))
    if knowledge.suppressed is not None:
        reached = guarded.unionByName(guarded.join(family, "host").select(*GROUP, f.col("other").alias("host")))
        parts.append(_facts(_held(rows, reached, knowledge.suppressed, knowledge.key), HIDDEN, blob=True))
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.unionByName(part)
    return whole


def _held(rows: DataFrame, hosts: DataFrame, suppressed: DataFrame, key: bytes) -> DataFrame:
    """The do-not-contact entries that bear on each group: those at its hosts, and those of rows' private addresses."""
    f = functions()
    digests = hosts.select("host").distinct().mapInArrow(bound(hosts_of, key), "host string, above binary")
    entries = suppressed.where("host is not null").select(
        f.col("host").alias("above"), f.col("digest_v1").alias("_blob")
    )
    held = hosts.join(digests.join(entries, "above"), "host").select(*GROUP, "_blob")
    private = rows.select(*GROUP, f.explode("_private").alias("_blob"))
    return held.unionByName(
        private.join(entries.select("_blob").distinct(), "_blob", "left_semi").select(*GROUP, "_blob")
    ).distinct()


def _above(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Each host with itself and those above it."""
    for batch in batches:
        rows = [(host, above) for (host,) in zip(*lists(batch), strict=True) for above in hosts_above(host)]
        yield batch_of(rows, "host string, domain string")


def _facts(rows: DataFrame, part: int, *columns: str, blob: bool = False) -> DataFrame:
    f = functions()
    fact = f.to_json(f.struct(*columns)) if columns else f.lit("")
    held = f.col("_blob") if blob else f.lit(None).cast("binary").alias("_blob")
    return rows.select(*GROUP, f.lit(part).alias("_part"), fact.alias("_fact"), held)


def _aliases(counts: DataFrame) -> DataFrame:
    return counts.where("kind = 'alias'").select("domain", "other").distinct()


def _relatives(hosts: DataFrame, counts: DataFrame) -> DataFrame:
    """The domains that look like one company's with a host, of those that most is known of under one name."""
    from pyspark.sql import Window

    f = functions()
    totals = evidence_rows(counts).groupBy("domain").agg(f.sum("count_v1").alias("total"))
    named = totals.mapInArrow(_registered, "domain string, total bigint, label string")
    most = Window.partitionBy("label").orderBy(f.desc("total"), "domain")
    named = named.withColumn("place", f.row_number().over(most)).where(f.col("place") <= MOST_NAMED)
    asked = hosts.select("host").distinct().mapInArrow(_labelled, "host string, label string")
    pairs = asked.join(named.select("label", "domain"), "label").where("host <> domain").select("host", "domain")
    kin = pairs.mapInArrow(_kin, "host string, domain string")
    return hosts.join(kin, "host").select(*GROUP, "domain")


def _registered(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        rows = [(host, total, _or_empty(registered_name, host)) for host, total in zip(*lists(batch), strict=True)]
        yield batch_of(rows, "domain string, total bigint, label string")


def _labelled(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Each host with the label by which a store is asked for its relatives."""
    for batch in batches:
        rows = [(host, _or_empty(_label, host)) for (host,) in zip(*lists(batch), strict=True)]
        yield batch_of([row for row in rows if row[1]], "host string, label string")


def _label(host: str) -> str:
    return addresses.domain(host).registrable.split(".", 1)[0]


def _or_empty(function: Any, host: str) -> str:
    """What a function says of a host; empty for one that is no company's."""
    try:
        return str(function(host) or "")
    except EmailGuessError:
        return ""


def _kin(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        pairs = zip(*lists(batch), strict=True)
        rows = [
            (a, b)
            for a, b in pairs
            if _or_empty(lambda other, a=a: kinship(addresses.domain(a), addresses.domain(other)), b)
        ]
        yield batch_of(rows, "host string, domain string")


def _packed(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The known addresses of each domain, packed; rows come sorted by domain and address."""
    schema = "domain string, _blob binary"
    for domain, at_domain in groupby(each(batches), key=lambda row: row[0]):
        people: list[tuple[bytes, bytes, Any]] = []
        for person, rows in groupby(at_domain, key=lambda row: row[1]):
            facts = facts_of([row[:9] for row in rows])
            owner = owner_of(facts, ())
            if owner is not None:
                people.append((person, facts["pair"].name if owner == "other" else bytes(8), owner))
            if len(people) == _BLOCK:
                yield batch_of([(domain, packed(people))], schema)
                people = []
        if people:
            yield batch_of([(domain, packed(people))], schema)


def _found(stands: DataFrame, groups: DataFrame, counts: DataFrame) -> DataFrame:
    """The hosts that companies asked for by name may have (`_part` -1), and what of their dossiers led to them."""
    f = functions()
    written = stands.where("_key <> ''").groupBy("_key", "_company").agg(f.sum("_number").alias("number"))
    best = f.min(f.struct((-f.col("number")).alias("number"), f.col("_company").alias("company")))
    commonest = written.groupBy("_key").agg(best.alias("best")).select(f.col("_key").alias("_what"), "best.company")
    linked = links_of(counts)
    asked = groups.join(commonest, "_what", "left").join(linked, groups["_what"] == linked["other"], "left")
    schema = "_kind string, _what string, _country string, _part int, _fact string"
    return asked.select(*GROUP, "company", "links").mapInArrow(_hosts, schema)


def links_of(counts: DataFrame) -> DataFrame:
    """The domains that each company was seen with, by its key (`other`): `links`, as JSON."""
    f = functions()
    links = counts.where("kind = 'company'").groupBy("other", "domain").agg(f.sum("count_v1").alias("number"))
    aliases = _aliases(counts).groupBy("domain").agg(f.collect_set("other").alias("others"))
    each_link = f.collect_list(f.struct("domain", "number", "others"))
    return links.join(aliases, "domain", "left").groupBy("other").agg(f.to_json(each_link).alias("links"))


def facts_of_links(links: str | None) -> list[tuple[int, str]]:
    """What a dossier says of a company that was seen with these domains."""
    facts = []
    for link in sorted(json.loads(links), key=lambda each: str(each["domain"])) if links else ():
        facts.append((LINK, json.dumps({"domain": link["domain"], "number": link["number"]})))
        others = sorted(link.get("others") or ())
        facts += [(ALIAS, json.dumps({"domain": link["domain"], "other": other})) for other in others]
    return facts


def key_of_company(company: str | None) -> str:
    """The key by which companies are compared; empty for what is no company's name."""
    try:
        return company_key(company) if company else ""
    except EmailGuessError:
        return ""


class CompanyFinder:
    """Finds the domains of companies, one after the other."""

    def __init__(self) -> None:
        from emailguess.guesser import Guesser

        self._dossier = Dossier(Digests(b""))
        self._guesser = Guesser(store=self._dossier)  # type: ignore[arg-type]  # it is only read

    def found(self, company: str, country: str | None, facts: list[tuple[int, str]]) -> DomainGuess:
        """The domains that a company may have, with what is known of it. Raises `InvalidCompany`."""
        self._dossier.begin()
        for part, fact in facts:
            self._dossier.take(part, fact, None)
        return self._guesser.domains(company, country=country)


def _hosts(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    finder = CompanyFinder()
    for batch in batches:
        rows: list[tuple[Any, ...]] = []
        for kind, what, country, company, links in zip(*lists(batch), strict=True):
            facts = [(SPELLING, json.dumps({"spelling": company})), *facts_of_links(links)]
            rows += [(kind, what, country, part, fact) for part, fact in facts]
            # What is no country is told by each row's answer.
            with suppress(EmailGuessError):
                rows += [(kind, what, country, -1, c.domain) for c in finder.found(company, country or None, facts)]
        yield batch_of(rows, "_kind string, _what string, _country string, _part int, _fact string")
