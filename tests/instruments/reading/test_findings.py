from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter

import pytest

from instruments.reading import catalogue
from instruments.reading.catalogue import CATALOGUE
from instruments.reading.catalogue.rule import Rule
from instruments.reading.findings import (
    LONGEST_FACT,
    Advice,
    Finding,
    has_errors,
    make_finding,
)

PLACE = (3, 7)


def test_a_finding_says_where_what_and_what_to_do() -> None:
    finding = make_finding("KY01", "x.yaml", PLACE, key="a", first=1)

    assert str(finding) == (
        "x.yaml:3:7: KY01 error: The key 'a' stands here a second time "
        "(first in line 1). Remove one of the two."
    )


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_the_words_of_a_finding_are_whole_sentences(code: str) -> None:
    rule = CATALOGUE[code]

    assert re.fullmatch(r"[A-Z]{2}\d{2}", code)
    assert re.match(r"[A-Z'{]", rule.message)
    assert rule.message.endswith(".")
    assert rule.remedy == "{advice}" or re.fullmatch(r"[A-Z].*\.", rule.remedy)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
@pytest.mark.parametrize("word", ["please", "invalid", "oops", "!", "must not be"])
def test_the_words_of_a_finding_blame_nobody(code: str, word: str) -> None:
    rule = CATALOGUE[code]

    assert word not in f"{rule.message} {rule.remedy}".lower()


def is_part(value: object) -> bool:
    if not isinstance(value, dict) or value is CATALOGUE:
        return False
    return all(isinstance(one, Rule) for one in value.values())


def test_no_code_is_used_twice() -> None:
    names = (found.name for found in iter_modules(catalogue.__path__))
    modules = (import_module(f"{catalogue.__name__}.{name}") for name in names)
    parts = [part for one in modules for part in vars(one).values() if is_part(part)]

    assert len(CATALOGUE) == sum(len(part) for part in parts)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_finding_can_be_written(code: str) -> None:
    rule = CATALOGUE[code]
    names = {
        name
        for text in (rule.message, rule.remedy)
        for _, name, _, _ in Formatter().parse(text)
        if name
    }

    finding = make_finding(code, "x.yaml", PLACE, **dict.fromkeys(names, "fact"))

    assert "{" not in finding.message + finding.remedy


def test_what_an_author_wrote_is_shown_on_one_short_line() -> None:
    finding = make_finding(
        "IT06", "x", PLACE, item="a\nb" * 100, advice=Advice("a", [])
    )

    assert "\n" not in str(finding)
    assert len(finding.message) < LONGEST_FACT + 60


def test_braces_in_what_an_author_wrote_stay() -> None:
    assert "{0.x}" in make_finding("IT06", "x", PLACE, item="{0.x}", advice="").message


def test_a_fact_may_be_named_like_an_argument() -> None:
    facts: dict[str, object] = {"code": "half", "item": "a", "advice": ""}

    assert "'half'" in make_finding("CN03", "x", PLACE, **facts).message


@pytest.mark.parametrize(
    ("name", "known", "sentence"),
    [
        ("extetn", ["extent", "colour"], "Did you mean 'extent'?"),
        ("zzz", ["a", "b"], "Known are 'a', 'b'."),
        (
            "zzz",
            list("abcdefghi"),
            "Known are 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h' and others.",
        ),
        ("zzz", [], "None is declared."),
    ],
)
def test_advice_names_the_closest_or_what_there_is(
    name: str, known: list[str], sentence: str
) -> None:
    assert Advice(name, known).write() == sentence


def test_findings_are_sorted_by_place() -> None:
    places = [("b", 1, 1), ("a", 2, 1), ("a", 1, 9), ("a", 1, 2)]
    findings = [
        Finding(file, line, column, "KY03", "error", "", "")
        for file, line, column in places
    ]

    ordered = [(one.file, one.line, one.column) for one in sorted(findings)]

    assert ordered == sorted(places)


def test_warnings_are_no_errors() -> None:
    warning = make_finding("SC04", "x", PLACE, scale="a")
    error = make_finding("LD10", "x", PLACE)

    assert not has_errors([warning])
    assert has_errors([warning, error])
