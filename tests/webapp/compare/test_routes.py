from __future__ import annotations

import copy
import datetime as dt
import html
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from meter.comparison.frames import round_results
from meter.fieldwork import rounds
from meter.storage.repository.responses import update_response
from meter.storage.repository.scorecards import insert_scorecard
from scoring import make_scorecard
from scoring.kernel.coding import code_answers, pack
from scoring.scorecard import NodeScore
from tests.webapp.desk import DOCUMENT

if TYPE_CHECKING:
    from meter.records import Round
    from meter.storage import Connection
    from tests.webapp.desk import Desk

PAGE = "/organise/seoul/compare"
FIGURE = re.compile(r'data-figure="([^"]+)"')
CELL = re.compile(r'<data value="([^"]+)"[^>]*>([^<]+)</data>')


@pytest.fixture
def asked(desk: Desk) -> Round:
    """Open a round in which four units have submitted and one has not."""
    asked = desk.open()
    desk.answer(asked, "Arva", 10, 20, 60)
    desk.answer(asked, "Belo", 90, 20.26, 70)
    desk.answer(asked, "Cori", 33.333, None, 50)
    desk.answer(asked, "Dune (sample)", 100, 100, 95)
    desk.invite(asked, "Erro")
    return asked


def figures(page: str) -> dict[str, str]:
    """Read the addresses of a page's figures by the key of the chart."""
    addresses = [html.unescape(address) for address in FIGURE.findall(page)]
    return {re.findall(r"/(\w+)\.json", one)[0]: one for one in addresses}


def section(page: str, key: str) -> str:
    """Cut out the part of a page that is about one chart."""
    return page.partition(f'id="{key}"')[2].partition("</section>")[0]


def test_a_stranger_is_led_to_the_sign_in(desk: Desk, asked: Round) -> None:
    del asked

    for path in (PAGE, f"{PAGE}/stages.json"):
        reply = desk.app.test_client().get(path)
        assert reply.location.startswith("/staff/sign-in?next=")


def test_a_foreign_round_is_not_there(desk: Desk, asked: Round) -> None:
    del asked
    desk.client = desk.enter(desk.other)

    assert desk.get(PAGE).status_code == 404
    assert desk.get(f"{PAGE}/heatmap.json").status_code == 404


def test_every_figure_of_the_page_can_be_fetched(desk: Desk, asked: Round) -> None:
    del asked

    page = desk.get(f"{PAGE}?units=1&units=2").text

    assert list(figures(page)) == [
        "stages",
        "distribution",
        "dimensions",
        "radar",
        "profile",
        "heatmap",
    ]
    for address in figures(page).values():
        reply = desk.get(address)
        assert reply.status_code == 200
        assert set(reply.json or {}) == {"data", "layout"}


def test_the_heat_map_its_table_and_the_scores_agree(desk: Desk, asked: Round) -> None:
    scores = round_results(desk.store, asked.id).scores
    by_name = {
        unit.name: row
        for row, unit in enumerate(round_results(desk.store, asked.id).units)
    }

    page = desk.get(PAGE).text
    figure: Any = desk.get(figures(page)["heatmap"]).json
    rows = re.findall(
        r'<tr><th scope="row"><bdi>([^<]+)</bdi></th>(.*?)</tr>',
        section(page, "heatmap"),
        re.DOTALL,
    )

    assert [name for name, _cells in rows] == ["Dune (sample)", "Belo", "Arva", "Cori"]
    for (name, cells), drawn in zip(rows, figure["data"][0]["z"], strict=True):
        exact = [float(value) for value, _said in CELL.findall(cells)]
        said = [float(word) for _value, word in CELL.findall(cells)]
        kept = scores.score[by_name[name]] * 100
        assert exact == kept[~np.isnan(kept)].tolist()
        assert said == [value for value in drawn if value is not None]
        assert said == [round(value, 1) for value in exact]


def test_the_order_follows_the_link(desk: Desk, asked: Round) -> None:
    del asked

    page = desk.get(f"{PAGE}?sort=skills").text
    figure: Any = desk.get(figures(page)["heatmap"]).json

    column = [row[3] for row in figure["data"][0]["z"]]
    assert column == sorted(column, reverse=True)
    assert 'aria-sort="descending"' in section(page, "heatmap")


def test_the_choice_is_kept_by_every_link_of_the_page(desk: Desk, asked: Round) -> None:
    del asked

    page = desk.get(f"{PAGE}?units=1&units=2&sort=law").text

    for address in figures(page).values():
        assert "units=1&units=2" in address
    links = re.findall(r'<a href="(\?[^"]+)#heatmap"', page)
    assert links
    assert all("units=1&amp;units=2" in link for link in links)


def test_a_seventh_unit_gets_a_sentence(desk: Desk) -> None:
    asked = desk.open()
    units = [desk.answer(asked, f"Unit {n}", n, n, n) for n in range(8)]

    ids = ",".join(str(unit.id) for unit in units)
    page = desk.get(f"{PAGE}?units={ids}").text

    assert "Six units can be compared at once." in page
    assert "Unit 6, Unit 7" in page
    assert page.count(" checked") == 6


def test_nothing_typed_into_the_address_breaks_the_page(
    desk: Desk, asked: Round
) -> None:
    del asked
    hostile = "units=x&units=-1&units=99999999999999999999&node=<b>&sort='&view=x"

    reply = desk.get(f"{PAGE}?{hostile}")

    assert reply.status_code == 200
    assert "<b>&" not in reply.text


def test_markup_in_names_is_shown_as_typed(desk: Desk) -> None:
    asked = desk.open()
    unit = desk.answer(asked, "<b>Arva</b> & Co", 1, 2, 3)

    page = desk.get(f"{PAGE}?units={unit.id}").text
    drawn = json.dumps(desk.get(figures(page)["profile"]).json)

    assert "<b>Arva" not in page
    assert "&lt;b&gt;Arva&lt;/b&gt; &amp; Co" in drawn


def test_the_view_for_a_room_has_larger_type_and_no_forms(
    desk: Desk, asked: Round
) -> None:
    del asked

    page = desk.get(f"{PAGE}?view=room").text
    figure: Any = desk.get(figures(page)["dimensions"]).json

    assert figure["layout"]["font"]["size"] > 20
    assert "Compare these units" not in page
    assert "Leave the view for the room" in page


def test_charts_turn_round_for_a_reader_from_right_to_left(
    desk: Desk, asked: Round
) -> None:
    del asked

    page = desk.get(f"{PAGE}?lang=ar").text
    figure: Any = desk.get(figures(page)["dimensions"]).json

    low, high = figure["layout"]["xaxis"]["range"]
    assert low > high


@pytest.mark.parametrize(
    ("planned", "closed", "shown"), [(2, None, 2), (9, 3, 3), (9, None, 5)]
)
def test_the_charts_are_of_the_day_of_the_close_or_of_today_before_it(
    desk: Desk, planned: int, closed: int | None, shown: int
) -> None:
    days = [desk.clock() + dt.timedelta(days=number) for number in range(10)]
    asked = desk.open(closes_at=days[planned])
    desk.answer(asked, "Arva", 10, 20, 60)
    if closed is not None:
        rounds.close_round(desk.store, asked.id, days[closed])

    desk.clock.at = days[5]
    desk.client = desk.enter(desk.owner)
    page = desk.get(PAGE).text

    said = [day for day in days if f" {day.day} {day:%B %Y}" in page]
    assert said == [days[shown]]


def test_the_page_shows_kept_scores_and_says_which_have_another_method(
    desk: Desk, asked: Round
) -> None:
    assert "another version of the method" not in desk.get(PAGE).text
    kept = round_results(desk.store, asked.id)
    card = make_scorecard(kept.plan, kept.scores)
    nodes = card.nodes | {"whole": NodeScore(0.875, 1.0, "high")}
    other = replace(card, nodes=nodes, method_fingerprint="0" * 64)
    _unit, response_id, _token = desk.invite(asked, "Fara")
    submitted = {
        "started_at": desk.clock(),
        "submitted_at": desk.clock(),
        "submitted_by": "Fara",
        "coded": pack(code_answers(kept.instrument, [{}])),
        "coded_meaning": kept.instrument.meaning,
    }

    def job(connection: Connection) -> None:
        update_response(connection, response_id, submitted)
        fingerprint = asked.instrument_fingerprint
        insert_scorecard(connection, response_id, other, fingerprint, desk.clock())

    desk.store.write(job)
    page = desk.get(PAGE).text

    assert "The result of 1 unit was made by another version of the method" in page
    assert "87.5" in section(page, "heatmap")


def test_a_round_whose_answers_are_out_of_date_is_compared_all_the_same(
    desk: Desk, asked: Round
) -> None:
    stale = {"coded_meaning": "0" * 64}
    desk.store.write(lambda connection: update_response(connection, 1, stale))

    compared, overview = desk.get(PAGE), desk.get("/organise/seoul/")

    assert asked.key == "seoul"
    assert compared.status_code == 200
    assert overview.status_code == 409
    assert "meter db recode" in overview.text


def test_a_round_without_submissions_says_so(desk: Desk) -> None:
    asked = desk.open()
    desk.invite(asked, "Arva")

    page = desk.get(PAGE).text

    assert "There is nothing to compare yet" in page
    assert "plotly" not in page.partition("<body>")[2]
    assert desk.get(f"{PAGE}/stages.json").status_code == 404


def test_a_round_without_scores_says_so(desk: Desk) -> None:
    bare = copy.deepcopy(DOCUMENT)
    for part in ("framework", "methods", "stages"):
        del bare[part]
    desk.open(document=bare)

    assert "There are no scores to compare" in desk.get(PAGE).text
    assert desk.get(f"{PAGE}/stages.json").status_code == 404


@pytest.mark.parametrize("chart", ["pie", "radar", "profile"])
def test_a_figure_that_the_page_does_not_have_is_not_there(
    desk: Desk, asked: Round, chart: str
) -> None:
    del asked

    assert desk.get(f"{PAGE}/{chart}.json").status_code == 404


def test_tables_stand_open_for_those_without_scripts(desk: Desk, asked: Round) -> None:
    del asked

    page = desk.get(PAGE).text

    assert page.count('<details class="numbers" open>') == len(figures(page))
    assert page.count("<table>") == len(figures(page))


def test_only_comparing_loads_the_drawing_script(desk: Desk, asked: Round) -> None:
    del asked

    assert "/assets/plotly.min.js?v=" in desk.get(PAGE).text
    for path in ("/", "/organise/", "/organise/seoul/"):
        assert "plotly" not in desk.get(path).text
