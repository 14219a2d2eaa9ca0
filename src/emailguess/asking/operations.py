"""The table of operations: what each takes and gives, what it does, and how it is answered.

Start reading at `OPERATIONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from emailguess.asking import answers, fields
from emailguess.asking.documents import Schema
from emailguess.asking.question import Question, colleagues, day

if TYPE_CHECKING:
    from emailguess.guesser import Guesser
    from emailguess.mx import MxCache

__all__ = ["OPERATIONS", "Operation"]

Passed = Mapping[str, Any]

# Asking about one person's provenance is asking about all candidates: the one meant may be far down the list.
_ALL_CANDIDATES = 1_000
_MX_TIMEOUT_S = 3.0
# A list of a hundred domains is answered within this, whatever name servers do; the rest is `unknown`.
_MX_BUDGET_S = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that may be asked or told."""

    name: str
    title: str
    description: str
    """Sentences for a person, or for a program that decides what to call."""
    takes: Schema
    gives: Schema
    answer: Callable[[Guesser, Passed, MxCache | None], dict[str, Any]]
    """From a checked document to a document."""
    writes: bool = False
    """Whether it changes what is remembered."""
    asks_dns: bool = False
    """Whether it always asks DNS; a question may (`check_mx`)."""

    def waits(self, passed: Passed) -> bool:
        """Whether it will wait for DNS."""
        return self.asks_dns or bool(passed.get("check_mx"))


def _guess(guesser: Guesser, passed: Passed, _: MxCache | None) -> dict[str, Any]:
    return Question.of(passed).ask(guesser).to_dict()


def _explain(guesser: Guesser, passed: Passed, _: MxCache | None) -> dict[str, Any]:
    answer = Question.of(passed).ask(guesser)
    address = passed.get("address")
    best = answer.best.address if answer.best is not None else ""
    return {
        "schema": "emailguess.explanation/1",
        "address": address.strip().lower() if address else best,
        "explanation": answer.explain(address),
        "routes": [route.to_dict() for route in answer.routes(address)],
        "misdelivery_risk": round(answer.misdelivery_risk(address), 6),
        "would_help": [each.to_dict() for each in answer.would_help],
        "counterfactuals": [each.to_dict() for each in answer.counterfactuals],
    }


def _provenance(guesser: Guesser, passed: Passed, _: MxCache | None) -> dict[str, Any]:
    record = Question.of(passed, limit=_ALL_CANDIDATES).ask(guesser).provenance(passed.get("address"))
    return record.to_dict() | {"paragraph": record.paragraph()}


def _patterns(guesser: Guesser, passed: Passed, _: MxCache | None) -> dict[str, Any]:
    company = guesser.at(passed["domain"], known=colleagues(passed.get("known", ())), country=passed.get("country"))
    shares = [share.to_dict() for share in company.patterns()]
    return {"schema": "emailguess.patterns/1", "domain": company.domain, "patterns": shares}


def _domains(guesser: Guesser, passed: Passed, _: MxCache | None) -> dict[str, Any]:
    limit = passed.get("limit", 10)
    return guesser.domains(passed["company"], country=passed.get("country"), limit=limit).to_dict()


def _check_mx(_: Guesser, passed: Passed, cache: MxCache | None) -> dict[str, Any]:
    from emailguess.mx import check_mx_many

    reports = check_mx_many(
        passed["domains"], timeout_s=_MX_TIMEOUT_S, budget_s=_MX_TIMEOUT_S, total_budget_s=_MX_BUDGET_S, cache=cache
    )
    return {"schema": "emailguess.mx_reports/1", "reports": [report.to_dict() for report in reports]}


def _learn(guesser: Guesser, passed: Passed, _: MxCache | None) -> dict[str, Any]:
    seen = day(passed["seen"]) if "seen" in passed else None
    report = guesser.learn(colleagues(passed["people"]), seen=seen, remember=passed.get("remember", True))
    return report.to_dict()


def _suppress(guesser: Guesser, passed: Passed, _: MxCache | None) -> dict[str, Any]:
    new = guesser.suppress(passed["whom"], name=passed.get("name"))
    return {"schema": "emailguess.suppression/1", "new": new}


_ALL = (
    Operation(
        name="guess",
        title="Guess a person's work address",
        description=(
            "Guess the work address of a person from the name and the company's domain or name. Each candidate has the "
            "probability that it is this person's; with `p_none` they sum to one. Colleagues' addresses make it "
            "surer. An answer is an inference and may be wrong: tell its probability with it. Nothing is sent, and no "
            "mailbox is probed; whoever is on the do-not-contact list is not shown."
        ),
        takes=fields.takes({**fields.QUESTION, "limit": fields.LIMIT, "check_mx": fields.CHECK_MX}, "name"),
        gives=answers.GUESS,
        answer=_guess,
    ),
    Operation(
        name="patterns",
        title="How a company builds its addresses",
        description="List the patterns of a company's addresses, each with the share of people it holds for.",
        takes=fields.takes(
            {
                "domain": {**fields.DOMAIN, "type": "string"},
                "known": fields.KNOWN,
                "country": fields.COUNTRY,
            },
            "domain",
        ),
        gives=answers.PATTERNS,
        answer=_patterns,
    ),
    Operation(
        name="domains",
        title="A company's mail domains",
        description="Find the mail domains that a company may have from its name, each with its probability.",
        takes=fields.takes(
            {
                "company": {**fields.COMPANY, "type": "string"},
                "country": fields.COUNTRY,
                "limit": fields.DOMAINS_LIMIT,
            },
            "company",
        ),
        gives=answers.DOMAINS,
        answer=_domains,
    ),
    Operation(
        name="explain",
        title="Why this address",
        description=(
            "Tell why an address is likely: the patterns behind it, what the evidence changed, what would help most, "
            "and the risk that it is somebody else's. Pass what was passed to `guess`."
        ),
        takes=fields.takes({**fields.QUESTION, "limit": fields.LIMIT, "address": fields.ADDRESS}, "name"),
        gives=answers.EXPLANATION,
        answer=_explain,
    ),
    Operation(
        name="provenance",
        title="Where an address comes from",
        description=(
            "Tell where an address comes from, in words to send to the person who asks (GDPR, article 14). Pass what "
            "was passed to `guess`. No colleague is named."
        ),
        takes=fields.takes({**fields.QUESTION, "address": fields.ADDRESS}, "name"),
        gives=answers.PROVENANCE,
        answer=_provenance,
    ),
    Operation(
        name="check_mx",
        title="Does a domain take mail",
        description="Ask DNS whether domains take mail, and whose servers take it. No mail server is contacted.",
        takes=fields.takes({"domains": fields.DOMAINS}, "domains"),
        gives=answers.MX,
        answer=_check_mx,
        asks_dns=True,
    ),
    Operation(
        name="learn",
        title="Learn companies' patterns",
        description=(
            "Remember how companies build addresses, from people whose addresses are known. Kept are counts of "
            "patterns and keyed digests, no name and no address; what was learned before counts once."
        ),
        takes=fields.takes({"people": fields.PEOPLE, "seen": fields.SEEN, "remember": fields.REMEMBER}, "people"),
        gives=answers.LEARNED,
        answer=_learn,
        writes=True,
    ),
    Operation(
        name="suppress",
        title="Keep somebody off every answer",
        description=(
            "Put an address, a domain, or a person at a domain on the do-not-contact list, for good: no answer shows "
            "them again."
        ),
        takes=fields.takes({"whom": fields.WHOM, "name": fields.HIS_NAME}, "whom"),
        gives=answers.SUPPRESSED,
        answer=_suppress,
        writes=True,
    ),
)

OPERATIONS: Mapping[str, Operation] = {each.name: each for each in _ALL}
"""All operations by their names."""
