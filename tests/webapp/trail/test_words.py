"""Every action has plain words of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from meter.audit.records import ACTIONS
from meter.publication.parts import Part
from tests.webapp.trail.entries import make_entry
from webapp.trail.words import say_action, say_part, say_who

if TYPE_CHECKING:
    from tests.webapp.desk import Desk


def test_every_action_has_words_of_its_own(desk: Desk) -> None:
    with desk.app.test_request_context("/"):
        words = [say_action(one) for one in ACTIONS]

    assert len(set(words)) == len(ACTIONS)
    assert not any("_" in one for one in words)


def test_every_part_has_words_of_its_own(desk: Desk) -> None:
    parts = get_args(Part)
    with desk.app.test_request_context("/"):
        words = {
            say_part(action, part)
            for action in ("package_made", "edition_published")
            for part in parts
        }

    assert len(words) == 2 * len(parts)


def test_who_acted_is_named_as_they_were() -> None:
    assert say_who(make_entry(who="Ana")) == "Ana"
    assert say_who(make_entry(who="", account_id=None)) == "METER"


def test_a_unit_that_asks_is_named_as_one(desk: Desk) -> None:
    entry = make_entry(who="", account_id=None, role="focal_point")

    with desk.app.test_request_context("/"):
        assert say_who(entry) == "The unit"
