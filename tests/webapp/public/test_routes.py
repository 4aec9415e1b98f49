"""Everybody reads an edition: as a page, as open data, as a drawing of its own."""

from __future__ import annotations

import csv
import html
import io
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from meter.publication.editions import withdraw_edition
from tests.webapp.reading import read_text

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.webapp.public.conftest import Square

BASE = "/public/seoul/1/"
NAMED = '=HYPERLINK("http://x.example")'
FILES = ("figures.csv", "units.csv", "dataset.jsonld", "ladder-ladder.svg")


@pytest.fixture
def stranger(square: Square) -> FlaskClient:
    return square.desk.app.test_client()


def rows(reply: TestResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(reply.get_data().decode("utf-8-sig"))))


def test_nothing_is_there_before_it_is_published(
    square: Square, stranger: FlaskClient
) -> None:
    assert square.round.key == "seoul"
    for path in ("/public/seoul/", "/public/nowhere/", BASE, f"{BASE}figures.csv"):
        assert stranger.get(path).status_code == 404


def test_a_stranger_reads_ladder_spread_and_named_units(
    square: Square, stranger: FlaskClient
) -> None:
    square.publish()

    assert stranger.get("/public/seoul/").location.endswith(BASE)
    reply = stranger.get(BASE)
    page = read_text(reply)
    assert (
        "Of 7 participants whose results count, 7 let themselves be counted here."
        in page
    )
    assert "High 4 Low 3" in page
    assert "7 participants, middle half 30 to 70, median in 55 to 60" in page
    assert f"{NAMED} High 66.0 66.0 66.0 66.0" in page
    assert "City 1" not in page
    assert "Focal" not in page


def test_open_data_says_what_the_page_says_and_holds_no_formula(
    square: Square, stranger: FlaskClient
) -> None:
    square.publish()

    figures = rows(stranger.get(f"{BASE}figures.csv"))
    assert ["stage", "ladder", "high", "7", "4", "", "", "", ""] in figures
    spread = ["spread", "whole", "", "7", "", "30-35", "55-60", "65-70", ""]
    assert spread in figures
    heads, unit = rows(stranger.get(f"{BASE}units.csv"))
    assert heads == ["unit", "stage:ladder", "whole", "law", "policy", "skills"]
    assert unit[0] == f"'{NAMED}"
    assert unit[1:] == ["high", "66.0", "66.0", "66.0", "66.0"]


def test_catalogues_are_told_what_it_is(square: Square, stranger: FlaskClient) -> None:
    square.publish()

    told = json.loads(stranger.get(f"{BASE}dataset.jsonld").text)
    page = stranger.get(BASE).text

    assert told["@type"] == "Dataset"
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert told["url"] == "http://localhost/public/seoul/1/"
    for one in told["distribution"]:
        path = one["contentUrl"].removeprefix("http://localhost")
        assert stranger.get(path).mimetype == one["encodingFormat"]
    assert 'itemtype="https://schema.org/Dataset"' in page
    assert "<script>" not in page


def test_the_drawing_stands_by_itself_and_may_be_shown_elsewhere(
    square: Square, stranger: FlaskClient
) -> None:
    square.publish()

    reply = stranger.get(f"{BASE}ladder-ladder.svg?in=ar")

    assert reply.mimetype == "image/svg+xml"
    assert reply.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    root = ET.fromstring(reply.text)  # noqa: S314  (our own)
    texts = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"High", "Low", "4", "3"} <= set(texts)
    assert "style" not in reply.text
    assert "Set-Cookie" not in reply.headers
    assert stranger.get(f"{BASE}ladder-other.svg").status_code == 404
    page = stranger.get(BASE).text
    embed = html.unescape(page.partition("readonly")[2].partition("</textarea>")[0])
    source = 'src="http://localhost/public/seoul/1/ladder-ladder.svg?in=en"'
    assert f'<img {source} alt="Whole. ' in embed


def test_a_former_edition_stays_and_leads_to_the_newest(
    square: Square, stranger: FlaskClient
) -> None:
    square.publish()
    before = stranger.get(f"{BASE}figures.csv").text
    for place in range(6):
        square.join(f"More {place}", 5.0 + place)
    square.publish()

    assert stranger.get("/public/seoul/").location.endswith("/public/seoul/2/")
    page = read_text(stranger.get(BASE))
    assert "A later edition is published; this one stays as it was." in page
    assert stranger.get(f"{BASE}figures.csv").text == before


def test_a_withdrawn_edition_says_so_at_each_of_its_addresses(
    square: Square, stranger: FlaskClient
) -> None:
    square.publish()
    withdraw_edition(square.desk.store, square.round.id, 1, square.desk.clock())

    for file in ("", *FILES):
        reply = stranger.get(f"{BASE}{file}")
        assert reply.status_code == 410
        assert "This edition is withdrawn" in reply.text
    assert stranger.get("/public/seoul/").status_code == 404


def test_a_name_that_is_taken_back_is_nowhere(
    square: Square, stranger: FlaskClient
) -> None:
    square.publish()
    square.decide(NAMED, "counted")

    for file in ("", *FILES):
        assert "HYPERLINK" not in stranger.get(f"{BASE}{file}").text


def test_what_is_withheld_has_its_reason_and_no_drawing(
    square: Square, stranger: FlaskClient
) -> None:
    for place in range(3):
        square.decide(f"City {place}", "nothing")
    square.publish()

    page = read_text(stranger.get(BASE))

    assert "not told: fewer than 6 participants" in page
    assert stranger.get(f"{BASE}ladder-ladder.svg").status_code == 404
    assert ["stage", "ladder", "low", "4", "", "", "", "", "few"] in rows(
        stranger.get(f"{BASE}figures.csv")
    )
