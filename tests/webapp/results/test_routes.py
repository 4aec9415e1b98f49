from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.responses import load_scorecard
from webapp.results.roadmap import Roadmap

if TYPE_CHECKING:
    from instruments import Answer
    from tests.webapp.city import City

ANSWERS: dict[str, Answer] = {
    "level": "fully",
    "more": "none",
    "share": 60.0,
    "contact": "Ada",
}
INDEX = (3 * (1 + 0) / 2 + 0.6) / 4


@pytest.fixture
def done(city: City) -> City:
    city.give(ANSWERS)
    city.post("submit")
    return city


@pytest.mark.parametrize("rest", ["result", "result/numbers"])
def test_before_submission_there_is_no_result(city: City, rest: str) -> None:
    reply = city.get(rest)

    assert (reply.status_code, reply.location) == (302, city.path())


def test_the_result_says_in_words_what_the_drawing_shows(done: City) -> None:
    page = done.get("result").text

    assert f"{INDEX * 100:.1f}" in page
    assert re.search(r"Stage:</span> <span ?>Middle", page)
    assert "“High” is 1 answer away." in page
    assert 'aria-current="step"><strong>Middle</strong>' in page
    assert "Porto &amp; Co" in page


def test_what_suffices_is_said_in_the_words_of_the_reports(
    done: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Roadmap, "say_enough", "So much is enough.")

    assert "<p>So much is enough." in done.get("result").text


def test_the_number_shown_is_the_one_that_was_kept(done: City) -> None:
    kept = load_scorecard(done.store, done.response)

    assert kept is not None
    assert kept.nodes["whole"].score == pytest.approx(INDEX, abs=1e-12)


def test_drawings_are_decoration_without_style_or_script(done: City) -> None:
    page = done.get("result").text

    drawings = re.findall(r"<svg[^>]*>", page)
    assert len(drawings) > 3
    assert all(
        'aria-hidden="true"' in one or 'overflow="visible"' in one for one in drawings
    )
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)
    scripts = re.findall(r"<script[^>]*>", page)
    assert all(re.search(r'src="/static/page\.', one) for one in scripts)


def test_the_steps_rise_in_reading_direction(done: City) -> None:
    ladder = r'class="tread here shade-\d" x="([\d.]+)%"'

    left_to_right = re.search(ladder, done.get("result").text)
    right_to_left = re.search(ladder, done.amal.get(done.path("result?lang=ar")).text)

    # The middle band runs from 40 to 75 of 100.
    assert left_to_right is not None
    assert right_to_left is not None
    assert float(left_to_right[1]) == 40
    assert float(right_to_left[1]) == 100 - 75


def test_every_number_down_to_the_answers_is_one_link_away(done: City) -> None:
    assert f'href="{done.path("result/numbers")}"' in done.get("result").text

    page = done.get("result/numbers").text

    for text in ("Whole", "Reach", "The city has a plan.", "60 per cent", "Fully"):
        assert text in page
    assert f"{INDEX * 100:.2f}" in page


def test_every_row_of_an_answer_leads_to_where_it_was_given(done: City) -> None:
    page = done.get("result/numbers").text
    links = re.findall(
        r'<tr[^>]* id="item-(\w+)"[^>]*><th[^>]*><a href="([^"]+)"', page
    )

    assert {key for key, _ in links} == {"level", "more", "share"}
    for key, link in links:
        address, anchor = link.split("#")
        assert anchor == f"i-{key}"
        assert f'id="{anchor}"' in done.amal.get(address).text


def test_each_figure_of_a_row_names_its_column(done: City) -> None:
    page = done.get("result/numbers").text
    columns = re.findall(r'role="columnheader"[^>]*>([^<]+)<', page)

    assert len(columns) == 7
    assert "What an answer is worth is its score" in page
    assert set(re.findall(r'data-column="([^"]+)"', page)) == set(columns[2:])


def test_how_it_was_computed_is_told(done: City) -> None:
    page = done.get("result").text

    kept = load_scorecard(done.store, done.response)
    assert kept is not None
    assert kept.meaning[:16] in page
    assert kept.method_fingerprint[:16] in page
    assert "Means" in page


def test_the_second_ladder_is_shown_too(done: City) -> None:
    page = done.get("result").text

    assert "Other ladder" in page
    assert 'aria-current="step"><strong>Two</strong>' in page
