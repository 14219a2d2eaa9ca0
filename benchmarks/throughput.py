"""Guesses and learnt colleagues a second, on one core, through the public API; the peers on the same questions.

Seconds are the processor's, so that other programs hardly bear on them.

Start reading at `throughput`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from statistics import median
from typing import Any

import emailguess
from benchmarks import peers, synthetic
from benchmarks.workload import Company, Workload, workload

__all__ = ["one_large_company", "throughput"]

REPEATS = 3
# Companies read with `at`, and names asked of each.
_PLACES, _NAMES = 20, 50


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _guesser(companies: Iterable[Company]) -> emailguess.Guesser:
    guesser = emailguess.Guesser()
    guesser.learn([pair for company in companies for pair in company.known])
    return guesser


def throughput(companies: int = 500, names: int = 15_000, *, peer_names: int = 1_000) -> dict[str, Any]:
    """Measure warm, cold and with `known=`; the median of three, each with names and companies of its own."""
    emailguess.Guesser().guess("Jane Doe", "acme.example")  # what is loaded once is measured elsewhere
    found: dict[str, list[float]] = {}

    def note(name: str, number: int, seconds: float) -> None:
        found.setdefault(name, []).append(number / seconds)

    for seed in range(1, REPEATS + 1):
        load = workload(companies, names, seed=seed)
        pairs = [pair for company in load.companies for pair in company.known]
        note("learn", len(pairs), _seconds(lambda: emailguess.Guesser().learn(pairs)))  # noqa: B023 -- called at once
        guesser = _guesser(load.companies)
        first = load.questions[:companies]
        note("cold", len(first), _seconds(lambda: _guess_all(guesser, first)))  # noqa: B023
        rest = load.questions[companies:]
        note("warm", len(rest), _seconds(lambda: _guess_all(guesser, rest)))  # noqa: B023
        note("known", companies, _seconds(lambda: _guess_known(load)))  # noqa: B023
        places = [emailguess.Guesser().at(c.domain, known=c.known) for c in load.companies[:_PLACES]]
        each = [(place, name) for place in places for name, _ in rest[:_NAMES]]
        for place in places:
            place.guess("Jane Doe")
        note("at", len(each), _seconds(lambda: [place.guess(name) for place, name in each]))  # noqa: B023
        for peer in peers.find()[0]:
            known = {c.domain: c.known for c in load.companies}
            some = load.questions[:peer_names]
            note(peer.name, len(some), _seconds(lambda: [peer.guess(n, d, known[d]) for n, d in some]))  # noqa: B023
    rates = {name: round(median(values), 1) for name, values in found.items()}
    installed, notices = peers.find()
    return {
        "companies": companies,
        "names": names * REPEATS,
        "warm_guesses_per_second": rates["warm"],
        "cold_guesses_per_second": rates["cold"],
        "known_guesses_per_second": rates["known"],
        "further_names_per_second": rates["at"],
        "further_name_over_warm": round(rates["warm"] / rates["at"], 2),
        "learnt_per_second": rates["learn"],
        "peers": {
            peer.name: {
                "version": peer.version,
                "guesses_per_second": rates[peer.name],
                "warm_ratio": round(rates["warm"] / rates[peer.name], 2),
                "known_ratio": round(rates["known"] / rates[peer.name], 2),
            }
            for peer in installed
        },
        "notices": notices,
    }


def _guess_all(guesser: emailguess.Guesser, questions: Iterable[tuple[str, str]]) -> None:
    for name, domain in questions:
        guesser.guess(name, domain)


def _guess_known(load: Workload) -> None:
    """Every company's colleagues come with the question, and no company comes twice."""
    guesser = emailguess.Guesser()
    for (name, domain), company in zip(load.questions, load.companies, strict=False):
        guesser.guess(name, domain, known=company.known)


def one_large_company(known: int = 10_000) -> dict[str, Any]:
    """Learn ever more addresses at one company: is learning linear, and is guessing still fast?"""
    convention = synthetic.conventions(1, seed=7)[0]._replace(pattern="{first}.{last}")
    pairs = synthetic.people(convention, known, seed=7)
    steps = []
    for number in (known // 8, known // 4, known // 2, known):
        guesser = emailguess.Guesser()
        seconds = _seconds(lambda: guesser.learn(pairs[:number]))  # noqa: B023 -- called at once
        first = _seconds(lambda: guesser.guess("Jane Doe", convention.domain))  # noqa: B023
        names = synthetic.distinct_names(200, seed=number)
        warm = _seconds(lambda: _guess_all(guesser, [(name, convention.domain) for name in names]))  # noqa: B023
        steps.append(
            {
                "known": number,
                "learn_us_each": round(seconds / number * 1e6, 1),
                "first_guess_ms": round(first * 1e3, 3),
                "guess_ms": round(warm / len(names) * 1e3, 3),
            }
        )
    return {"steps": steps, "growth": round(steps[-1]["learn_us_each"] / steps[0]["learn_us_each"], 2)}
