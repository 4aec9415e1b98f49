from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.webapp.city import make_instrument
from webapp.forms.compiled import compile_section
from webapp.forms.given import Given
from webapp.forms.states import ItemState
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from markupsafe import Markup


@pytest.fixture(autouse=True)
def _request(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


def fill(states: dict[str, ItemState], **changes: object) -> Markup:
    wording = word_instrument(make_instrument(**changes))
    return compile_section(wording, wording.instrument.sections[0]).fill(states)


def test_every_answer_type_has_a_labelled_control() -> None:
    page = fill({})

    for key in ("level", "budget", "board", "kind", "topics"):
        assert re.search(rf'<fieldset[^>]* id="i-{key}"[^>]*>\s*<legend>', page)
        assert f'id="q-{key}"' in page
    for key in ("share", "words", "start", "site"):
        assert f'<label class="legend" for="q-{key}">' in page
        assert re.search(rf'<(input|textarea) [^>]*id="q-{key}"', page)


def test_an_answer_can_be_taken_back_without_a_script() -> None:
    page = fill({"level": ItemState(Given(("partly",)))})

    assert 'name="q-level" value="partly" checked>' in page
    assert '<input type="radio" name="q-level" value="">No answer yet' in page


def test_boxes_that_are_all_unchecked_are_posted_as_a_blank() -> None:
    assert '<input type="hidden" name="q-topics" value="">' in fill({})


def test_words_of_an_instrument_cannot_become_markup() -> None:
    section = {
        "key": "first",
        "title": "T",
        "items": [
            {
                "key": "level",
                "type": "single",
                "ask": "<script>ask</script>",
                "help": "<script>help</script> [x](javascript:alert(1))",
                "options": [
                    {"code": "a", "say": "<b>a</b>", "hint": "<i>hint</i>"},
                    {"code": "b", "say": "b"},
                ],
            }
        ],
    }

    page = fill({}, sections=[section], framework=None, methods={}, stages={})

    assert not re.search(r"<(script|b|i)>", page)
    assert 'href="javascript:' not in page


def test_no_style_and_no_script_stands_in_the_markup() -> None:
    assert not re.search(r"\sstyle=|\son\w+=|<script|<style", fill({}))


def test_ids_are_there_once() -> None:
    ids = re.findall(r'\sid="([^"]+)"', fill({"words": ItemState(error="Shorten it.")}))

    assert len(ids) == len(set(ids))


def test_a_section_is_compiled_once_for_a_language() -> None:
    wording = word_instrument(make_instrument())
    section = wording.instrument.sections[0]

    assert compile_section(wording, section) is compile_section(wording, section)
