from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g

from meter.fieldwork.invitations import find_invitation_by_token
from meter.fieldwork.responses import load_page
from webapp.respond.answering import current_answering
from webapp.respond.print_page import make_print_page

if TYPE_CHECKING:
    from tests.webapp.city import City
    from webapp.respond.print_page import PrintedItem


def list_items(city: City, *, has_answers: bool) -> dict[str, PrintedItem]:
    """Make the page; give its items by what they ask."""
    invitation = find_invitation_by_token(city.store, city.tokens[0])
    assert invitation is not None
    with city.app.test_request_context("/"):
        g.sheet = load_page(city.store, city.response, invitation.id)
        page = make_print_page(current_answering(), has_answers=has_answers)
    return {item.ask: item for section in page.sections for item in section.items}


def test_a_blank_has_boxes_and_lines_as_each_kind_of_item_needs(city: City) -> None:
    city.give({"level": "fully", "words": "Long"})

    items = list_items(city, has_answers=False)

    level, words = items["The city has a plan."], items["What else?"]
    assert [box.say for box in level.options] == ["Not at all", "Partly", "Fully"]
    assert [box.say for box in level.reasons] == ["Not applicable", "Don't know"]
    assert not any(box.is_ticked for box in (*level.options, *level.reasons))
    assert (level.lines, words.lines, words.is_short, words.text) == (0, 3, False, "")
    assert items["What share?"].is_short


def test_answers_and_reasons_tick_their_boxes(city: City) -> None:
    city.give({"level": "fully", "topics": ("law", "money"), "words": "DK"})

    items = list_items(city, has_answers=True)

    ticked = {
        ask: [box.say for box in (*item.options, *item.reasons) if box.is_ticked]
        for ask, item in items.items()
    }
    assert ticked["The city has a plan."] == ["Fully"]
    assert ticked["Which topics?"] == ["Law", "Money"]
    assert ticked["What share?"] == []
    assert items["What else?"].text == "DK"
