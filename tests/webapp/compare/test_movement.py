"""The page of a round beside an earlier one of the same instrument."""

from __future__ import annotations

import copy
import html
import re
from typing import TYPE_CHECKING, Any

import pytest

from instruments.revised_items import SCALING
from scoring.study.breaks import METHOD_FIELDS
from tests.webapp.desk import DOCUMENT
from webapp.compare.movement import FATES, METHODS, PARTS, SCALES, say_change

if TYPE_CHECKING:
    from meter.records import Round
    from tests.webapp.desk import Desk

PAGE = "/organise/second/compare/movement"
ROW = re.compile(r'<tr>\s*<th scope="row"><bdi>([^<]+)</bdi></th>(.*?)</tr>', re.DOTALL)
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)


def read_rows(page: str) -> dict[str, list[str]]:
    """Read the cells of the table of units as text, by unit."""
    part = page.partition('id="moves"')[2].partition("</section>")[0]
    return {
        name: [re.sub(r"<[^>]*>", "", cell) for cell in CELL.findall(cells)]
        for name, cells in ROW.findall(part)
    }


def read_changes(page: str) -> list[str]:
    """Read what is said to differ, without markup."""
    part = page.partition('id="changes"')[2].partition("</section>")[0]
    items = re.findall(r"<li>(.*?)</li>", part, re.DOTALL)
    plain = (re.sub(r"<br>", ": ", item) for item in items)
    return [html.unescape(re.sub(r"<[^>]*>", "", item)) for item in plain]


def revise() -> dict[str, Any]:
    """Revise the small instrument: `law` rescaled, `skills` gets a second item."""
    document = copy.deepcopy(DOCUMENT)
    document["version"] = "2"
    items = document["sections"][0]["items"]
    items[0]["goalposts"] = {"low": 0, "high": 50}
    items.append({**items[2], "key": "more_share", "ask": "What share of more?"})
    document["framework"]["nodes"]["skills"]["items"]["more_share"] = 1
    return document


@pytest.fixture
def first(desk: Desk) -> Round:
    """Open a round in which three units have submitted."""
    asked = desk.open("first")
    desk.answer(asked, "Arva", 10, 20, 60)
    desk.answer(asked, "Belo", 40, 40, 40)
    desk.answer(asked, "Gone", 1, 2, 3)
    return asked


@pytest.mark.usefixtures("first")
def test_the_movement_of_rounds_alike_is_the_difference_of_scores(desk: Desk) -> None:
    second = desk.open("second")
    desk.answer(second, "Arva", 40, 20, 60)
    desk.answer(second, "Belo", 10, 40, 40)
    desk.answer(second, "New", 1, 2, 3)

    page = desk.get(PAGE).text

    assert "Both rounds asked and counted alike" in page
    assert read_rows(page) == {
        "Arva": [f"+{30 / 3:.1f}", f"{90 / 3:.1f}", f"{120 / 3:.1f}"],
        "Belo": [f"-{30 / 3:.1f}", f"{120 / 3:.1f}", f"{90 / 3:.1f}"],
    }
    assert "Only in the earlier round: <bdi>Gone</bdi>" in page
    assert "Only in this round: <bdi>New</bdi>" in page


@pytest.mark.usefixtures("first")
def test_what_cannot_be_compared_is_said_and_left_out(desk: Desk) -> None:
    second = desk.open("second", document=revise())
    desk.answer(second, "Arva", 40, 30, 60)

    page = desk.get(PAGE).text

    assert read_changes(page) == [
        "On another scale: What share of law? (the values that score 0 and 100)",
        "Asked now, and not before: What share of more?",
    ]
    # Policy and skills are common, and weigh as in the earlier round.
    before, common = (10 + 20 + 60) / 3, ((20 + 60) / 2, (30 + 60) / 2)
    movement = common[1] - common[0]
    now = (40 / 50 * 100 + 30 + 60 / 2) / 3
    assert read_rows(page) == {
        "Arva": [
            f"+{movement:.1f}",
            f"{before:.1f}",
            f"{before + movement:.1f}",
            f"{now:.1f}",
        ]
    }


@pytest.mark.usefixtures("first")
def test_without_anything_in_common_there_is_no_movement(desk: Desk) -> None:
    document = copy.deepcopy(DOCUMENT)
    for item in document["sections"][0]["items"]:
        item["goalposts"] = {"low": 0, "high": 50}
    second = desk.open("second", document=document)
    desk.answer(second, "Arva", 10, 10, 10)

    page = desk.get(PAGE).text

    assert "there is no movement to tell" in page
    assert read_rows(page)["Arva"] == ["none", "30.0", "none", "20.0"]


@pytest.mark.usefixtures("first")
def test_another_round_can_be_chosen(desk: Desk) -> None:
    between = desk.open("between")
    desk.answer(between, "Arva", 70, 20, 60)
    desk.answer(desk.open("second"), "Arva", 40, 20, 60)

    newest, oldest = desk.get(PAGE).text, desk.get(f"{PAGE}?from=first").text

    assert read_rows(newest)["Arva"][0] == "-10.0"
    assert read_rows(oldest)["Arva"][0] == "+10.0"
    assert '<option value="first" selected>' in oldest


def test_a_part_with_parts_can_be_chosen(desk: Desk) -> None:
    document = copy.deepcopy(DOCUMENT)
    nodes = document["framework"]["nodes"]
    nodes["whole"]["of"] = {"state": 1, "skills": 1}
    nodes["state"] = {"title": "State", "of": {"law": 1, "policy": 1}}
    for key, law in (("first", 10), ("second", 50)):
        desk.answer(desk.open(key, document=document), "Arva", law, 20, 60)

    page = desk.get(f"{PAGE}?node=state").text

    assert '<span aria-current="true">State</span>' in page
    assert read_rows(page)["Arva"][0] == f"+{(50 - 10) / 2:.1f}"
    hostile = desk.get(f"{PAGE}?node=<b>")
    assert hostile.status_code == 200
    assert "<b>" not in hostile.text


def test_a_first_round_has_none_to_compare_with(desk: Desk) -> None:
    desk.open("second")

    assert "There is no earlier round to compare with" in desk.get(PAGE).text
    assert "Movement since" not in desk.get("/organise/second/compare").text


@pytest.mark.usefixtures("first")
def test_nobody_in_both_rounds_is_said(desk: Desk) -> None:
    desk.answer(desk.open("second"), "New", 1, 2, 3)

    assert "No unit has submitted in both rounds yet." in desk.get(PAGE).text
    assert "Movement since" in desk.get("/organise/second/compare").text


@pytest.mark.usefixtures("first")
def test_rounds_of_others_and_unknown_ones_are_not_there(desk: Desk) -> None:
    desk.open("second")
    desk.open("foreign", owner_id=desk.other.id)

    assert desk.get(f"{PAGE}?from=foreign").status_code == 404
    assert desk.get(f"{PAGE}?from=nowhere").status_code == 404
    desk.client = desk.enter(desk.other)
    assert desk.get(PAGE).status_code == 404


def test_a_round_without_scores_has_no_movement(desk: Desk) -> None:
    bare = {**DOCUMENT, "methods": {}, "stages": {}}
    del bare["framework"]
    desk.open("second", document=bare)

    assert "There are no scores to compare" in desk.get(PAGE).text


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_page_is_translated(desk: Desk, language: str) -> None:
    second = desk.open("second", document=revise())
    desk.answer(second, "Arva", 40, 30, 60)

    page = desk.get(f"{PAGE}?lang={language}").text

    for said in ("The two rounds did not", "On another scale", "the values that"):
        assert said not in page
    assert "What share of law?" in page


def test_markup_in_names_is_shown_as_typed(desk: Desk) -> None:
    for key in ("first", "second"):
        desk.answer(desk.open(key), "<b>Arva</b>", 10, 20, 60)

    page = desk.get(PAGE).text

    assert "<b>Arva" not in page
    assert "&lt;b&gt;Arva" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (0.1, "+10.0"),
        (-0.0005, "-0.1"),
        (0.0, "0.0"),
        (-0.0001, "0.0"),
        (1.25, "+125.0"),
    ],
)
def test_a_change_has_its_sign_unless_it_rounds_to_nothing(
    change: float, said: str
) -> None:
    assert say_change(change) == said


def test_every_cause_of_a_break_has_words() -> None:
    assert SCALES.keys() == SCALING.keys()
    assert METHODS.keys() == set(METHOD_FIELDS)
    assert FATES.keys() == {"added", "removed", "type", "replaced_by", "rescaled"}
    assert PARTS.keys() == {"added", "removed", "changed"}
