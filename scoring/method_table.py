"""The methods of an instrument as a table, and facts about them in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from instruments.model.missing_policy import MissingPolicy
from scoring.method_facts import list_facts, write_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from instruments.model.instrument import Instrument
    from scoring.method_facts import Fact

SHORT = 8
"""Digits of a fingerprint that people compare by eye."""

MOST_NAMED = 6
"""How many nodes or children are named one by one."""

OTHERS = "others"

REASONS = ("not_applicable", "unanswered", "dont_know", "refused")

DECLARED = "points and goalposts"
"""How values are normalised where a method does not say."""


def methods(instrument: Instrument) -> pd.DataFrame:
    """List the methods of an instrument, as `meter methods` does.

    A word stands for a formula: `geometric` for prod I^(w / sum w), `equal` for
    w = 1 / k. Each formula with its source is in docs/methods.md, under the same word.

    Args:
        instrument: what was asked and how it counts; a method file is added by
            `instruments.find_method`.

    Returns:
        One row a method, in the order of the file. Columns: `key`, `version`, `title`;
        `relative` (whether a score depends on the other units); in words `combine`,
        `normalise`, `weights`, `missing`, `gates` and `stages`; `fingerprint`, the
        first eight digits of it.

    Raises:
        NotScoredError: the instrument has no framework.
    """
    import pandas as pd

    rows = [_describe(instrument, key) for key in instrument.methods]
    return pd.DataFrame(rows, columns=COLUMNS)


COLUMNS = (
    "key",
    "version",
    "title",
    "relative",
    "combine",
    "normalise",
    "weights",
    "missing",
    "gates",
    "stages",
    "fingerprint",
)


def _describe(instrument: Instrument, key: str) -> dict[str, object]:
    method, facts = instrument.methods[key], list_facts(instrument, key)

    def told(*topics: str) -> list[Fact]:
        return [fact for fact in facts if fact.topic in topics]

    return {
        "key": key,
        "version": method.version,
        "title": method.title,
        "relative": method.is_relative,
        "combine": _group(told("combine")),
        "normalise": _group(told("normalise")) or DECLARED,
        "weights": _group(told("weights")),
        "missing": _say_missing(told(*MissingPolicy.model_fields)),
        "gates": _group(told("gates")),
        "stages": ", ".join(fact.word for fact in told("stages")),
        "fingerprint": instrument.method_fingerprint(key)[:SHORT],
    }


def _group(facts: Sequence[Fact]) -> str:
    """Say facts once for all that they hold of; the most are the others."""
    named: dict[str, list[str]] = {}
    for fact in facts:
        named.setdefault(_say_short(fact), []).append(fact.about or OTHERS)
    if len(named) == 1 and len(facts) > 1:
        return next(iter(named))
    usual = max(named, key=lambda text: len(named[text]), default="")
    if len(named.get(usual, ())) > MOST_NAMED:
        del named[usual]
        named[usual] = [OTHERS]
    return "; ".join(f"{', '.join(keys)}: {text}" for text, keys in named.items())


def _say_short(fact: Fact) -> str:
    """Say a fact, without the shares of many children."""
    is_long = fact.topic == "weights" and len(fact.details) > MOST_NAMED
    return say_fact(replace(fact, details=()) if is_long else fact)


def _say_missing(facts: Iterable[Fact]) -> str:
    """Say what each reason does, and whatever else is not the default."""
    usual = MissingPolicy()
    return "; ".join(
        " ".join(filter(None, (fact.about, spell(fact.topic), say_fact(fact))))
        for fact in facts
        if fact.topic in REASONS or fact.about or not _is_usual(fact, usual)
    )


def _is_usual(fact: Fact, usual: MissingPolicy) -> bool:
    value = getattr(usual, fact.topic)
    if isinstance(value, bool):
        return fact.word == ("yes" if value else "no")
    return value in {fact.word, *(number for _, number in fact.details)}


def say_facts(facts: Sequence[Fact]) -> str:
    """Say in words what a method has to say about one thing."""
    return "; ".join(say_fact(fact) for fact in facts) or "nothing"


def say_fact(fact: Fact) -> str:
    """Say a fact in words, without what it is about: `geometric (floor 0.01)`."""
    name_of = str if fact.topic == "weights" else spell  # children go by their keys
    write = _write_share if fact.topic == "weights" else _write
    shown = [f"{name_of(name)} {write(value)}".strip() for name, value in fact.details]
    if not fact.word:
        return ", ".join(shown)
    word = fact.word if fact.topic == "stages" else spell(fact.word)
    return f"{word} ({', '.join(shown)})" if shown else word


def spell(name: str) -> str:
    """Write a name of the grammar as words."""
    return {"dont_know": "don't know"}.get(name, name.replace("_", " "))


def _write(value: float | str) -> str:
    return value if isinstance(value, str) else write_number(value)


def _write_share(value: float | str) -> str:
    """Write a child's share of the weights, which need not end."""
    return value if isinstance(value, str) else f"{value:.6g}"
