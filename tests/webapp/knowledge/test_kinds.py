"""Everything that can be named has a name."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

import pytest

from meter.knowledge.csv_files import COLUMNS
from meter.knowledge.entries import GivenEntry
from meter.knowledge.records import Event, Kind, State
from webapp.knowledge.kinds import (
    EVENTS,
    FIELDS,
    KINDS,
    STATES,
    name_field,
    name_kind,
    name_language,
)


def test_every_kind_state_step_and_field_has_its_words() -> None:
    assert set(KINDS) == set(get_args(Kind))
    assert set(STATES) == set(get_args(State))
    assert set(EVENTS) == set(get_args(Event))
    assert {one.name for one in fields(GivenEntry)} <= set(FIELDS)
    assert set(COLUMNS) <= set(FIELDS)
    assert name_kind("case") == "Case study"


@pytest.mark.parametrize(
    ("tag", "name"),
    [("en", "English"), ("pt-BR", "Portuguese (Brazil)"), ("qqq", "qqq"), ("!", "!")],
)
def test_a_language_is_named_or_told_by_its_tag(tag: str, name: str) -> None:
    assert name_language(tag) == name


def test_a_field_that_is_not_known_is_told_as_it_stands() -> None:
    assert name_field("case.cost.year") == "case.cost.year"
