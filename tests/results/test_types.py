"""Every public type can be read at run time, and every type that a user receives is public."""

from __future__ import annotations

import inspect
import typing
from typing import Any

import emailguess
from emailguess import fit, spark, store


def public() -> list[tuple[str, Any]]:
    """Every public class and function, with the methods of the classes."""
    from emailguess import companies, mx, store
    from emailguess.patterns import language

    found = []
    for module in (emailguess, companies, mx, store, language):
        for name in module.__all__:
            value = getattr(module, name)
            if not inspect.isclass(value) and not inspect.isfunction(value):
                continue
            found.append((f"{module.__name__}.{name}", value))
            if inspect.isclass(value):
                for key, each in inspect.getmembers(value):
                    if not key.startswith("_") and inspect.isfunction(each):
                        found.append((f"{module.__name__}.{name}.{key}", each))
                    if isinstance(each, property) and each.fget is not None and not key.startswith("_"):
                        found.append((f"{module.__name__}.{name}.{key}", each.fget))
    return found


def test_type_hints_of_everything_public() -> None:
    """They can be read at run time, whatever is imported only when it is needed."""
    odd = []
    for name, value in public():
        try:
            typing.get_type_hints(value)
        except NameError as error:
            odd.append((name, str(error)))
    assert [] == odd


def test_arguments_of_what_people_call_are_listed() -> None:
    """Functions, and the methods of guessers, answers and the protocol of stores: a docstring lists each argument.

    It does so as "- name: what it means"; one argument may be said in the sentence, but for the protocol. What every
    store does stands there alone.
    """
    calls = {
        name: value
        for name, value in public()
        if inspect.isfunction(value)
        and (
            name.count(".") == 1 + name.count("mx.") + name.count("companies.")
            or ".Guesser." in name
            or ".CompanyGuesser." in name
            or ".Guess." in name
        )
        and "store." not in name
    }
    for module in (fit, spark):
        calls |= {f"{module.__name__}.{name}": getattr(module, name) for name in module.__all__}
    calls = {name: value for name, value in calls.items() if inspect.isfunction(value)}
    protocol = {f"Store.{name}": value for name, value in vars(store.Store).items() if inspect.isfunction(value)}
    calls |= {name: value for name, value in protocol.items() if not name.startswith("Store._")}
    assert {
        "emailguess.guess", "emailguess.Guesser.at", "emailguess.mx.iter_mx", "emailguess.read_people",
        "emailguess.spark.learn", "emailguess.fit.fit_prior", "Store.record",
    } <= set(calls)  # fmt: skip
    missing = []
    for name, value in calls.items():
        listed = [line for line in (inspect.getdoc(value) or "").splitlines() if line.startswith("- ")]
        parameters = [p for p in inspect.signature(value).parameters if p not in ("self", "cls")]
        told = {p for p in parameters if any(f"`{p}`" in line for line in listed)}
        missing += [f"{name}: {p}" for p in parameters if len(parameters) > (name not in protocol) and p not in told]
    assert [] == missing


def test_every_type_a_user_receives_is_exported_and_documented() -> None:
    """What a public call returns, in a tuple or a mapping too, is in `__all__` and has a docstring."""

    def kinds(hint: Any) -> list[type]:
        if inspect.isclass(hint) and hint.__module__.startswith("emailguess"):
            return [hint]
        return [kind for each in typing.get_args(hint) for kind in kinds(each)]

    exported = {id(value) for _, value in public()}
    missing = set()
    for name, value in public():
        if name.startswith(("emailguess.store.", "emailguess.Prior.")):  # what the floors below tell each other
            continue
        hints = {key: hint for key, hint in typing.get_type_hints(value).items() if not key.startswith("_")}
        given = [hints.get("return")] if inspect.isfunction(value) else list(hints.values())
        missing |= {kind.__name__ for hint in given for kind in kinds(hint) if id(kind) not in exported}
    assert set() == missing
    undocumented = [name for name, value in public() if not inspect.getdoc(value)]
    assert [] == undocumented
