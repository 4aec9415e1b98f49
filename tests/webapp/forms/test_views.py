from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from tests.webapp.city import DOCUMENT, make_instrument
from webapp.forms.views import SectionView, view_section
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from flask import Flask

WHOLE = frozenset(make_instrument().items)


def view(number: int = 0, page: frozenset[str] = WHOLE) -> SectionView:
    wording = word_instrument(make_instrument())
    section = wording.instrument.sections[number]
    return view_section(wording, section, page, takes_notes=True)


def test_levels_of_a_shared_scale_are_explained_once_above_the_items() -> None:
    section = view()
    items = {item.key: item for item in section.items}

    assert section.scales[0][0].hint == "Nothing is there."
    assert {option.hint for option in items["level"].options} == {""}
    assert items["kind"].options[0].hint == "By the sea."


def test_short_levels_stand_side_by_side_and_long_options_below_each_other() -> None:
    layouts = {item.key: item.layout for item in view().items}

    assert layouts["level"] == "levels n3"
    assert layouts["kind"] == layouts["topics"] == "rows"
    assert layouts["board"] == "rows pair"


@pytest.mark.parametrize(
    ("say", "layout"),
    [
        ("Entièrement et de façon courante", "levels n2"),
        ("Entirely and as a matter of daily routine", "rows"),  # 41 characters
        ("Selbstverständlich", "rows"),  # one word of 18
    ],
)
def test_levels_stand_side_by_side_if_their_words_fit(say: str, layout: str) -> None:
    options = [{"code": "no", "say": "No"}, {"code": "full", "say": say}]
    item = {"key": "level", "type": "ordinal", "ask": "How far?", "options": options}
    section = {"key": "only", "title": "Only", "items": [item]}
    plain = make_instrument(sections=[section], framework=None, methods={}, stages={})

    shown = view_section(
        word_instrument(plain),
        plain.sections[0],
        frozenset(plain.items),
        takes_notes=True,
    )

    assert shown.items[0].layout == layout


def test_rules_are_told_in_words() -> None:
    rules = {item.key: item.rule for item in view().items}

    assert rules["share"] == "From 0 to 100."
    assert rules["topics"] == "Choose up to 2."
    assert rules["words"] == "Up to 50 characters."
    way = "Choose a day, or write it like 2026-11-30."
    assert rules["start"] == f"{way} 2000-01-01 or more."
    assert rules["site"] == "A web address that begins with https://"
    assert rules["level"] == ""


def test_reasons_are_those_that_the_item_allows() -> None:
    reasons = {item.key: [one.say for one in item.reasons] for item in view().items}

    assert reasons["level"] == ["Not applicable", "Don't know"]
    assert reasons["share"] == ["Don't know", "Prefer not to say"]
    assert reasons["words"] == []


def test_help_is_rendered_and_cleaned() -> None:
    text = view().items[0].help

    assert text == Markup("<p>A <strong>dated</strong> paper.</p>")


def test_a_condition_goes_to_the_script_only_if_the_page_can_judge_it() -> None:
    second = frozenset({"more", "how", "contact"})

    alone = {item.key: item.when for item in view(1, second).items}
    whole = {item.key: item.when for item in view(1).items}

    assert alone["more"] == ""  # rests on an item of the first section
    assert alone["how"].startswith(" data-when=")
    rule = whole["more"].unescape().split("=", 1)[1].strip('"')
    assert json.loads(rule) == {"item": "level", "in": ["partly", "fully"]}
    assert whole["contact"] == ""


def test_words_in_another_language_than_the_page_are_marked(app: Flask) -> None:
    with app.test_request_context("/?lang=ar"):
        app.preprocess_request()
        section = view()

    assert section.foreign
    assert (section.language, section.direction) == ("en", "ltr")


def test_plain_yes_and_no_are_in_the_language_of_the_page(app: Flask) -> None:
    with app.test_request_context("/?lang=fr"):
        app.preprocess_request()
        board = next(item for item in view().items if item.key == "board")

    assert [option.say for option in board.options] == ["Oui", "Non"]
    assert DOCUMENT["language"] == "en"
