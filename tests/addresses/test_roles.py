"""Dirty lists: roles' mailboxes, teams' display names, free and throw-away mail, tags, duplicates, slipped rows."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess import Guesser, PersonName, guess
from emailguess.addresses.providers import is_disposable, is_free_mail, open_to_all
from emailguess.addresses.roles import is_person_name, is_role, lists
from emailguess.evidence.misalignment import mispaired

ACME = "acme.example"
ROLES = (
    "info sales hr careers noreply no-reply do-not-reply donotreply team webmaster postmaster mailer-daemon support help "
    "bewerbung karriere vertrieb buchhaltung kontakt recrutement accueil comptabilite secretariat ventas empleo rrhh "
    "contabilidad atendimento vagas financeiro ufficiostampa segreteria amministrazione vacatures klantenservice verkoop "
    "rekrutacja biuro kadry sprzedaz obchod fakturace podatelna kundeservice ekonomi lediga salg regnskab jobb "
    "asiakaspalvelu myynti laskutus iroda ugyfelszolgalat penzugy vanzari contabilitate secretariat resurseumane "
    "satis muhasebe insankaynaklari bilgi otdelkadrov buhgalteria prodazhi zakaz kefu xiaoshou zhaopin jinji saiyo soumu "
    "info-de sales.emea hr_team no-reply-jobs support+x info2 sales-team-2026 salesteam infode jobs.berlin info.muenchen "
    "team.hr us-sales emea_support the.hiring.team accounts-payable customer.service kundenservice-at"
).split()
# Invented people, some with a role's word for a name or for the start of one.
PEOPLE = (
    "jane.doe jdoe doe smithj robert halle infante jobson kim.root jan.post post.jan ana.sales tim.hall hall jung "
    "teammeier helpern marketa.novak salesky olga.info-smith personalli contini press-ly dean.page anna.list it.smith"
).split()


@pytest.mark.parametrize("local", ROLES)
def test_roles_in_many_languages(local: str) -> None:
    """Departments and machines, alone or beside a place, a team or a number, are nobody's address in any case."""
    assert is_role(local)
    assert is_role(local.upper())


@pytest.mark.parametrize("local", [p for p in PEOPLE if p not in ("it.smith", "olga.info-smith")])
def test_people_are_no_roles(local: str) -> None:
    """A name that starts like a role's word, or has one for a part, is a name."""
    assert not is_role(local)


@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("Kim Root", "root"),
        ("Anna Root", "anna.root"),
        ("Jan Post", "post"),
        ("Anna List", "list"),
        ("Ana Sales", "sales"),
        ("Steve Jobs", "jobs"),
        ("Henry Rice", "hr"),
        ("Ian Thomas", "it"),
        ("Karl Acme", "acme"),
        ("Jane Doe via Acme Sales", "jane.doe"),
        ("Jane Doe (Acme Support)", "jane.doe"),
        ("Doe, Jane", "doe"),
        ("山田 太郎", "yamada"),
    ],
)
def test_a_matching_name_makes_it_a_persons(name: str, local: str) -> None:
    """Whoever is called Root may well have root@."""
    assert not is_role(local, name, ACME)


@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("Jane Doe", "info"),
        ("Ann Lee", "sales"),
        ("Info Desk", "info"),
        ("Acme Sales Team", "sales"),
        ("Acme Sales", "sales"),
        ("Austin Office", "office"),
        ("Acme Support via Zendesk", "x81"),
        ("The Hiring Team", "welcome.aboard"),
        ("noreply", "noreply"),
        ("Acme Newsletter", "nl"),
        ("Human Resources", "hr"),
    ],
)
def test_a_name_that_is_nobodys_changes_nothing(name: str, local: str) -> None:
    """A colleague's name beside a role, or a team's beside anything, does not make it hers."""
    assert is_role(local, name, ACME)


def test_the_companys_own_name_is_a_role() -> None:
    """acme@acme.example is the front desk, unless somebody of that name stands beside it."""
    assert is_role("acme", host=ACME)
    assert not is_role("acme", "Jo Acme", ACME)
    assert not is_role("acmes", host=ACME)


@pytest.mark.parametrize(
    "name",
    ["Acme Sales Team", "Acme Support via Zendesk", "The Hiring Team", "noreply", "HR", "Info Desk", "Acme GmbH", "ACME Inc.",
     "jane@acme.example", "Customer Service", "Kundenservice", "", "?", "Austin Office", "Accounts Payable"],
)  # fmt: skip
def test_display_names_that_are_not_people(name: str) -> None:
    """Teams, companies, machines, addresses and nothing at all."""
    assert not is_person_name(name)


@pytest.mark.parametrize(
    "name",
    ["Jane Doe", "Steve Jobs", "Kim Root", "DOE, Jane (Sales)", "Jane", "Tim Hall", "Ана Иванова", "李 雷", "Anne-Marie O'Neil",
     "Dr. Jan van der Post", "Rich Page", "Maria de los Santos", "Jane Doe [Acme]"],
)  # fmt: skip
def test_display_names_of_people(name: str) -> None:
    """Any script, with titles and what stands in brackets."""
    assert is_person_name(name)


@given(st.text(max_size=80), st.text(max_size=60), st.sampled_from(["", ACME, "x.test"]))
def test_any_text_is_judged(local: str, name: str, host: str) -> None:
    """No text makes it fail; a tag and the case make no difference."""
    assert is_role(local, name, host) in (True, False)
    assert is_person_name(name) in (True, False)
    plain = local.lower().partition("+")[0]
    assert is_role(plain, name, host) == is_role(f"{plain}+tag", name, host)


def test_long_names_are_judged_at_once() -> None:
    """Nobody waits for a name of a million letters."""
    assert is_person_name("a" * 1_000_000) in (True, False)
    assert is_role("x" * 64, "team " * 200_000)


ROLE_MAIL = st.lists(
    st.sampled_from([f"{r}@{ACME}" for r in ROLES] + [f"Acme Sales Team <{r}@{ACME}>" for r in ROLES[:20]]),
    min_size=1,
    max_size=12,
)


@given(ROLE_MAIL)
def test_roles_alone_teach_nothing_and_the_answer_says_so(known: list[str]) -> None:
    """The same candidates with the same probabilities as with nothing, and a warning."""
    nothing, answer = guess("Jane Doe", ACME), guess("Jane Doe", ACME, known=known)
    assert nothing.candidates == answer.candidates
    assert nothing.p_none == answer.p_none
    assert (0, 0, len(known)) == (answer.evidence.pairs, answer.evidence.bare, answer.evidence.ignored)
    assert any("only roles' mailboxes" in w for w in answer.warnings)


@given(ROLE_MAIL, st.permutations(["bob.jones", "ann.miller"]))
def test_roles_never_outvote_a_person(roles: list[str], people: list[str]) -> None:
    """Any number of roles beside people leaves what the people say."""
    known = [f"{p}@{ACME}" for p in people]
    clean, dirty = guess("Jane Doe", ACME, known=known), guess("Jane Doe", ACME, known=[*roles, *known])
    assert clean.candidates == dirty.candidates
    assert not any("only roles' mailboxes" in w for w in dirty.warnings)


@given(st.permutations([
    "bob.jones@acme.example", "Bob Jones <bob.jones@acme.example>", "Bob.Jones+news@ACME.example",
    "ann.lee@acme.example", "ann.lee+x@acme.example",
]))  # fmt: skip
def test_one_mailbox_counts_once(known: list[str]) -> None:
    """With and without its name, tagged, in other case: one colleague; the named one is kept, in any order."""
    answer = guess("Jane Doe", ACME, known=known)
    assert (1, 1, 3) == (answer.evidence.pairs, answer.evidence.bare, answer.evidence.ignored)
    assert guess("Jane Doe", ACME, known=["Bob Jones <bob.jones@acme.example>", "ann.lee@acme.example"]).candidates == (
        answer.candidates
    )


def test_learning_reports_what_it_left_out() -> None:
    """Each piece that cannot be used is told with a reason."""
    report = Guesser().learn(
        ["info-de@acme.example", "Acme Sales Team <pr4@acme.example>", "jane@gmail.com", "jane@mailinator.com",
         "Kim Root <root@acme.example>"]
    )  # fmt: skip
    assert (1, 4) == (report.learned, len(report.rejected))
    assert ["role", "role", "free-mail", "throw-away"] == [
        next(word for word in ("role", "free-mail", "throw-away") if word in r.reason) for r in report.rejected
    ]


def test_free_and_throw_away_mail() -> None:
    """Where anyone can open a mailbox there is no company; the two are told apart."""
    assert all(map(is_free_mail, ("gmail.com", "gmx.de", "yahoo.co.uk", "qq.com", "proton.me", "posteo.de", "mail.ru")))
    assert all(map(is_disposable, ("mailinator.com", "any.mailinator.com", "guerrillamail.com", "yopmail.com")))
    for company in ("acme.example", "mail.acme.example", "ibm.com", "facebook.com", "siemens.de", "com"):
        assert "" == open_to_all(company)


@pytest.mark.parametrize("host", ["gmail.com", "mailinator.com"])
def test_no_pattern_where_anyone_has_an_address(host: str) -> None:
    """The answer says why there is none."""
    answer = guess("Jane Doe", host)
    assert () == answer.candidates
    assert 1 == answer.p_none
    assert any("no company pattern" in w and host in w for w in answer.warnings)


def test_the_lists_hold_what_they_should() -> None:
    """Plain lower-case words; what stands beside roles is no role; no company's domain among the free ones."""
    found = lists()
    assert found.names < found.roles
    assert not found.roles & found.qualifiers
    assert all(
        w.isascii() and w.isalpha() and w.islower() for w in found.roles | found.qualifiers | found.organisations
    )
    assert 3_000 < len(found.free)
    assert all("." in name and name == name.lower() for name in found.free)


SLIPPED = [("Bob Jones", "ann.lee"), ("Ann Lee", "bob.jones")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (SLIPPED, {0, 1}),
        ([("Bob Jones", "alee"), ("Ann Lee", "tstone"), ("Tim Stone", "bjones")], {0, 1, 2}),
        ([("Bob Jones", "ann.lee"), ("Ann Lee", "tim.stone"), ("Eve Baker", "eve.baker")], {0, 1}),
        ([("Bob Jones", "ann.lee"), ("", "bob.jones")], {0}),
        ([("Jones, Bob", "ann_lee2"), ("Ann Lee", "jones_b")], {0, 1}),
        ([("Bob Jones", "bob.jones"), ("Ann Lee", "ann.lee")], set()),
        ([("John Smith", "john.smith"), ("John Smith", "jsmith2")], set()),
        ([("John Smith", "john.smith"), ("John Smith", "bluefox")], set()),
        ([("Bob Jones", "bluefox"), ("Ann Lee", "redkite")], set()),
        ([("Bob Jones", "bj"), ("Barbara James", "bob.jones")], set()),
        ([("Bob", "ann.lee"), ("Ann Lee", "x9")], {0, 1}),
        ([], set()),
        ([("Bob Jones", "ann.lee")], set()),
    ],
)
def test_slipped_rows_are_found(rows: list[tuple[str, str]], expected: set[int]) -> None:
    """A name that plainly is another row's, beside an address that has nothing of it."""
    assert expected == mispaired(rows)


@given(st.lists(st.tuples(st.text("abn j", max_size=12), st.text("abnj.", min_size=1, max_size=8)), max_size=8))
def test_rows_without_names_are_never_wrong(rows: list[tuple[str, str]]) -> None:
    """Only names can be wrong, and one row alone never is."""
    found = mispaired(rows)
    assert all(rows[i][0].strip() for i in found)
    assert not rows or frozenset() == mispaired(rows[:1])


def test_many_slipped_rows_take_no_longer() -> None:
    """The time grows with the rows, not with their square; a name of a million letters is cut first."""
    start = time.process_time()
    assert 20_000 == len(mispaired(SLIPPED * 10_000))
    assert frozenset() == mispaired([("é" * 1_000_000, "ann.lee"), ("Bob Jones", "bob.jones")])
    assert time.process_time() - start < 5


def test_slipped_rows_teach_no_wrong_pattern() -> None:
    """The names are left out with a warning; what the addresses show by themselves remains."""
    known = [(n, f"{x}@{ACME}") for n, x in SLIPPED]
    answer = guess("Jane Doe", ACME, known=known)
    assert any("rows of the list slip" in w for w in answer.warnings)
    assert (0, 2) == (answer.evidence.pairs, answer.evidence.bare)
    assert guess("Jane Doe", ACME, known=[a for _, a in known]).candidates == answer.candidates


def test_learning_refuses_slipped_rows() -> None:
    """For keeps, a row whose name is another's is reported and not learned; the other rows are."""
    rows = [*((n, f"{x}@{ACME}") for n, x in SLIPPED), (PersonName(given="Eve", family="Stone"), f"eve.stone@{ACME}")]
    report = Guesser().learn(rows)
    assert (1, [1, 2]) == (report.learned, [r.row for r in report.rejected])
    assert all("another" in r.reason for r in report.rejected)
    # The same names and addresses at different companies have nothing to do with each other.
    apart = [("Bob Jones", "ann.lee@acme.example"), ("Ann Lee", "bob.jones@other.example")]
    assert () == Guesser().learn(apart).rejected


def test_an_address_for_a_name_is_no_name() -> None:
    """Some exports put the address where the name belongs; the address counts, bare."""
    report = Guesser().learn([("jane.doe@acme.example", "jane.doe@acme.example"), ("!!!", "ann.lee@acme.example")])
    assert (2, ()) == (report.learned, report.rejected)
    answer = guess("Jim Roe", ACME, known=[("ann.lee@acme.example", "ann.lee@acme.example")])
    assert (0, 1) == (answer.evidence.pairs, answer.evidence.bare)
