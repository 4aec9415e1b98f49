"""The pages beside the room, the files of all charts, and their addresses."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import TYPE_CHECKING

import pytest

from tests.crowd import fill_round
from webapp.compare.figures import FIGURES, PAGES

if TYPE_CHECKING:
    from meter.records import Round
    from tests.webapp.desk import Desk

PAGE = "/organise/crowd/compare"
FIGURE = re.compile(r'data-figure="([^"]+)"')
FILE = re.compile(r'href="([^"]+\.csv[^"]*)"')
BESIDE = ("", "/answers", "/groups", "/plane", "/ranks")


@pytest.fixture
def crowd(desk: Desk) -> Round:
    return fill_round(desk.store, desk.owner.id, 12)


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("way", BESIDE)
def test_each_page_has_its_charts_their_figures_and_their_files(
    desk: Desk, way: str
) -> None:
    page = desk.get(f"{PAGE}{way}?units=1&units=2").text

    figures = [html.unescape(one) for one in FIGURE.findall(page)]
    keys = [re.findall(r"/(\w+)\.json", one)[0] for one in figures]
    assert keys == list(PAGES[way.removeprefix("/") or "compare"])
    for address in figures:
        assert set(desk.get(address).json or {}) == {"data", "layout"}
    files = [html.unescape(one) for one in FILE.findall(page)]
    assert len(files) == len(figures)
    for address in files:
        sent = desk.get(address)
        assert sent.mimetype == "text/csv"
        assert sent.headers["Content-Disposition"].startswith("attachment")
        assert len(list(csv.reader(io.StringIO(sent.text.lstrip("\ufeff"))))) > 1


def test_every_chart_stands_on_a_page() -> None:
    assert {key for keys in PAGES.values() for key in keys} == set(FIGURES)


@pytest.mark.usefixtures("crowd")
def test_the_pages_lead_to_each_other_with_the_same_units(desk: Desk) -> None:
    page = desk.get(f"{PAGE}/plane?units=1&node=legal&x=c1").text

    ways = page.partition('class="ways"')[2].partition("</nav>")[0]
    assert 'compare/groups?units=1&amp;node=legal"' in ways
    assert 'aria-current="page">Two by two<' in ways


@pytest.mark.usefixtures("crowd")
def test_the_address_of_the_view_can_be_read_and_leads_back(desk: Desk) -> None:
    page = desk.get(f"{PAGE}/plane?units=2&x=c1&y=l1&view=desk").text

    found = re.findall(r'id="address" value="([^"]+)"', page)
    address = html.unescape(found[0])
    assert address == f"http://localhost{PAGE}/plane?units=2&x=c1&y=l1"
    again = desk.get(address.removeprefix("http://localhost")).text
    assert FIGURE.findall(again) == FIGURE.findall(page)


@pytest.mark.usefixtures("crowd")
def test_the_presets_are_the_diagnostics_and_their_corner_is_told(desk: Desk) -> None:
    page = desk.get(f"{PAGE}/plane").text

    assert '<span aria-current="true">Competition fallacy</span>' in page
    assert "where the Competition fallacy begins" in page
    link = re.findall(r'href="(\?[^"]+)">Integration loophole<', page)[0]
    other = desk.get(f"{PAGE}/plane{html.unescape(link)}").text
    assert "where the Integration loophole begins" in other


@pytest.mark.usefixtures("crowd")
def test_any_two_parts_can_be_held_against_each_other(desk: Desk) -> None:
    page = desk.get(f"{PAGE}/plane?x=legal&y=technology").text

    assert "Technology is ahead of Legal in" in page
    assert '<option value="technology" selected>' in page


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("way", ["/plane?x=%3Cb%3E&y='", "/groups?by=%3Cb%3E"])
def test_nothing_typed_into_the_address_breaks_a_page(desk: Desk, way: str) -> None:
    reply = desk.get(f"{PAGE}{way}")

    assert reply.status_code == 200
    assert "<b>" not in reply.text


@pytest.mark.usefixtures("crowd")
def test_groups_follow_the_fact_that_was_chosen(desk: Desk) -> None:
    numbers = desk.get(f"{PAGE}/groups").text
    region = desk.get(f"{PAGE}/groups?by=region").text

    assert "Readiness by Population" in numbers
    assert re.search(r"[\d,]+ to below [\d,]+ \(\d+\)", numbers)
    assert "Readiness by Region" in region
    assert "Europe (2)" in region


def test_an_instrument_without_alternatives_says_so(desk: Desk) -> None:
    asked = desk.open("plain")
    desk.answer(asked, "Arva", 1, 2, 3)

    page = desk.get("/organise/plain/compare/ranks").text

    assert "How sure a rank is cannot be told here" in page
    assert "data-figure" not in page
    assert desk.get("/organise/plain/compare/ranks.json").status_code == 404


def test_questions_without_an_order_are_not_compared(desk: Desk) -> None:
    asked = desk.open("plain")
    desk.answer(asked, "Arva", 1, 2, 3)

    page = desk.get("/organise/plain/compare/answers").text

    assert "There are too few answers to compare" in page


@pytest.mark.usefixtures("crowd")
def test_those_that_score_alike_can_stand_side_by_side(desk: Desk) -> None:
    page = desk.get(f"{PAGE}?order=alike").text
    sorted_page = desk.get(PAGE).text

    assert "Units that score alike stand side by side" in page
    assert "Units that score alike stand side by side" not in sorted_page
    shown = re.findall(r'<tr><th scope="row"><bdi>(Municipality[^<]+)', page)
    assert set(shown) == set(
        re.findall(r'<tr><th scope="row"><bdi>(Municipality[^<]+)', sorted_page)
    )
    assert 'aria-current="true">Put those that score alike' in page


def test_the_files_hold_every_row_and_exact_numbers(desk: Desk) -> None:
    asked = fill_round(desk.store, desk.owner.id, 230, "many")
    page = desk.get("/organise/many/compare").text
    sent = desk.get("/organise/many/compare/heatmap.csv").text

    rows = list(csv.reader(io.StringIO(sent.lstrip("\ufeff"))))
    assert asked.key == "many"
    assert len(rows) == 231
    assert rows[0][:3] == ["Unit", "Readiness", "Readiness, exact"]
    for row in rows[1:]:
        assert float(row[1]) == pytest.approx(float(row[2]), abs=0.05 + 1e-9)
    assert "Units 1 to 200 of 230" in page
    last = desk.get("/organise/many/compare?first=201").text
    part = last.partition('id="heatmap"')[2].partition("</section>")[0]
    assert part.count('<tr><th scope="row">') == 30


def test_of_very_many_units_some_are_found_by_name(desk: Desk) -> None:
    fill_round(desk.store, desk.owner.id, 230, "many")

    page = desk.get("/organise/many/compare").text
    found = desk.get("/organise/many/compare?units=5&q=00017").text
    nobody = desk.get("/organise/many/compare?q=zzz").text

    assert page.count('class="pick"') == 0
    assert found.count('class="pick"') == 2
    assert found.count(" checked") == 1
    assert "No unit is called so" in nobody
