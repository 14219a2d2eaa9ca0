"""One fold of the accuracy protocol: fit on four fifths of the companies, ask about the last.

It keeps people in memory only. What it says on the way and what it raises holds no name and no address, not even
when a guesser fails on one.

Start reading at `judge_fold`.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import emailguess
from benchmarks import baselines, peers
from benchmarks.baselines import Answer, Answerer
from benchmarks.figures import Judged
from benchmarks.outcomes import Outcomes, ask_outcomes
from benchmarks.protocol import KINDS, TARGETS_PER_DOMAIN, Kind, Question, Split, fold_of, is_hard, questions, split
from emailguess.errors import EmailGuessError
from emailguess.fit import Person, fit_prior, read_corpus
from emailguess.fit.model import dump_prior

__all__ = ["OURS", "Asked", "Fold", "JudgingFailed", "Task", "asked_in", "fitted", "judge", "judge_fold"]

OURS = "emailguess"
# What the fit reads; a change elsewhere leaves a cached prior valid.
_FITTED_WITH = ("addresses", "data", "evidence", "fit", "model", "names", "patterns")
# Every candidate counts for the log loss, not only the ten that are usually shown.
_LIMIT = 1_000
# The quick run fits on one company in three of a large corpus and asks about a third of the people; see `Task.quick`.
_QUICK_TARGETS = 4
# A corpus up to this size is fitted whole: it is quick anyhow, and a third of it would be too little to fit.
_QUICK_PEOPLE = 10_000

Asked = tuple[str, Kind, int]
"""Guesser, kind of question, number of colleagues."""


class JudgingFailed(Exception):
    """A guesser raised what it should not; the message says where, not on what."""


class Task(NamedTuple):
    """What to judge."""

    corpus: Path
    fold: int
    split: Split = "registrable"
    quick: bool = False
    """A sketch in a minute: a cheap fit on one company in three, fewer people asked about, two kinds of question."""
    with_peers: bool = True
    cache: Path | None = None


class Fold(NamedTuple):
    """The answers of one fold."""

    judged: dict[Asked, list[Judged]]
    refused: Counter[str]
    """Questions that a guesser refused to answer; they count as not answered."""
    outcomes: Outcomes


def asked_in(quick: bool) -> Iterator[tuple[Kind, int]]:
    """The kinds and amounts of evidence of a full or a quick run."""
    for kind, amounts in KINDS.items():
        for k in amounts:
            if not quick or kind == "pairs" or (kind == "bare" and k == 3):
                yield kind, k


def judge_fold(task: Task) -> Fold:
    """Fit, ask and judge; nothing that is fitted sees a company that is judged."""
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"fold {task.fold}, {time.monotonic() - started:4.0f} s: {text}", file=sys.stderr, flush=True)

    people = read_corpus(task.corpus)
    training, judged_people = split(people, task.fold, task.split)
    prior = fitted(task, training, say)
    guesser = emailguess.Guesser(prior=prior, known_companies=False)
    answerers = _answerers(guesser, training, with_peers=task.with_peers)
    result = Fold({}, Counter(), Outcomes([], [], []))
    targets = _QUICK_TARGETS if task.quick else TARGETS_PER_DOMAIN
    for kind, k in asked_in(task.quick):
        asked = list(questions(judged_people, kind, k, targets_per_domain=targets))
        for name, answer in answerers.items():
            answers = result.judged[name, kind, k] = []
            for question in asked:
                candidates = _answer(name, answer, question)
                result.refused[name] += candidates is None
                answers.append(judge(question, candidates or []))
        right = sum(a.rank == 1 for a in result.judged[OURS, kind, k])
        say(f"{kind}, k = {k}: {len(asked):,} questions, {right:,} answered rightly")
    if not task.quick:
        result.outcomes.extend(ask_outcomes(guesser, judged_people, targets_per_domain=targets))
        say("bounces, siblings and risks asked")
    return result


def judge(question: Question, candidates: Answer) -> Judged:
    """Look where the true address stands among the candidates.

    Claims that sum to more than one are normalised first, the kindest reading of a score.
    """
    truth = question.address
    whole = max(sum(p for _, p in candidates), 1.0)
    rank = next((i for i, (address, _) in enumerate(candidates, 1) if address.lower() == truth), 0)
    return Judged(
        domain=question.target.domain.name,
        source=question.target.source,
        hard=is_hard(question.target.name),
        ordinary=question.ordinary,
        first=candidates[0][1] / whole if candidates else 0.0,
        rank=rank,
        truth=candidates[rank - 1][1] / whole if rank else 0.0,
    )


def fitted(task: Task, training: Sequence[Person], say: Callable[[str], None]) -> emailguess.Prior:
    """Fit the prior of a fold, or read it from the cache where the corpus and the fit are still the same."""
    kept = task.cache / f"prior-{_fingerprint(task)}.json.gz" if task.cache else None
    if kept is not None and kept.exists():
        say("prior read from the cache")
        return emailguess.Prior.load(kept.read_bytes())
    if task.quick:
        some = (
            training
            if len(training) <= _QUICK_PEOPLE
            else [p for p in training if hashlib.sha256(p.domain.registrable.encode()).digest()[-1] % 3 == 0]
        )
        prior = fit_prior(some, parts=2, rounds=2, say=say)
    else:
        prior = fit_prior(training, say=say)
    data = dump_prior(prior, {})
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial = kept.with_suffix(f".{os.getpid()}")
        partial.write_bytes(data)
        partial.replace(kept)
    # Read back even when it was not kept: the order of a sum must not depend on the cache.
    return emailguess.Prior.load(data)


def _fingerprint(task: Task) -> str:
    """A hash of all that the fit depends on: the corpus, the fold, and the source and data it is made with."""
    digest = hashlib.sha256(f"{task.fold}/{task.split}/{task.quick}".encode())
    digest.update(task.corpus.read_bytes())
    home = Path(emailguess.__file__).parent
    sources = [path for package in _FITTED_WITH for path in sorted((home / package).rglob("*.py"))]
    tables = [home / "data" / name for name in ("lexicon.bin", "nicknames.json")]
    for path in [*sources, *tables]:
        digest.update(path.relative_to(home).as_posix().encode() + path.read_bytes())
    digest.update(str(_QUICK_PEOPLE).encode())
    for function in (fold_of, fitted):  # which companies are fitted on, and how
        digest.update(inspect.getsource(function).encode())
    return digest.hexdigest()[:24]


def _answerers(guesser: emailguess.Guesser, training: Sequence[Person], *, with_peers: bool) -> dict[str, Answerer]:
    shares = baselines.order_of(training)

    def ours(question: Question) -> Answer:
        known = [(name, address) if name else address for name, address in question.known]
        answer = guesser.guess(question.target.name, question.target.domain.name, known=known, limit=_LIMIT)
        return [(c.address, c.probability) for c in answer]

    answerers: dict[str, Answerer] = {
        OURS: ours,
        "vote of twelve formats": baselines.vote(shares),
        "global order": baselines.global_order(shares),
    }
    if with_peers:
        for peer in peers.find()[0]:
            answerers[f"{peer.name} {peer.version}"] = _asks(peer)
    return answerers


def _asks(peer: peers.Peer) -> Answerer:
    return lambda q: peer.guess(q.target.name, q.target.domain.name, q.known)


def _answer(name: str, answer: Answerer, question: Question) -> Answer | None:
    """Ask; None where the guesser refuses the question."""
    try:
        return answer(question)
    except EmailGuessError:
        return None
    except Exception as error:  # noqa: BLE001 -- its message may hold a name; only its place is told
        if name != OURS:  # other people's faults are not ours to hide behind, nor to stop at
            return None
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        place = f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else "?"
        raise JudgingFailed(f"{name}: {type(error).__name__} at {place}, {question.kind}, k = {question.k}") from None
