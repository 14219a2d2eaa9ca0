"""The benchmarks tell the truth: on invented people with planted conventions, and on cases done by hand."""

from __future__ import annotations

import json
import math
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from emailguess import Guesser, Prior

pytest.importorskip("scipy", reason="the benchmarks fit priors; the fit extra is not installed")

from benchmarks.__main__ import main
from benchmarks.damage import damaged
from benchmarks.figures import Judged, figures, reliability
from benchmarks.protocol import FOLDS, KINDS, Question, fold_of, is_hard, questions, split

from benchmarks import baselines, judging, report, synthetic
from emailguess.addresses.parser import domain
from emailguess.fit import Person, fit_prior, read_corpus


@pytest.fixture(scope="session")
def corpus_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of invented people, with names and companies that each occur in no other test."""
    path = tmp_path_factory.mktemp("corpus") / "people.tsv"
    synthetic.write_tsv(synthetic.corpus(120, 12, seed=5), path)
    return path


@pytest.fixture(scope="session")
def people(corpus_path: Path) -> list[Person]:
    return read_corpus(corpus_path)


@pytest.fixture(scope="session")
def prior(people: list[Person]) -> Prior:
    """What companies do where the conventions were planted; quick to fit."""
    return fit_prior(people, components=8, rounds=2, parts=0)


def judged(domain: str, first: float, rank: int, truth: float = 0.0, *, source: str = "", hard: bool = False) -> Judged:
    return Judged(domain=domain, source=source, hard=hard, ordinary=False, first=first, rank=rank, truth=truth)


# The protocol


def test_the_protocol_asks_the_same_questions_twice(people: list[Person]) -> None:
    """Seeds come from the domain's name: neither the run nor the order of the corpus changes a question."""
    for kind, amounts in KINDS.items():
        for k in amounts:
            asked = list(questions(people, kind, k))
            assert asked
            assert asked == list(questions(people[::-1], kind, k))


def test_fewer_targets_ask_a_part_of_the_same_questions(people: list[Person]) -> None:
    """The quick run asks questions of the full run, not others."""
    assert set(questions(people, "pairs", 3, targets_per_domain=4)) < set(questions(people, "pairs", 3))


def test_no_colleague_shares_the_targets_name_or_address(people: list[Person]) -> None:
    """A question never holds its answer, however the same person is written again."""
    target = people[0]
    again = [
        target._replace(name=target.name.upper(), local="other.mailbox"),
        target._replace(name=", ".join(target.name.split()[::-1]), local="third.mailbox"),
        target._replace(name="Someone Else", local=f"{target.local}+tag"),
    ]
    for question in questions([*people, *again], "pairs", 3):
        names = {tuple(sorted(n.casefold().replace(",", " ").split())) for n, _ in question.known}
        mailboxes = {a.partition("@")[0].partition("+")[0] for _, a in question.known}
        assert tuple(sorted(question.target.name.casefold().replace(",", " ").split())) not in names
        assert question.target.local.partition("+")[0] not in mailboxes
        assert len(question.known) == 3


def test_bare_and_dirty_draw_the_colleagues_of_pairs(people: list[Person]) -> None:
    """Kinds differ in what is told of the colleagues, not in who they are; dirt is one of each sort."""
    for pair, bare, dirty in zip(
        questions(people, "pairs", 3), questions(people, "bare", 3), questions(people, "dirty", 3), strict=True
    ):
        assert [a for _, a in bare.known] == [a for _, a in pair.known]
        assert {n for n, _ in bare.known} == {""}
        where = pair.target.domain.name
        added = [a for _, a in dirty.known if a not in {a for _, a in pair.known}]
        assert len(dirty.known) == 6
        assert sorted(a.endswith(f"@{where}") for a in added) == [False, True]


def test_folds_share_no_registrable_domain() -> None:
    """A company's second domain is in the fold of its first; split by domain it need not be."""
    companies = [f"{where}{name}.example" for name in ("acme", "brill", "corva") for where in ("", "us.", "eu.")]
    rows = [Person("Jane Doe", "jane", domain(name)) for name in companies]
    for fold in range(FOLDS):
        fitted, asked = split(rows, fold)
        assert not {p.domain.registrable for p in fitted} & {p.domain.registrable for p in asked}
        assert len(fitted) + len(asked) == len(rows)
    apart = [{p.domain.name for p in split(rows, fold, "domain")[1]} for fold in range(FOLDS)]
    assert any({fold_of(name) for name in companies if name.endswith(c)} != {fold_of(c)} for c in companies[::3])
    assert sum(map(len, apart)) == len(companies)


def test_hard_names() -> None:
    """Hard is non-ASCII, hyphenated, apostrophised, of more than two words, or shouted."""
    assert [is_hard(n) for n in ("Jane Doe", "jane doe", "J. Doe")] == [False, False, False]
    hard = ("Jürgen Doe", "Ann-Marie Roe", "Pat O'Roe", "Jane Q. Doe", "DOE Jane")
    assert all(is_hard(n) for n in hard)


# The figures


def test_figures_of_a_case_done_by_hand() -> None:
    """Every domain weighs alike: two answers at one domain weigh as much as one at another."""
    answers = [judged("a.example", 0.85, 1, 0.85), judged("a.example", 0.65, 2, 0.25), judged("b.example", 0.25, 0)]
    found = figures(answers)
    assert (found.questions, found.domains) == (3, 2)
    assert found.top1 == pytest.approx(0.25)
    assert found.top3 == found.top10 == pytest.approx(0.5)
    assert found.log_loss == pytest.approx(-(math.log(0.85) + math.log(0.25)) / 4 - math.log(1e-4) / 2)
    assert found.brier == pytest.approx(0.15**2 / 4 + 0.65**2 / 4 + 0.25**2 / 2)
    assert found.ece == pytest.approx(0.15 / 4 + 0.65 / 4 + 0.25 / 2)
    assert found.bounces_projected == pytest.approx(1 - (0.85 / 4 + 0.65 / 4 + 0.25 / 2))
    assert found.bounces_actual == pytest.approx(0.75)


def test_ece_pools_within_a_tenth() -> None:
    """In one bin, too sure and too unsure cancel; the last bin takes probability 1."""
    answers = [judged("a.example", 0.42, 1), judged("b.example", 0.48, 0), judged("c.example", 1.0, 1)]
    assert figures(answers).ece == pytest.approx(0.05 * 2 / 3)
    assert [b.answers for b in reliability(answers)] == [0, 0, 0, 0, 2, 0, 0, 0, 0, 1]
    assert reliability(answers)[4][:3] == pytest.approx((2 / 3, 0.45, 0.5))


def test_ece_by_chance_counts_companies() -> None:
    """Two companies whose errors are .6 and .4 of a half each: half of the draws add them up, half take them apart."""
    answers = [judged("a.example", 0.4, 1), judged("b.example", 0.4, 0)]
    assert figures(answers).ece_by_chance == pytest.approx((0.5 + 0.1) / 2, abs=0.05)
    again = [*answers[:1] * 50, *answers[1:] * 50]
    assert figures(again).ece_by_chance == pytest.approx(figures(answers).ece_by_chance)


def test_cover_is_the_largest_share_with_nine_right_in_ten() -> None:
    """Most confident first; a miss may be made good by later hits; ties are answered together or not at all."""
    hits = [judged(f"{i}.example", 0.9 - i / 100, 1) for i in range(9)]
    miss = judged("m.example", 0.5, 0)
    assert figures([*hits, miss]).cover90 == pytest.approx(1.0)
    assert figures([*hits[:8], miss]).cover90 == pytest.approx(8 / 9)
    tied = judged("t.example", hits[0].first, 0)
    assert figures([hits[0], tied]).cover90 == 0.0


def test_scores_that_sum_to_more_than_one_are_normalised(people: list[Person]) -> None:
    """The kindest reading of a peer; honest probabilities stay as they are."""
    question = Question(people[0], (), "pairs", 0)
    generous = judging.judge(question, [("x@acme.example", 0.9), (question.address.upper(), 0.6)])
    assert generous.rank == 2
    assert [generous.first, generous.truth] == pytest.approx([0.6, 0.4])
    honest = judging.judge(question, [(question.address, 0.6), ("x@acme.example", 0.3)])
    assert (honest.rank, honest.first, honest.truth) == (1, 0.6, 0.6)
    assert judging.judge(question, []).first == 0.0


def test_small_slices_are_left_out() -> None:
    """No figure for fewer than five answers or three domains: it could be of one person."""
    many = [judged(f"{i % 3}.example", 0.5, 1, 0.5, source="software") for i in range(5)]
    few = [judged(f"{i}.example", 0.5, 1, 0.5, source="standards", hard=True) for i in range(4)]
    found = report.document({("emailguess", "pairs", 0): [*many, *few]}, {})["figures"]["emailguess"]["pairs"]["0"]
    assert sorted(found) == ["all", "other companies", "plain names", "source: software"]


# Baselines


def test_the_vote_follows_the_colleagues_and_ties_go_by_the_global_order() -> None:
    """One colleague decides; without evidence, or at a draw, the commoner format is first."""
    shares = {**dict.fromkeys(baselines.FORMATS, 0.01), "{first}.{last}": 0.3, "{f}{last}": 0.2}
    answer = baselines.vote(dict(sorted(shares.items(), key=lambda item: -item[1])))
    target = Person("Doe, Jane", "x", domain("acme.example"))
    one = (("Bob Jones", "bjones@acme.example"),)
    two = (*one, ("Ann Lee", "ann.lee@acme.example"))
    firsts = [answer(Question(target, known, "pairs", len(known)))[0][0] for known in ((), one, two)]
    assert firsts == ["jane.doe@acme.example", "jdoe@acme.example", "jane.doe@acme.example"]
    assert sum(p for _, p in answer(Question(target, two, "pairs", 2))) <= 1


# Planted truth


def test_planted_conventions_are_recovered(prior: Prior) -> None:
    """After three colleagues the planted pattern has at least four fifths, at companies the fit has not seen."""
    guesser = Guesser(prior=prior)
    for i, pattern in enumerate(("{first}.{last}", "{f}{last}", "{first}_{last}", "{last}.{first}", "{f}.{last}")):
        company = synthetic.Convention(f"planted{i}.example", pattern, "expanded", "kept", 0.0)
        best = guesser.patterns(company.domain, known=synthetic.people(company, 3))[0]
        assert best.pattern == pattern
        assert best.probability >= 0.8


def test_planted_spelling_is_recovered(prior: Prior) -> None:
    """One ü written ue tells how the next is written, whatever the pattern."""
    known = [("Jürgen Brulam", "juergen.brulam@acme.example"), ("Ann Vösk", "ann.voesk@acme.example")]
    best = Guesser(prior=prior).guess("Rita Fätil", "acme.example", known=known).best
    assert best is not None
    assert best.address == "rita.faetil@acme.example"


def test_the_synthetic_corpus_is_the_same_each_time_and_holds_no_one_twice() -> None:
    """Seeded; names and addresses differ within a company; every domain is reserved for examples."""
    rows = synthetic.corpus(20, 30, seed=3)
    assert rows == synthetic.corpus(20, 30, seed=3)
    assert len({r.email for r in rows}) == len(rows)
    assert len({(r.name, r.email.partition("@")[2]) for r in rows}) == len(rows)
    assert {r.email.rpartition(".")[2] for r in rows} == {"example", "test"}
    assert len(set(synthetic.distinct_names(5_000))) == 5_000


# The commands


def test_accuracy_runs_end_to_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two quick runs, one from the cache, write the same bytes, and no person of the corpus is in any of them."""
    pytest.importorskip("matplotlib")
    corpus_path = tmp_path / "people.tsv"
    synthetic.write_tsv(synthetic.corpus(40, 12, seed=5), corpus_path)
    people = read_corpus(corpus_path)
    written = []
    for name in ("one", "two"):
        out = tmp_path / name
        assert (
            main(["accuracy", str(corpus_path), "--quick", "--out", str(out), "--cache", str(tmp_path / "cache")]) == 0
        )
        written.append({path.name: path.read_bytes() for path in sorted(out.iterdir())})
    assert sorted(written[0]) == ["accuracy.json", "accuracy.md", "reliability.png", "top1.png"]
    assert written[0] == written[1]
    result = json.loads(written[0]["accuracy.json"])
    assert result["figures"]["emailguess"]["pairs"]["3"]["all"]["top1"] > 0.5
    assert {"vote of twelve formats", "global order"} < set(result["figures"])
    printed = capsys.readouterr()
    texts = [data.decode() for name, data in written[0].items() if not name.endswith("png")]
    for text in (*texts, printed.out, printed.err):
        for person in people:
            assert person.name not in text
            assert f"{person.local}@" not in text
            assert person.domain.registrable not in text


def test_accuracy_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A corpus without the columns, and folds that do not exist, are wrong usage."""
    path = tmp_path / "empty.tsv"
    path.write_text("who\twhere\n")
    assert main(["accuracy", str(path)]) == 2
    assert "column" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        main(["accuracy", str(path), "--folds", "7"])
    assert stopped.value.code == 2


def test_a_guesser_that_fails_names_no_one(people: list[Person]) -> None:
    """Where our guesser raises what it should not, the message holds its place and no person."""

    def broken(question: Question) -> baselines.Answer:
        raise KeyError(question.target.name)

    question = Question(people[0], (), "pairs", 0)
    with pytest.raises(judging.JudgingFailed) as failed:
        judging._answer(judging.OURS, broken, question)
    assert people[0].name not in str(failed.value)
    assert failed.value.__suppress_context__
    assert judging._answer("a peer", broken, question) is None


def lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


HEAD = ["name", "email", "count", "last_year", "source"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_corpus_from_a_git_history(tmp_path: Path) -> None:
    """Authors and committers are counted; bots, roles, free mail and single names are dropped; bytes may be odd."""
    repository = tmp_path / "-c"  # a name that must not be taken for an option
    repository.mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}

    def git(*arguments: str, **more: str | bytes) -> None:
        everything = {os.fsencode(k): os.fsencode(v) for k, v in {**environment, **more}.items()}
        subprocess.run(["git", *arguments], cwd=repository, env=everything, check=True, capture_output=True)

    git("init", "-q")
    committer = {"GIT_COMMITTER_NAME": "Carl Tromel", "GIT_COMMITTER_EMAIL": "carl@acme.example"}
    for name, address, date in (
        ("Jane Doe", "Jane.Doe@acme.example", "2019-05-01T00:00:00Z"),
        ("Jane Doe", "jane.doe@acme.example", "2021-05-01T00:00:00Z"),
        ("J\u00f6rg Brulam".encode("latin-1"), "joerg@acme.example", "2020-05-01T00:00:00Z"),
        ("Jane", "jane@acme.example", "2020-05-01T00:00:00Z"),
        ("Build Team", "build@acme.example", "2020-05-01T00:00:00Z"),
        ("dependabot[bot] Updates", "d@acme.example", "2020-05-01T00:00:00Z"),
        ("Bob Jones", "bob@gmail.com", "2020-05-01T00:00:00Z"),
        ("Ann Lee", "ann@lonely.example", "2020-05-01T00:00:00Z"),
    ):
        author = {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": address, "GIT_AUTHOR_DATE": date}
        git("commit", "-q", "--allow-empty", "-m", "x", **author, **committer, GIT_COMMITTER_DATE=date)
    out = tmp_path / "corpus.tsv"
    assert main(["corpus", "git", str(tmp_path / "-c"), "--out", str(out)]) == 0
    found = lines(out)
    assert found[0] == HEAD
    assert [row[1:] for row in found[1:]] == [
        ["carl@acme.example", "8", "2021", "software"],
        ["jane.doe@acme.example", "2", "2021", "software"],
        ["joerg@acme.example", "1", "2020", "software"],
    ]
    assert [row[0] for row in found[1:]][:2] == ["Carl Tromel", "Jane Doe"]
    assert main(["corpus", "git", str(tmp_path / "missing"), "--out", str(out)]) == 2


def test_corpus_from_a_mailbox(tmp_path: Path) -> None:
    """Senders, with encoded names, unknown charsets, broken dates, NUL bytes and list archives' spelling."""
    path, out = tmp_path / "list.mbox", tmp_path / "corpus.tsv"
    headers = [
        b"From: =?utf-8?q?J=C3=BCrgen_Brulam?= <jb@acme.example>\nDate: Mon, 6 May 2019 10:00:00 +0000",
        b'From: "Doe, Jane" <jane@acme.example>\nDate: nonsense',
        b"From: ann at acme.example (Ann Lee)",
        b"From: =?nonsense?q?Bob_Jones?= <b@acme.example>\nDate: \x00\xff",
        b"From: Eva \xfcl\x00k <eva@acme.example>",
        b"From: broken",
        b"Subject: nobody",
    ]
    path.write_bytes(b"".join(b"From x Mon May  6 10:00:00 2019\n" + h + b"\n\nbody\n\n" for h in headers))
    assert main(["corpus", "mbox", str(path), "--out", str(out)]) == 0
    found = {row[1]: row for row in lines(out)[1:]}
    assert found["jb@acme.example"] == ["Jürgen Brulam", "jb@acme.example", "1", "2019", "mail"]
    assert found["jane@acme.example"][0] == "Doe, Jane"
    assert found["ann@acme.example"][0] == "Ann Lee"
    path.write_bytes(b"no mailbox at all")
    assert main(["corpus", "mbox", str(path), "--out", str(out)]) == 2


@pytest.mark.parametrize(
    ("head", "row", "encoding", "options"),
    [
        ("Name,E-Mail", "{given} {family},{address}", "utf-8", []),
        ("E_MAIL;ID;Full Name", "{address};7;{given} {family}", "utf-8-sig", []),
        ("first name\tLAST NAME\tmail", "{given}\t{family}\t{address}", "utf-16", []),
        ("Who;Kontakt", "{given} {family};{address}", "cp1252", ["--name-column", "who", "--email-column", "KONTAKT"]),
    ],
)
def test_corpus_from_csv(head: str, row: str, encoding: str, options: list[str], tmp_path: Path) -> None:
    """Columns are found whatever their case, order, separator and encoding, or as given; NUL bytes are passed over."""
    people = [
        {"given": "Ann", "family": "Lee", "address": "al@acme.example"},
        {"given": "Eva", "family": "Roe", "address": "er@acme.example"},
        {"given": "Jürgen", "family": "Brulam", "address": "jb@acme.example"},
    ]
    path, out = tmp_path / "people.csv", tmp_path / "corpus.tsv"
    path.write_bytes("\n".join([head, *(row.format(**p) for p in people), "short", "\0"]).encode(encoding))
    assert main(["corpus", "csv", str(path), "--out", str(out), *options]) == 0
    assert [found[:2] for found in lines(out)[1:]] == [[f"{p['given']} {p['family']}", p["address"]] for p in people]


def test_corpus_from_csv_without_the_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the columns that were looked for."""
    path = tmp_path / "people.csv"
    path.write_text("a,b\n1,2\n")
    assert main(["corpus", "csv", str(path)]) == 2
    assert "no column email" in capsys.readouterr().err


def test_a_built_corpus_can_be_judged(tmp_path: Path) -> None:
    """What `corpus` writes is what `accuracy` reads."""
    source, out = tmp_path / "people.csv", tmp_path / "corpus.tsv"
    rows = synthetic.corpus(5, 5, noise=0.0)
    source.write_text("name,email\n" + "".join(f"{r.name},{r.email}\n" for r in rows), encoding="utf-8")
    assert main(["corpus", "csv", str(source), "--out", str(out)]) == 0
    assert {(p.name, f"{p.local}@{p.domain.name}") for p in read_corpus(out)} == {(r.name, r.email) for r in rows}


def test_speed_measures_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every part gives figures in a tiny setting, and the report shows each; no time is judged here, so once is enough."""
    from benchmarks import one_shot, speed, throughput, worst

    monkeypatch.setattr(one_shot, "_ROUNDS", 1)
    monkeypatch.setattr(worst, "REPEATS", 1)
    monkeypatch.setattr(throughput, "REPEATS", 1)
    result = speed.measure(5, 30, 1, known=40, before=[Path(speed.__file__).parents[1]])
    assert result["throughput"]["warm_guesses_per_second"] > 0
    assert ["0", "1", "3", "10", "100"] == list(result["one_shot"])
    assert all(row["ms"] > 0 for row in result["one_shot"].values())
    (earlier,) = result["history"].values()
    assert [f"one-shot, {k} known" for k in result["one_shot"]] + ["learn", "cold", "warm"] == list(earlier)
    assert all(ratio > 0 for ratio in earlier.values())
    assert [s["known"] for s in result["large"]["steps"]] == [5, 10, 20, 40]
    assert result["startup"]["memory_worked_mib"] >= result["startup"]["memory_python_mib"] > 1
    outcomes = {row["case"]: row["outcome"] for row in result["worst"]}
    assert outcomes["name of a million letters"] == "InvalidName"
    assert outcomes["domain with a line break"] == "InvalidDomain"
    text = speed.markdown(json.loads(json.dumps(result)))
    assert all(label in text for label in outcomes)


COMMANDS = "accuracy answers companies corpus files fuzz known mutation mx speed store".split()


@pytest.mark.parametrize("command", [(), ("corpus", "git"), *((name,) for name in COMMANDS)], ids=" ".join)
def test_each_command_has_help(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` of every command answers."""
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert 0 == ended.value.code
    assert f"usage: {' '.join(('python -m benchmarks', *command))}" in " ".join(capsys.readouterr().out.split())


def test_help_imports_no_other_command() -> None:
    """`python -m benchmarks` starts, and the help of one command needs no module of the others."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "benchmarks", "corpus", "--help"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "benchmarks.sightings" in imported  # what corpus needs
    assert set() == {f"benchmarks.{name}" for name in ("accuracy", "speed", "store", "mx", "fuzz")} & imported


def test_damage_leaves_addresses_and_seven_names_in_ten() -> None:
    """Three names in ten are damaged, in every way; the same seed damages the same ones."""
    pairs = [(f"Anna{i} Müller{i}", f"anna{i}.mueller{i}@acme.example") for i in range(1000)]
    first, again = (damaged(pairs, [], random.Random(5)) for _ in range(2))
    assert first == again
    assert [address for _, address in pairs] == [address for _, address in first]
    harmed = sum(name != told for (name, _), (told, _) in zip(pairs, first, strict=True))
    assert 270 < harmed < 400  # an exchange harms two
