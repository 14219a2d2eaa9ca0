"""Rows that name two people: whose a column is, told by the words before the fields and by what repeats."""

from __future__ import annotations

import pytest

from emailguess.files import read_people
from emailguess.files.titles import meaning

BOB = ("Bob Jones", ("bjones@acme.example",))
ANN = ("Ann Lee", ("alee@acme.example",))
TOM = ("Tom Fox", ("tfox@blue.example",))


def read(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Names and addresses."""
    return [(p.full_name, p.addresses) for p in read_people(text)]


@pytest.mark.parametrize("role", ["Buyer", "Sender", "Zulu"])
def test_a_second_person_is_told_by_the_title(role: str) -> None:
    """A name and an address behind one word are somebody's beside whom the row is about, a known word or not."""
    text = f"Name,Email,{role} Name,{role} Email\n"
    text += "Bob Jones,bjones@acme.example,Eva Roe,eva.roe@other.example\n"
    text += "Ann Lee,alee@acme.example,Kim Hill,kim.hill@other.example\n"
    assert [BOB, ANN] == read(text)


def test_an_address_in_every_row_is_nobodys_of_them() -> None:
    """Of two columns of addresses, one with the same in every row is the owner's, whatever it is called."""
    text = "Zulu Mail,Name,E-mail\n" + "".join(
        f"eva@hiring.example,{name},{address[0]}\n" for name, address in (BOB, ANN, TOM)
    )
    assert [BOB, ANN, TOM] == read(text)


def test_a_private_address_for_everybody_is_theirs() -> None:
    """A second address that differs from row to row stays its person's, after the one at work."""
    text = (
        "Name,E-mail,Other e-mail\nBob Jones,x1@gmail.com,bjones@acme.example\nAnn Lee,x2@gmail.com,alee@acme.example\n"
    )
    assert [(BOB[0], (*BOB[1], "x1@gmail.com")), (ANN[0], (*ANN[1], "x2@gmail.com"))] == read(text)


def test_a_list_of_recruiters_is_about_them() -> None:
    """Where nobody but recruiters, owners or managers is named, they are the table's people."""
    text = "Recruiter;Recruiter Email;Company\nBob Jones;bjones@acme.example;Acme\nAnn Lee;alee@acme.example;Acme\n"
    assert [BOB, ANN] == read(text)
    halves = "Hiring Manager First Name,Hiring Manager Last Name,Hiring Manager Email\nBob,Jones,bjones@acme.example\n"
    assert [BOB, ANN] == read(f"{halves}Ann,Lee,alee@acme.example\n")
    mixed = "First Name,Last Name,Owner,Owner Email\nBob,Jones,Eva Roe,eva@hiring.example\n"
    assert [("Bob Jones", ())] == read(mixed)


def test_the_company_before_the_person() -> None:
    """A company that stands before its contact in one cell is no family name."""
    text = 'Complete Name,Email\n"Acme Test Inc, Bob Jones",bjones@acme.example\n"Lee, Ann",alee@acme.example\n'
    assert [("Bob Jones", "Acme Test Inc"), ("Lee, Ann", "")] == [(p.full_name, p.company) for p in read_people(text)]


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("What's your first name?", "given"),
        ("And your last name?", "family"),
        ("Which company do you work for?", "company"),
        ("What is the name of your company?", "company"),
        ("Wie heißen Sie (Vor- und Nachname)?", "whole"),
        ("Quel est votre prénom ?", "given"),
        ("Person : Full Name: Last", "family"),
        ("Default Address Company", "company"),
        ("Previous Company Name", "noise"),
        ("Who is your manager?", "stranger"),
        ("What is your work e-mail?", "address"),
    ],
)
def test_questions_and_long_titles(title: str, field: str) -> None:
    """A form's question, and a title with a path before it, ask for what a short title would."""
    assert field == meaning(title).field


def test_yes_is_no_company() -> None:
    """The answers to a question about a company are its name only where they say more than yes and no."""
    text = "Name,E-mail,Do you like our company?\nBob Jones,bjones@acme.example,Yes\nAnn Lee,alee@acme.example,No\n"
    assert ["", ""] == [p.company for p in read_people(text)]


def test_rows_that_tell_a_company_alone() -> None:
    """A company and its domain without a person come out where they are asked for, and are passed over else."""
    text = "Account Name,Website\nAcme Test Inc,https://www.acme.example/\nBlue GmbH,\n"
    asked = read_people(text, also_companies=True)
    assert [("", "Acme Test Inc", "https://www.acme.example/")] == [(p.full_name, p.company, p.domain) for p in asked]
    assert [] == list(read_people(text))
    assert {"no name and no address": 1} == asked.left_out


@pytest.mark.parametrize(
    "titles", ["Contact 1 {},Contact 2 {}", "First Contact {},Second Contact {}", "CEO {},CFO {}", "{}1,{}2"]
)
def test_several_people_in_a_row(titles: str) -> None:
    """Groups of columns that are told apart by a number or a word are people of their own, with the row's company."""
    one, two = (t.strip() for t in titles.split(","))
    kinds = ("Name", "Email", "Job title")
    header = ",".join(["Company", *(t.format(k) for t in (one, two) for k in kinds)])
    text = f"{header}\nAcme,Bob Jones,bjones@acme.example,Clerk,Ann Lee,alee@acme.example,Boss\n"
    text += "Blue,Tom Fox,tfox@blue.example,Clerk,,,\n"
    found = [(p.full_name, p.addresses, p.company, p.row) for p in read_people(text)]
    assert [(*BOB, "Acme", 2), (*ANN, "Acme", 2), (*TOM, "Blue", 3)] == found


def test_the_other_half_below_a_title_nobody_knows() -> None:
    """Beside one half of a name, a neighbour whose words are in the addresses is the other, whatever it is called."""
    text = "Vorname,Zulu,E-mail\nBob,Jones,bjones@acme.example\nAnn,Leroy,aleroy@acme.example\n"
    assert [("Bob", "Jones"), ("Ann", "Leroy")] == [(p.given, p.family) for p in read_people(text)]
