"""A city fills in METER to the end, and its result is what `meter score` computes."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from filling import choose_answers, give_all, read_values, receipt_of
from instruments import answer_to_text, load_instrument, translate
from invited import City
from meter.fieldwork.responses import load_scorecard

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from instruments import Answer, Instrument
    from live_site import LiveSite

DECIDING: dict[str, Answer] = {
    "c2_1": "partly",  # asks c2_web
    "l1_software": "yes",  # asks l1_6
    "l2_outside": "no",  # does not ask l2_6
    "p5_1": "mostly",  # asks p5_date
}
COME_UP, NOT_ASKED = {"c2_web", "l1_6", "p5_date"}, {"l2_6"}
HALF_A_STEP = 0.0005
"""A page shows 0 to 100 with one decimal; the command prints 0 to 1."""


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return load_instrument("meter")


@pytest.fixture(scope="module")
def answers(instrument: Instrument) -> dict[str, Answer]:
    return choose_answers(instrument) | DECIDING


def score_by_command(
    instrument: Instrument, city: City, stored: dict[str, Answer], folder: Path
) -> dict[str, str]:
    """Write answers as a file of one row and score it by the command line."""
    row = {key: answer_to_text(instrument.items[key], stored[key]) for key in stored}
    file = folder / "answers.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["city", *row])
        writer.writeheader()
        writer.writerow({"city": city.name, **row})
    program = Path(sys.executable).with_name("meter")
    command = [str(program), "score", "meter", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    # What was left open has no column here, and a line before says so.
    assert "Scored 1 unit with meter " in done.stderr
    [scores] = csv.DictReader(io.StringIO(done.stdout))
    return scores


def ensure_the_same_result(city: City, page: Page, scores: dict[str, str]) -> None:
    """Compare what the page shows, what is stored and what the command computed."""
    kept = load_scorecard(city.site.store, city.response_id)
    assert kept is not None
    assert scores["unit"] == city.name
    for key, node in kept.nodes.items():
        printed = scores[key]
        assert (node.score is None) == (not printed), key
        if node.score is not None:
            assert float(printed) == pytest.approx(node.score, rel=0, abs=1e-12)
        assert float(scores[f"{key}.coverage"]) == pytest.approx(
            node.coverage, rel=0, abs=1e-12
        )
    assert scores["readiness.stage"] == kept.nodes["readiness"].stage
    shown = float(page.locator(".headline .figure-large bdi").inner_text())
    assert shown / 100 == pytest.approx(
        float(scores["readiness"]), rel=0, abs=HALF_A_STEP + 1e-12
    )


def test_a_city_answers_in_english_and_gets_the_score_of_the_command(
    site: LiveSite,
    visit: Callable[..., Page],
    instrument: Instrument,
    answers: dict[str, Answer],
    tmp_path: Path,
) -> None:
    city = City.invited(site, "Answering in English")
    page = visit(locale="en")
    page.goto(city.link)
    page.get_by_role("button", name=f"Open the answers of {city.name}").click()
    page.get_by_role("link", name="Begin").click()

    for section in instrument.sections:
        expect(page.get_by_role("heading", level=1)).to_have_text(section.title)
        given = give_all(page, section.items, answers)
        for key in given:
            expect(receipt_of(page, key)).to_contain_text("Saved")
        before = read_values(page, section.items)
        page.reload()
        assert read_values(page, section.items) == before
        page.get_by_role("button", name="Save and go on").click()
    stored = city.stored
    assert stored == {
        key: answer for key, answer in answers.items() if key not in NOT_ASKED
    }

    expect(page.get_by_role("heading", level=1)).to_have_text("Check and submit")
    page.get_by_role("button", name="Submit to the organiser").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(city.name)
    scores = score_by_command(instrument, city, stored, tmp_path)
    ensure_the_same_result(city, page, scores)


def test_a_city_answers_in_arabic_without_scripts_and_gets_the_score_of_the_command(
    site: LiveSite,
    visit: Callable[..., Page],
    instrument: Instrument,
    answers: dict[str, Answer],
    tmp_path: Path,
) -> None:
    arabic = translate(instrument, "ar")
    assert arabic.framework is not None
    city = City.invited(site, "Answering in Arabic")
    page = visit(locale="ar", java_script_enabled=False)
    page.goto(city.link)
    page.locator("main form button").click()
    page.locator("main a.btn").first.click()

    for section, source in zip(arabic.sections, instrument.sections, strict=True):
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        expect(page.get_by_role("heading", level=1)).to_have_text(section.title)
        assert section.title != source.title
        give_all(page, section.items, answers)
        page.locator("#answers .actions button:not([name])").click()
        # Questions that have come up are asked before the next section.
        come_up = [item for item in section.items if item.key in COME_UP]
        if come_up:
            assert page.url.endswith(f"#i-{come_up[0].key}")
            give_all(page, come_up, answers)
            page.locator("#answers .actions button:not([name])").click()
    stored = city.stored
    assert stored == {
        key: answer for key, answer in answers.items() if key not in NOT_ASKED
    }

    page.locator("main form button").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("main")).to_contain_text(
        arabic.framework.nodes["readiness"].title
    )
    scores = score_by_command(instrument, city, stored, tmp_path)
    ensure_the_same_result(city, page, scores)
