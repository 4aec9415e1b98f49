"""Headings behind groups are read from the whole to the last part of them."""

from __future__ import annotations

from meter.exchange.imports.groups import list_grouped
from meter.exchange.imports.layout import Reading


def test_options_come_before_questions_of_the_same_name() -> None:
    found = list(list_grouped("a/b/c", "/"))

    assert found.index(Reading("b", "c")) < found.index(Reading("c"))
    assert ("a/b", "c") in found
    assert found[-3:] == [("a/b/c", None), ("b/c", None), ("c", None)]


def test_a_sign_of_its_own_may_stand_before_options() -> None:
    found = list(list_grouped("part-ways/web", "-", "/"))

    assert found[:2] == [("part-ways", "web"), ("ways", "web")]


def test_a_heading_without_groups_is_itself() -> None:
    assert list(list_grouped("law", "-:", "/")) == [("law", None)]
