"""What mail servers write when they refuse a message, in their own words and languages."""

from __future__ import annotations

import pytest

from emailguess.evidence.outcomes import bounce_kind


@pytest.mark.parametrize(
    "said",
    [
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
        "RESOLVER.ADR.RecNotFound",
        "Benutzer unbekannt",
        "Empfänger nicht gefunden",
        "Das Postfach existiert nicht",
        "550 utilisateur inconnu",
        "Boîte aux lettres inexistante",
        "usuario desconocido",
        "No existe el usuario",
        "utente sconosciuto",
        "Usuário não existe",
        "onbekende gebruiker",
        "nieznany użytkownik",
        "пользователь не найден",
        "宛先不明",
    ],
)
def test_nobody_there_in_any_language(said: str) -> None:
    """Whatever language says that there is no such mailbox, it is the bounce that speaks against the pattern."""
    assert "unknown" == bounce_kind(said)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("450 mailbox unavailable", "policy"),
        ("421 too many connections", "policy"),
        ("452 mailbox full", "full"),
        ("Das Postfach ist voll", "full"),
        ("buzón lleno", "full"),
        ("550 mailbox unavailable", "unknown"),
    ],
)
def test_what_may_still_arrive_is_no_verdict(said: str, kind: str) -> None:
    """A reply of class 4 asks to try again: it says nothing of whether the mailbox exists."""
    assert kind == bounce_kind(said)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Ich bin nicht mehr bei der Acme GmbH tätig", "left"),
        ("Je ne fais plus partie de la société", "left"),
        ("Ya no trabajo en Acme", "left"),
        ("Non lavoro più in Acme", "left"),
        ("Werkt niet meer bij Acme", "left"),
        ("Mitarbeiter ist ausgeschieden", "left"),
        ("553 sorry, that domain isn't in my list of allowed rcpthosts", "policy"),
        ("550 relay not permitted", "policy"),
        ("Adresse e-mail inconnue", "unknown"),
        ("adres e-mail nie istnieje", "unknown"),
        ("Používateľ neexistuje", "unknown"),
        ("uživatel neexistuje", "unknown"),
        ("A címzett nem található", "unknown"),
        ("Kullanıcı bulunamadı", "unknown"),
        ("Διεύθυνση δεν βρέθηκε", "unknown"),
        ("Mottakeren finnes ikke", "unknown"),
        ("Vastaanottajaa ei löydy", "unknown"),
        ("Kontot finns inte", "unknown"),
        ("DNS Error: Domain name not found", "policy"),
        ("Boîte aux lettres pleine", "full"),
        ("Postvak is vol", "full"),
        ("skrzynka pełna", "full"),
        ("hard bounce", "unknown"),
        ("Hard", "unknown"),
        ("soft bounce", "policy"),
        ("Soft", "policy"),
        ("invalid", "unknown"),
        ("undeliverable", "unknown"),
        ("mailbox_not_found", "unknown"),
        ("mailbox-full", "full"),
        ("BadMailbox", "unknown"),
    ],
)
def test_what_is_said_of_a_mailbox_in_any_language(said: str, kind: str) -> None:
    """What is spoken of and what is said of it tell the kind, whichever stands first; so do the words of services."""
    assert kind == bounce_kind(said)
