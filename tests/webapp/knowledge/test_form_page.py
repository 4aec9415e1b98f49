"""The page of a form opens what is ticked, and shows in what others were faster."""

from __future__ import annotations

from dataclasses import replace

from meter.knowledge.entries import GivenEntry, give_entry
from tests.webapp.knowledge.made import CASE, make_contribution, make_desk
from webapp.knowledge.form_page import make_form_page
from webapp.knowledge.forms import fill_form


def test_what_something_may_be_about_is_a_tree_open_where_it_is_ticked() -> None:
    form = fill_form(GivenEntry(kind="guide", indicators=("level",)))

    [whole] = make_form_page(make_desk(), form, None).topics

    plan, reach = whole.parts
    assert whole.is_open
    assert (plan.title, plan.is_open) == ("Plan", True)
    assert ("level", "The city has a plan.") in plan.items
    assert (reach.title, reach.is_open) == ("Reach", False)


def test_a_workshop_that_measures_nothing_has_no_tree() -> None:
    desk = replace(make_desk(), wording=None)
    page = make_form_page(desk, fill_form(GivenEntry(kind="guide")), None)

    assert page.topics == ()
    assert "case" not in dict(page.kinds)


def test_what_differs_from_what_stands_is_named() -> None:
    mine = replace(
        give_entry(CASE), title="Mine", credited=False, languages=("pt", "en")
    )

    page = make_form_page(make_desk(), fill_form(mine), 3, make_contribution())

    assert [(one.name, one.stands) for one in page.theirs] == [
        ("Title", "Permits"),
        ("Name us beside it, and where it is offered", "Yes"),
    ]
