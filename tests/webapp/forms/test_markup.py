from __future__ import annotations

import pytest
from markupsafe import Markup

from tests.webapp.city import make_instrument
from webapp.forms.given import Given
from webapp.forms.markup import PAGE, cut_markup, mark_slot
from webapp.forms.states import ItemState

ITEMS = {"level": make_instrument().items["level"]}
DRAWN = Markup(
    "<h1>{unit}</h1>\n\n<input value=none{none}><input value=fully{fully}>"
    "<input value=''{blank}>\n<p>{receipt}</p>"
).format(
    unit=mark_slot(PAGE, "unit"),
    none=mark_slot("checked", "level", "none"),
    fully=mark_slot("checked", "level", "fully"),
    blank=mark_slot("checked", "level"),
    receipt=mark_slot("receipt", "level"),
)


def test_markup_is_filled_for_a_reader_who_answered_nothing() -> None:
    page = cut_markup(DRAWN, ITEMS).fill({}, {"unit": "Porto"})

    assert page == (
        "<h1>Porto</h1>\n<input value=none><input value=fully>"
        "<input value='' checked>\n<p></p>"
    )


def test_an_answer_takes_the_place_of_the_open_question() -> None:
    compiled = cut_markup(DRAWN, ITEMS)
    state = ItemState(Given(("fully",)), receipt=Markup("Saved"))

    page = compiled.fill({"level": state}, {"unit": "Porto"})

    assert "<input value=fully checked><input value=''>" in page
    assert "<p>Saved</p>" in page


def test_one_filling_leaves_the_next_one_alone() -> None:
    compiled = cut_markup(DRAWN, ITEMS)
    before = compiled.fill({}, {"unit": "Porto"})

    compiled.fill({"level": ItemState(Given(("none",)))}, {"unit": "Oslo"})

    assert compiled.fill({}, {"unit": "Porto"}) == before


def test_a_slot_of_the_page_that_is_not_there_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        cut_markup(DRAWN, ITEMS).fill({}, {"country": "Portugal"})
