from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from meter.comparison.published import load_figures
from tests.webapp.desk import DOCUMENT

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from meter.records import Round
    from tests.webapp.desk import Desk

PAGE = "/organise/seoul/compare/published"


@pytest.fixture
def asked(desk: Desk) -> Round:
    asked = desk.open()
    desk.answer(asked, "Arva", 10, 20, 60)
    desk.answer(asked, "<b>Belo</b>", 90, 90, 90)
    return asked


def send(desk: Desk, text: str, scale: str = "1") -> TestResponse:
    file = io.BytesIO(text.encode()), "figures.csv"
    return desk.post(PAGE, {"file": file, "scale": scale})


def test_a_file_stands_beside_the_self_assessment(desk: Desk, asked: Round) -> None:
    reply = send(desk, "name,EGDI 2024\nArva,50\n<b>Belo</b>,80\nElse,1\n", "100")

    assert reply.status_code == 200
    assert "Taken in: EGDI 2024." in reply.text
    assert "1 row is about no unit of this round" in reply.text
    assert "<b>Belo" not in reply.text
    page = desk.get(PAGE).text
    part = page.partition('id="published"')[2].partition("</section>")[0]
    cells = re.findall(r'<data value="[^"]+"[^>]*>([^<]+)</data>', part)
    assert cells == ["90.0", "80.0", "30.0", "50.0"]
    assert re.findall(r'<bdi dir="ltr">([^<]+)</bdi>', part) == ["+10.0", "-20.0"]
    assert load_figures(desk.store, asked.id)["EGDI 2024"]
    assert desk.get("/organise/seoul/compare/published.json").status_code == 200


def test_a_file_with_a_bad_row_changes_nothing(desk: Desk, asked: Round) -> None:
    send(desk, "name,EGDI\nArva,0.5\n")

    reply = send(desk, "name,EGDI\nArva,high\n<b>Belo</b>,7\n")

    assert reply.status_code == 422
    assert "Nothing was taken in" in reply.text
    assert "Row 2: EGDI: write a number" in reply.text
    assert "Row 3: EGDI: 7 is not between 0 and 1." in reply.text
    assert load_figures(desk.store, asked.id) == {"EGDI": {1: 0.5}}


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("text", ["", "city,EGDI\nArva,1\n", "name,EGDI\nElse,1\n"])
def test_a_file_that_says_nothing_is_refused(desk: Desk, text: str) -> None:
    reply = send(desk, text)

    assert reply.status_code == 422
    assert "Nothing was taken in" in reply.text


def test_a_figure_can_be_chosen_and_removed(desk: Desk, asked: Round) -> None:
    send(desk, "name,EGDI,OSI\nArva,0.5,0.7\n")

    other = desk.get(f"{PAGE}?figure=OSI").text
    removed = desk.post(f"{PAGE}/remove", {"figure": "OSI"})
    desk.post(f"{PAGE}/remove", {"figure": "nothing\x00"})

    assert '<span aria-current="true">OSI</span>' in other
    assert removed.status_code == 303
    assert load_figures(desk.store, asked.id) == {"EGDI": {1: 0.5}}


def test_foreign_rounds_are_not_there(desk: Desk, asked: Round) -> None:
    desk.client = desk.enter(desk.other)

    assert desk.get(PAGE).status_code == 404
    assert send(desk, "name,EGDI\nArva,0.5\n").status_code == 404
    assert desk.post(f"{PAGE}/remove", {"figure": "EGDI"}).status_code == 404
    assert load_figures(desk.store, asked.id) == {}


def test_a_round_without_scores_says_so(desk: Desk) -> None:
    bare = {**DOCUMENT, "methods": {}, "stages": {}}
    del bare["framework"]
    desk.open(document=bare)

    assert "There are no scores to compare" in desk.get(PAGE).text
