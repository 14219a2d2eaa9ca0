"""Company names to domains: what the answer promises, whatever the name.

All companies here are invented, or are the plain words of a public body without being one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from emailguess.companies import DomainCandidate, DomainGuess, DomainTable, combine, company_key, domains
from emailguess.errors import InvalidArgument, InvalidCompany, InvalidDomain

NAMES = [
    "Blue Widget Networks, Inc.",
    "Zorblax",
    "The Quux-Frobnitz Group GmbH",
    "University of Northern Nowhere",
    "Nowhere State University",
    "Nowhere College",
    "Dimwater Shire Council",
    "City of Dimwater",
    "Zorblax (Formerly Quuxco) Sp. z o.o.",
    "Zorblax.com Inc",
    "Grünspan Maschinenbau AG",
    "Институт Зорблакс",
    "株式会社ゾルブラクス",
    "AT&Q",
    "3Q",
]

WORDS = """
zorblax quux-frobnitz dimwater University College of State Council City North Texas Institute Technology
Networks Group & and The Inc Ltd GmbH Sp. z o.o. (UK) zorblax.com A&M
"""


def names() -> st.SearchStrategy[str]:
    """Any text, and text that looks like a company's name."""
    words = st.sampled_from(WORDS.split())
    return st.one_of(st.text(max_size=60), st.lists(words, min_size=1, max_size=9).map(" ".join))


def answered(text: str) -> DomainGuess | None:
    """The answer, or None where the text is refused as it should be."""
    try:
        return domains(text)
    except InvalidCompany:
        return None


def total(guess: DomainGuess) -> float:
    return sum(c.probability for c in guess) + guess.p_none


class TestMass:
    """Candidates and p_none share one certainty."""

    @given(names())
    def test_sums_to_one(self, text: str) -> None:
        """For any text that is a name, the candidates' probabilities and p_none sum to 1, each within 0 and 1."""
        guess = answered(text)
        assume(guess is not None)
        assert guess is not None
        assert total(guess) == pytest.approx(1.0)
        assert all(0.0 < c.probability <= 1.0 for c in guess)
        assert 0.0 <= guess.p_none <= 1.0

    @given(names())
    def test_ranked_and_distinct(self, text: str) -> None:
        """Candidates come likeliest first, and none comes twice."""
        guess = answered(text)
        assume(guess is not None)
        assert guess is not None
        assert [c.probability for c in guess] == sorted((c.probability for c in guess), reverse=True)
        assert len({c.domain for c in guess}) == len(guess)

    @given(names(), st.integers(1, 30))
    def test_limit_only_truncates(self, text: str, limit: int) -> None:
        """A smaller limit cuts the list; what it cuts off goes to p_none."""
        guess = answered(text)
        assume(guess is not None)
        wide, narrow = domains(text, limit=100), domains(text, limit=limit)
        assert narrow.candidates == wide.candidates[:limit]
        assert total(narrow) == pytest.approx(1.0)

    @given(names())
    def test_candidates_are_domains(self, text: str) -> None:
        """Every candidate is a domain that the library itself accepts, in its normal form."""
        from emailguess.addresses.parser import domain

        guess = answered(text)
        assume(guess is not None)
        assert guess is not None
        assert [domain(c.domain).name for c in guess] == [c.domain for c in guess]

    @pytest.mark.parametrize("name", NAMES)
    def test_same_question_same_answer(self, name: str) -> None:
        """The answer depends on the question alone."""
        assert domains(name) == domains(name)


class TestSpelling:
    """Ways of writing one name give one answer."""

    @given(names())
    def test_normal_forms(self, text: str) -> None:
        """Composed and decomposed letters are the same letters."""
        composed, decomposed = (answered(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
        assert (composed and composed.candidates) == (decomposed and decomposed.candidates)

    @given(names())
    def test_case(self, text: str) -> None:
        """Capitals make no difference."""
        assume(text.upper().casefold() == text.casefold() == text.lower().casefold())
        upper, lower = answered(text.upper()), answered(text.lower())
        assert (upper and upper.candidates) == (lower and lower.candidates)

    @pytest.mark.parametrize("name", NAMES)
    def test_spacing(self, name: str) -> None:
        """Spaces around the name, several between words, and no-break spaces make no difference."""
        spaced = "  " + name.replace(" ", " \u00a0 ") + " "
        assert domains(spaced).candidates == domains(name).candidates

    @pytest.mark.parametrize(
        "spelling",
        [
            "Acme Corp.",
            "ACME Corporation",
            "acme, inc",
            "The Acme Company",
            "Acmé GmbH",
            "acme (Holdings) Ltd.",
            "ACME S.A.",
        ],
    )
    def test_key_ignores_how_it_is_written(self, spelling: str) -> None:
        """Case, legal form, punctuation, "the", parentheses and diacritics are no part of the key."""
        assert company_key(spelling) == "acme"

    def test_native_legal_forms_come_off(self) -> None:
        """Legal forms written without a space come off as well, in front or behind."""
        assert company_key("株式会社ゾルブラ") == company_key("ゾルブラ株式会社") == company_key("ゾルブラ")

    def test_key_keeps_the_words(self) -> None:
        """What tells companies apart stays: "Acme" is not "Acme Networks"."""
        assert company_key("Acme Networks Ltd & Co. KG") == "acme networks"

    @pytest.mark.parametrize(
        "form", ["Inc", "LLC", "Ltd.", "S.R.L", "Sp. z o.o", "A/S", "Pvt. Ltd", "Limited & Co. KG", "N.V."]
    )
    def test_legal_forms_come_off(self, form: str) -> None:
        """A legal form never becomes part of a stem of its own."""
        assert company_key(f"Zorblax {form}") == "zorblax"


class TestInference:
    """What the name alone suggests. The order is fitted; these are the cases nobody would argue about."""

    @pytest.mark.parametrize(
        ("name", "domain"),
        [
            ("Zorblax Inc", "zorblax.com"),
            ("The Zorblax Corporation", "zorblax.com"),
            ("Zorblax GmbH", "zorblax.de"),
            ("Blue Widget Networks", "bluewidget.com"),
            ("Zorblax College", "zorblax.edu"),
            ("Zorblax.com Inc", "zorblax.com"),
            ("Zorblaxer University", "zorblaxer.edu"),
        ],
    )
    def test_first(self, name: str, domain: str) -> None:
        """The plain cases come first."""
        best = domains(name).best
        assert best is not None
        assert best.domain == domain

    @pytest.mark.parametrize(
        ("name", "domain"),
        [
            ("Zorblax Inc", "zorblax.io"),
            ("Zorblax Quux Incorporated", "zorblaxquux.com"),
            ("Blue Widget Networks", "bluewidgetnetworks.com"),
            ("Blue Widget Networks", "bwn.com"),
            ("Blue Widget Networks", "blue.com"),
            ("Quux-Frobnitz AG", "quux-frobnitz.de"),
            ("Zorblax Research Institute (ZRIQ)", "zriq.org"),
            ("Grünspan GmbH", "gruenspan.de"),
            ("Grünspan Maschinenbau GmbH", "gruenspan.de"),
            ("University of Texas at Nowhere", "utn.edu"),
            ("University of Southern Michigan", "usmich.edu"),
            ("Dimwater Shire Council", "dimwater.nsw.gov.au"),
        ],
    )
    def test_among_the_candidates(self, name: str, domain: str) -> None:
        """Each kind of rule has its say: suffix, joining, initials, first word, hyphen, acronym, umlaut, state."""
        assert domain in [c.domain for c in domains(name, limit=100)]

    def test_country_decides_the_suffix(self) -> None:
        """A country that the caller names brings its own suffixes and rules out other countries'."""
        guess = domains("University of Zorblax", country="GB", limit=100)
        assert guess.best is not None
        assert guess.best.domain.endswith(".ac.uk")
        assert not [c for c in guess if c.domain.endswith((".edu", ".au", ".de"))]

    def test_country_case(self) -> None:
        """Country codes are read in any case; the United Kingdom is GB or UK."""
        expected = domains("Zorblax", country="GB").candidates
        assert [domains("Zorblax", country=c).candidates for c in ("gb", "UK", " uk ")] == [expected] * 3

    def test_without_a_country_a_note_says_what_is_assumed(self) -> None:
        """Schools and councils say which country they are taken for."""
        assert "pass country=" in domains("Dimwater City Council").warnings[0]
        assert domains("Dimwater City Council", country="AU").warnings == ()

    def test_initials_doubt_more_than_whole_words(self) -> None:
        """A long descriptive name is doubted more than a single made-up word."""
        long = domains("Committee for the Advancement of Widget and Frobnitz Research in Society")
        assert long.p_none > domains("Zorblax Inc").p_none

    @pytest.mark.parametrize(
        ("name", "stem"), [("Зорблакс", "zorblaks"), ("ゾルブラクス", "zoruburakusu"), ("Ζορμπλάξ", "zormplax")]
    )
    def test_other_scripts(self, name: str, stem: str) -> None:
        """Other alphabets are read by their sound, with doubt left over."""
        guess = domains(name)
        assert any(c.domain.startswith(stem + ".") for c in guess)
        assert guess.p_none > 0.1

    def test_rules_are_readable(self) -> None:
        """Every candidate says how it was found."""
        assert all(c.rule and c.source == "inferred" for c in domains("Blue Widget Networks"))
        assert "bluewidget" in domains("Blue Widget Networks").candidates[0].rule


class TestKnown:
    """What was learned comes before a table, and both before inference."""

    def test_learned(self) -> None:
        """A learned domain leads, whatever it looks like, and more people make it surer."""
        few = domains("Acme Corp.", known={"acme": {"roadrunner.example": 1}}).best
        many = domains("ACME Corporation", known={"acme": {"roadrunner.example": 50}}).best
        assert few is not None
        assert many is not None
        assert (few.domain, few.source) == ("roadrunner.example", "learned")
        assert 0.8 < few.probability < many.probability < 1.0

    def test_several_domains_carry_their_shares(self) -> None:
        """A company with two domains has both, in proportion to the people seen."""
        guess = domains("Acme", known={"acme": {"a.example": 60, "b.example": 20}})
        shares = {c.domain: c.probability for c in guess.candidates[:2]}
        assert shares["a.example"] / shares["b.example"] == pytest.approx(3.0)

    @pytest.mark.parametrize("table", [{"ACME Inc": "a.example"}, DomainTable({"Acmé": "https://A.example/"})])
    def test_table(self, table: DomainTable | dict[str, str]) -> None:
        """A table is found in any spelling of the company and of the domain."""
        best = domains("Acme Ltd", table=table).best
        assert best is not None
        assert (best.domain, best.source) == ("a.example", "table")

    def test_table_of_several(self) -> None:
        """Several domains share an entry equally; weights share it as they say."""
        even = domains("Acme", table={"Acme": ["a.example", "b.example"]})
        assert even.candidates[0].probability == pytest.approx(even.candidates[1].probability)
        uneven = domains("Acme", table={"Acme": {"a.example": 9, "b.example": 1}})
        assert uneven.candidates[0].probability == pytest.approx(9 * uneven.candidates[1].probability)

    def test_learned_outweighs_the_table(self) -> None:
        """People seen weigh by their number against a table's entry."""
        guess = domains("Acme", table={"Acme": "old.example"}, known={"acme": {"new.example": 30}})
        assert [(c.domain, c.source) for c in guess.candidates[:2]] == [
            ("new.example", "learned"),
            ("old.example", "table"),
        ]

    def test_inference_is_kept_as_doubt(self) -> None:
        """What the name suggests stays on the list, below, and supports a known domain that it agrees with."""
        disagreeing = domains("Zorblax", known={"zorblax": {"other.example": 1}}, limit=100)
        agreeing = domains("Zorblax", known={"zorblax": {"zorblax.com": 1}}, limit=100)
        assert "zorblax.com" in [c.domain for c in disagreeing]
        assert agreeing.candidates[0].probability > disagreeing.candidates[0].probability

    def test_nothing_known_of_this_company(self) -> None:
        """Knowledge of other companies changes nothing."""
        assert domains("Zorblax", table={"Acme": "a.example"}, known={"acme": {"a.example": 3}}) == domains("Zorblax")

    @given(st.dictionaries(st.sampled_from(["a.example", "b.example", "zorblax.com"]), st.integers(1, 99), min_size=1))
    def test_sums_to_one(self, counts: dict[str, int]) -> None:
        """Counts move mass; they make none."""
        assert total(domains("Zorblax", known={"zorblax": counts})) == pytest.approx(1.0)

    @pytest.mark.parametrize(
        "table",
        [
            {"Acme": {"a.example": 0}},
            {"Acme": {"a.example": float("nan")}},
            {"Acme": {"a.example": "many"}},
            {"Acme": 7},
            {"GmbH": "a.example"},
            ["Acme"],
        ],
    )
    def test_bad_tables(self, table: object) -> None:
        """A table with a weight, company or shape that means nothing is refused."""
        with pytest.raises(InvalidCompany):
            domains("Acme", table=table)  # type: ignore[arg-type]

    def test_bad_domain_in_a_table(self) -> None:
        """A table's domains are checked."""
        with pytest.raises(InvalidDomain):
            domains("Acme", table={"Acme": "not a domain"})


class TestBadInput:
    """Texts that are no company's name, and what happens to them."""

    @pytest.mark.parametrize("text", ["", "   ", "\u00a0", "!!!", "—", "()", "&", "🏢 "[1:]])
    def test_empty(self, text: str) -> None:
        """A name has at least one letter or digit."""
        with pytest.raises(InvalidCompany):
            domains(text)

    @pytest.mark.parametrize(
        "text", ["GmbH", "Inc.", "Ltd", "S.A.", "Co. Ltd", "Sp. z o.o.", "GmbH & Co. KG", "株式会社"]
    )
    def test_legal_form_alone(self, text: str) -> None:
        """A legal form alone is refused, and the message says why."""
        with pytest.raises(InvalidCompany, match="legal form"):
            domains(text)

    @pytest.mark.parametrize("text", ["Acme\0", "Acme\nInc", "Acme\tInc", "\x1b[31mAcme", "Acme\ud800"])
    def test_control_characters(self, text: str) -> None:
        """Control characters and line breaks are refused, and shown escaped."""
        with pytest.raises(InvalidCompany, match="control characters") as caught:
            domains(text)
        assert str(caught.value).isprintable()

    @pytest.mark.parametrize("text", [None, 7, b"Acme", ["Acme"]])
    def test_not_text(self, text: object) -> None:
        """Anything but text is refused by type."""
        with pytest.raises(InvalidCompany, match="text such as"):
            domains(text)  # type: ignore[arg-type]

    @pytest.mark.parametrize("unit", ["a", "a ", "(", "a.", "a-", "&", "University of ", "é", "株", "a@", "://"])
    def test_ten_thousand_characters(self, unit: str) -> None:
        """Endless names are refused at once, whatever they are made of."""
        started = time.process_time()
        with pytest.raises(InvalidCompany) as caught:
            domains((unit * 10_000)[:10_000])
        assert time.process_time() - started < 0.5
        assert len(str(caught.value)) < 600

    @pytest.mark.parametrize(
        "unit", ["a", "a ", "(", "()", "((a", "a.", "a-", "& a ", "University of ", "of ", "ß", "株", "Ltd ", "texas "]
    )
    def test_never_slow(self, unit: str) -> None:
        """The longest names allowed are answered or refused within a moment: no expression runs away."""
        domains("Zorblax")
        started = time.process_time()
        answered((unit * 300)[:300])
        assert time.process_time() - started < 1

    @pytest.mark.parametrize(
        ("text", "domain"),
        [
            ("zorblax.com", "zorblax.com"),
            ("WWW.Zorblax.co.uk", "zorblax.co.uk"),
            ("https://www.zorblax.com/about?x=1", "zorblax.com"),
            ("http://mail.zorblax.example", "mail.zorblax.example"),
            ("jane@mail.zorblax.com", "mail.zorblax.com"),
            ("Jane Doe <jane@zorblax.example>", "zorblax.example"),
            ("zörblax.de", "xn--zrblax-wxa.de"),
        ],
    )
    def test_a_domain_in_place_of_a_name(self, text: str, domain: str) -> None:
        """A domain, URL or address is taken at its word, with a note."""
        guess = domains(text)
        assert guess.best is not None
        assert guess.best.domain == domain
        assert guess.best.probability > 0.85
        assert "taken as the company's" in guess.warnings[0]

    @pytest.mark.parametrize("text", ["jane@gmail.com", "https://localhost/", "http://192.0.2.1/"])
    def test_no_company_behind_it(self, text: str) -> None:
        """A mail provider's address or a URL without a domain is refused."""
        with pytest.raises(InvalidCompany):
            domains(text)

    def test_a_person_is_answered_with_doubt(self) -> None:
        """A person's name cannot be told from a company's; much doubt remains."""
        assert domains("Jane Doe").p_none > 0.3

    @pytest.mark.parametrize("country", ["Germany", "D", "DEU", "12", "дe", 49])
    def test_bad_country(self, country: object) -> None:
        """A country is two letters; an empty text is none, as for `guess`."""
        with pytest.raises(InvalidArgument, match="two letters"):
            domains("Acme", country=country)  # type: ignore[arg-type]
        assert domains("Acme") == domains("Acme", country=" ")

    @pytest.mark.parametrize("limit", [0, -1, 101, 1.5, True, "3"])
    def test_bad_limit(self, limit: object) -> None:
        """A limit is a whole number from 1 to 100."""
        with pytest.raises(InvalidArgument, match="limit"):
            domains("Acme", limit=limit)  # type: ignore[arg-type]


class TestResults:
    """The answer as a value."""

    def guess(self) -> DomainGuess:
        return DomainGuess(
            company="Acme Inc",
            key="acme",
            candidates=(
                DomainCandidate(domain="a.example", probability=0.5, source="learned", rule="seen"),
                DomainCandidate(domain="b.example", probability=0.25, source="table", rule="listed"),
            ),
            p_none=0.25,
        )

    def test_iteration_best_and_repr(self) -> None:
        """It iterates over its candidates, knows its best, and reads shortly at the prompt."""
        guess = self.guess()
        assert [c.domain for c in guess] == ["a.example", "b.example"]
        assert guess.best == guess.candidates[0]
        assert repr(guess) == "DomainGuess('acme': a.example 0.50, b.example 0.25; none 0.25)"
        assert repr(guess.best) == "DomainCandidate(a.example 0.50 learned)"

    def test_json(self) -> None:
        """`to_dict` is versioned, plain JSON."""
        assert json.loads(json.dumps(self.guess().to_dict())) == {
            "schema": "emailguess.domains/1",
            "company": "Acme Inc",
            "key": "acme",
            "candidates": [
                {"domain": "a.example", "probability": 0.5, "source": "learned", "rule": "seen"},
                {"domain": "b.example", "probability": 0.25, "source": "table", "rule": "listed"},
            ],
            "p_none": 0.25,
            "warnings": [],
        }

    def test_explain_says_everything(self) -> None:
        """The explanation has a line for each candidate and for none of them."""
        lines = domains("zorblax.com", limit=3).explain().splitlines()
        assert len(lines) == 1 + 1 + 3 + 1
        assert lines[-1].endswith("none of these")

    def test_frozen(self) -> None:
        """Answers do not change."""
        with pytest.raises(AttributeError):
            self.guess().p_none = 0.0  # type: ignore[misc]

    def test_without_rejected_domains(self) -> None:
        """The share of a domain that rejects mail goes to the others and to p_none, in proportion."""
        left = self.guess().without(["a.example"])
        assert [(c.domain, c.probability) for c in left] == [("b.example", 0.5)]
        assert left.p_none == 0.5
        assert self.guess().without(["c.example"]) == self.guess()

    def test_without_all_that_was_certain(self) -> None:
        """When everything possible is ruled out, none of the candidates is left and p_none is 1."""
        only = DomainCandidate(domain="a.example", probability=1.0, source="learned", rule="seen")
        left = DomainGuess(company="A", key="a", candidates=(only,), p_none=0.0).without(["a.example"])
        assert (left.candidates, left.p_none, left.best) == ((), 1.0, None)

    def test_combine(self) -> None:
        """Addresses carry the doubt about their domain; an address that two domains give has both shares."""
        answers: dict[str, list[tuple[str, float]]] = {
            "a.example": [("jane", 0.5), ("j", 0.25)],
            "b.example": [("jane", 0.5)],
            "c.example": [("x", 1.0)],
        }
        ranked, p_none = combine(self.guess(), answers)
        assert ranked == [("jane", 0.375), ("j", 0.125)]
        assert p_none == 0.5


class TestModel:
    """The data that ships."""

    def data(self) -> str:
        import emailguess.companies

        return (Path(emailguess.companies.__file__).parents[1] / "data" / "companies.json").read_text("utf-8")

    def test_small_and_plain(self) -> None:
        """It is small, ASCII, versioned, and written the way the fit writes it: equal models give equal bytes."""
        text = self.data()
        data = json.loads(text)
        assert len(text) < 30_000
        assert data["format"] == 1
        assert text == json.dumps(data, sort_keys=True, separators=(",", ":")) + "\n"

    def test_words_are_ordinary(self) -> None:
        """The words it knows are from the hand-made lists of ordinary words: no company's name is among them."""
        from emailguess.data.company_words import GENERIC
        from emailguess.fit.company_domains import TELLING

        data = json.loads(self.data())
        assert set(data["cue_words"]) <= TELLING
        weighed = {r.split(":")[1] for r in data["stems"]["other"] if r.startswith(("drop:", "keep:"))}
        assert weighed <= GENERIC

    def test_no_domain_inside(self) -> None:
        """It names suffixes, never a domain below one."""
        from emailguess.addresses.parser import domain

        data = json.loads(self.data())
        for suffix in {s for found in data["suffixes"].values() for s in found} - {"nsw.gov.au"}:
            with pytest.raises(InvalidDomain):
                domain(suffix)

    def test_fit_is_deterministic_and_keeps_no_rarity(self, tmp_path: Path) -> None:
        """Fitting twice gives equal bytes; what is seen at fewer than three companies is not in them."""
        pytest.importorskip("scipy")
        from emailguess.fit.company_domains import fit, read, write

        rows = ["company\tdomain\tpeople"]
        invented = ("zorblax", "quuxly", "frobnitz", "dimwater", "grumbel", "plonkus", "wibbler", "snorfel")
        rows += [f"{word.title()} Networks Inc\t{word}.com\t4" for word in invented]
        rows += ["Oddity Ltd\toddity.dev\t3", "Blorpix\tgronkle.example\t9"]
        corpus = tmp_path / "corpus.tsv"
        corpus.write_text("\n".join(rows) + "\n", encoding="utf-8")
        companies = read(corpus)
        write(fit(companies), tmp_path / "one.json")
        write(fit(list(companies)), tmp_path / "two.json")
        text = (tmp_path / "one.json").read_text("utf-8")
        assert text == (tmp_path / "two.json").read_text("utf-8")
        assert not [w for w in ("zorblax", "oddity", "gronkle", "dev", "blorpix") if f'"{w}' in text]
        best = json.loads(text)["suffixes"]["other"]
        assert best == ["com"]

    def test_split_keeps_siblings_together(self, tmp_path: Path) -> None:
        """Companies that share a key or a registrable domain are in one group, so never on both sides of a split."""
        from emailguess.fit.company_domains import folds, read

        corpus = tmp_path / "corpus.tsv"
        corpus.write_text(
            "company\tdomain\tpeople\nAcme Inc\tacme.test\t3\nACME Corporation\tacme.example\t4\n"
            "Globex\tmail.acme.example\t5\nInitech\tinitech.test\t3\n",
            encoding="utf-8",
        )
        companies = {c.text: c for c in read(corpus)}
        assert companies["Acme Inc"].group == companies["ACME Corporation"].group == companies["Globex"].group
        assert companies["Initech"].group != companies["Globex"].group
        together = [companies[t] for t in ("Acme Inc", "ACME Corporation", "Globex")]
        assert len(set(folds(together))) == 1


def test_import_is_light() -> None:
    """Importing the package reads no table, no model and no optional library."""
    code = (
        "import sys, emailguess.companies; "
        "heavy = {'cleanco', 'anyascii', 'publicsuffixlist', 'idna', 'json', 'numpy', 'scipy', "
        "'emailguess.data.company_words', 'emailguess.data.institution_words', 'emailguess.companies.model'}; print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
