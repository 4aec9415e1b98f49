"""Lines break, servers fail, colleagues interfere, people mistype: no word is lost."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from filling import choose, item_of, receipt_of
from instruments import load_instrument
from meter.demo.prepare import ORGANISER
from meter.fieldwork.accounts import find_account
from meter.fieldwork.invitations import invite
from meter.fieldwork.responses import load_answers
from meter.fieldwork.rounds import draft_round, open_round
from meter.fieldwork.units import save_unit
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page, Route

    from instruments import Answer
    from live_site import LiveSite
    from meter.records import Round

POOR_LINE = """
meter: 1
key: poor_line
version: "1"
title: A short questionnaire on a long line
language: en
scales:
  extent:
    options:
      - {code: none, points: 0, say: Not at all}
      - {code: partly, points: 1, say: Partly}
      - {code: fully, points: 2, say: Fully}
sections:
  - key: first
    title: First section
    items:
      - {key: level, scale: extent, ask: The city has a plan.}
      - {key: budget, scale: extent, ask: The plan has a budget.}
      - {key: share, type: number, ask: What share?, at_least: 0, at_most: 100}
      - {key: website, type: link, ask: Where is it?}
      - {key: start, type: date, ask: Since when?, at_least: "2000-01-01"}
      - {key: words, type: text, lines: 3, ask: What else?}
  - key: second
    title: Second section
    items:
      - {key: more, type: yes_no, ask: Is there more?}
"""
KEPT = "Kept on this device, not sent yet"
SAVE = "**/answer/*/save"
NONSENSE = {"share": "about half", "website": "our portal", "start": "1999-12-31"}
TYPED_DAY = NONSENSE | {"start": "last spring"}
"""Without scripts a day is typed like any text."""
QUICKLY_MS = 50


@dataclass(frozen=True)
class Response:
    """A city's response with the links of two colleagues."""

    site: LiveSite
    number: int
    links: tuple[str, str]

    @property
    def section(self) -> str:
        """Give the address of the first section."""
        return f"/answer/{self.number}/sections/first"

    @property
    def stored(self) -> dict[str, Answer]:
        """Read what is stored."""
        found = load_answers(self.site.store, self.number)
        return {key: one.answer for key, one in found.items()}


@pytest.fixture(scope="module")
def asked(site: LiveSite, tmp_path_factory: pytest.TempPathFactory) -> Round:
    file = tmp_path_factory.mktemp("poor_line") / "poor_line.yaml"
    file.write_text(POOR_LINE, encoding="utf-8")
    organiser, at = find_account(site.store, ORGANISER), utc_now()
    assert organiser is not None
    drafted = draft_round(
        site.store, organiser.id, "poor-line", "Poor line", load_instrument(file), at=at
    )
    return open_round(site.store, drafted.id, at)


@pytest.fixture
def response(site: LiveSite, asked: Round, request: pytest.FixtureRequest) -> Response:
    """Invite two colleagues of a city that no other test knows."""
    at = utc_now()
    unit = save_unit(site.store, asked.owner_id, request.node.name, {}, at)
    people = {"Amal": "amal@city.example", "Bo": "bo@city.example"}
    sent = [
        invite(site.store, asked.id, unit.id, name, address, at)
        for name, address in people.items()
    ]
    amal, bo = (f"/join/{token}" for _, token in sent)
    return Response(site, sent[0][0].response_id, (amal, bo))


def enter(page: Page, response: Response, person: int = 0) -> Page:
    """Come in by a link and open the first section."""
    page.goto(response.links[person])
    page.locator("main form button").click()
    page.goto(response.section)
    return page


def expect_chosen(page: Page, key: str, code: str) -> None:
    expect(item_of(page, key).locator(f'input[value="{code}"]')).to_be_checked()


def cut(route: Route) -> None:
    """Be a line that carries pages, and no answers."""
    route.abort("internetdisconnected")


@contextmanager
def no_room(site: LiveSite) -> Iterator[None]:
    """Let the database take nothing for a while, as on a full disk."""
    bound = f"PRAGMA busy_timeout = {QUICKLY_MS}"
    site.store.write(lambda connection: connection.exec_driver_sql(bound).close())
    file = site.store.engines.writing.url.database
    with closing(sqlite3.connect(str(file), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_an_answer_given_without_a_line_is_kept_and_sent_when_it_is_back(
    visit: Callable[..., Page], response: Response
) -> None:
    page = enter(visit(), response)
    page.context.set_offline(True)

    choose(page, "level", "fully")
    page.fill('[name="q-words"]', "Written in a tunnel")

    expect(receipt_of(page, "level")).to_have_text(KEPT)
    expect(receipt_of(page, "words")).to_have_text(KEPT)
    assert response.stored == {}
    page.context.set_offline(False)
    expect(receipt_of(page, "level")).to_contain_text("Saved")
    expect(receipt_of(page, "words")).to_contain_text("Saved")
    assert response.stored == {"level": "fully", "words": "Written in a tunnel"}


def test_a_page_loaded_again_still_holds_what_was_not_sent(
    visit: Callable[..., Page], response: Response
) -> None:
    page = enter(visit(), response)
    page.context.route(SAVE, cut)
    choose(page, "level", "partly")
    page.fill('[name="q-words"]', "Not lost")
    expect(receipt_of(page, "words")).to_have_text(KEPT)

    page.reload()

    expect_chosen(page, "level", "partly")
    expect(page.locator('[name="q-words"]')).to_have_value("Not lost")
    expect(receipt_of(page, "level")).to_have_text(KEPT)
    page.context.unroute(SAVE)
    page.reload()
    expect(receipt_of(page, "level")).to_contain_text("Saved")
    expect(receipt_of(page, "words")).to_contain_text("Saved")
    assert response.stored == {"level": "partly", "words": "Not lost"}


def test_what_was_not_sent_goes_out_from_any_section_on_another_day(
    visit: Callable[..., Page], response: Response
) -> None:
    # A worker would send it before any page does.
    page = enter(visit(service_workers="block"), response)
    page.context.set_offline(True)
    choose(page, "level", "fully")
    expect(receipt_of(page, "level")).to_have_text(KEPT)
    context = page.context
    page.close()
    context.set_offline(False)

    later = context.new_page()
    with later.expect_response(SAVE):
        later.goto(response.section.replace("first", "second"))

    later.goto(response.section)
    expect_chosen(later, "level", "fully")
    expect(receipt_of(later, "level")).to_contain_text("Saved")
    assert response.stored == {"level": "fully"}


@pytest.mark.parametrize(
    ("button", "kept"), [("Keep mine", "fully"), ("Use their answer", "partly")]
)
def test_of_two_answers_to_one_question_a_person_chooses(
    visit: Callable[..., Page], response: Response, button: str, kept: str
) -> None:
    amal, bo = enter(visit(), response), enter(visit(), response, person=1)
    choose(amal, "level", "partly")
    expect(receipt_of(amal, "level")).to_contain_text("Saved")

    choose(bo, "level", "fully")

    conflict = item_of(bo, "level").locator(".conflict")
    expect(conflict).to_contain_text("Changed by Amal")
    expect(conflict).to_contain_text("Partly")
    expect_chosen(bo, "level", "fully")
    assert response.stored == {"level": "partly"}
    conflict.get_by_role("button", name=button, exact=True).click()
    expect(conflict).to_have_count(0)
    expect_chosen(bo, "level", kept)
    choose(bo, "budget", "none")
    expect(receipt_of(bo, "budget")).to_contain_text("Saved")
    assert response.stored == {"level": kept, "budget": "none"}


def test_without_scripts_both_answers_are_shown_and_sending_again_decides(
    visit: Callable[..., Page], response: Response
) -> None:
    amal = enter(visit(), response)
    bo = enter(visit(java_script_enabled=False), response, person=1)
    choose(amal, "level", "partly")
    expect(receipt_of(amal, "level")).to_contain_text("Saved")

    choose(bo, "level", "fully")
    choose(bo, "budget", "none")
    bo.get_by_role("button", name="Save and go on").click()

    expect(bo.get_by_role("alert")).to_contain_text("Somebody else changed 1 answer")
    conflict = item_of(bo, "level").locator(".conflict")
    expect(conflict).to_contain_text("Changed by Amal")
    expect(conflict).to_contain_text("Partly")
    expect_chosen(bo, "level", "fully")
    assert response.stored == {"level": "partly", "budget": "none"}
    bo.get_by_role("button", name="Save and go on").click()
    expect(bo.get_by_role("heading", level=1)).to_have_text("Second section")
    assert response.stored == {"level": "fully", "budget": "none"}


def test_what_a_broken_server_refuses_is_kept_and_sent_again(
    visit: Callable[..., Page], response: Response
) -> None:
    page = enter(visit(), response)
    page.context.route(SAVE, lambda route: route.fulfill(status=500, body="broken"))

    choose(page, "level", "fully")

    expect(receipt_of(page, "level")).to_have_text(KEPT)
    page.context.unroute(SAVE)
    expect(receipt_of(page, "level")).to_contain_text("Saved", timeout=8000)
    assert response.stored == {"level": "fully"}


def test_a_database_that_cannot_write_loses_nothing_that_was_chosen(
    visit: Callable[..., Page], response: Response
) -> None:
    page = enter(visit(), response)

    with no_room(response.site):
        with page.expect_response(SAVE) as saving:
            choose(page, "level", "fully")
        assert saving.value.status == 507
        expect(receipt_of(page, "level")).to_have_text(KEPT)

    expect(receipt_of(page, "level")).to_contain_text("Saved", timeout=8000)
    assert response.stored == {"level": "fully"}


@pytest.mark.parametrize("scripts", [True, False])
def test_a_page_that_could_not_be_saved_says_so_and_keeps_what_was_typed(
    visit: Callable[..., Page], response: Response, scripts: bool
) -> None:
    page = enter(visit(java_script_enabled=scripts), response)

    with no_room(response.site):
        page.fill('[name="q-words"]', "Typed at length")
        choose(page, "level", "fully")
        page.get_by_role("button", name="Save and go on").click()
        expect(page.get_by_role("alert")).to_contain_text("Nothing was saved")
        # Once there is room, a page with scripts may send what waits by itself.
        assert response.stored == {}
        expect(page.locator('[name="q-words"]')).to_have_value("Typed at length")
        expect_chosen(page, "level", "fully")

    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second section")
    assert response.stored == {"level": "fully", "words": "Typed at length"}


@pytest.mark.parametrize("scripts", [True, False])
def test_going_back_shows_what_was_saved_and_lets_it_be_changed(
    visit: Callable[..., Page], response: Response, scripts: bool
) -> None:
    page = enter(visit(java_script_enabled=scripts), response)
    choose(page, "level", "partly")
    page.fill('[name="q-words"]', "First thought")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second section")

    page.go_back()

    expect_chosen(page, "level", "partly")
    expect(page.locator('[name="q-words"]')).to_have_value("First thought")
    choose(page, "level", "fully")
    page.fill('[name="q-words"]', "Second thought")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second section")
    assert response.stored == {"level": "fully", "words": "Second thought"}


def test_nonsense_stays_where_it_was_typed_with_a_sentence_at_once(
    visit: Callable[..., Page], response: Response
) -> None:
    page = enter(visit(), response)

    for key, text in NONSENSE.items():
        page.fill(f'[name="q-{key}"]', text)
    choose(page, "level", "fully")

    expect(receipt_of(page, "level")).to_contain_text("Saved")
    for key, text in NONSENSE.items():
        expect(item_of(page, key).locator(".wrong")).to_have_count(1)
        expect(page.locator(f'[name="q-{key}"]')).to_have_value(text)
        expect(receipt_of(page, key)).not_to_contain_text("Saved")
    assert response.stored == {"level": "fully"}
    page.fill('[name="q-share"]', "50")
    expect(receipt_of(page, "share")).to_contain_text("Saved")
    expect(item_of(page, "share").locator(".wrong")).to_have_count(0)
    assert response.stored == {"level": "fully", "share": 50.0}


@pytest.mark.parametrize(
    ("scripts", "nonsense", "about_the_day"),
    [
        (True, NONSENSE, "Give 2000-01-01 or more."),
        (False, TYPED_DAY, "Choose a day, or write it like 2026-11-30."),
    ],
)
def test_nonsense_sent_by_the_button_comes_back_with_a_sentence_each(
    visit: Callable[..., Page],
    response: Response,
    scripts: bool,
    nonsense: dict[str, str],
    about_the_day: str,
) -> None:
    page = enter(visit(java_script_enabled=scripts), response)
    for key, text in nonsense.items():
        page.fill(f'[name="q-{key}"]', text)
    choose(page, "level", "fully")

    page.get_by_role("button", name="Save and go on").click()

    summary = page.locator("#summary")
    expect(summary.get_by_role("link")).to_have_count(len(NONSENSE))
    expect(summary).to_contain_text("Write a number in digits, such as 12.5.")
    expect(summary).to_contain_text("Write the whole web address")
    expect(summary).to_contain_text(about_the_day)
    for key, text in nonsense.items():
        expect(page.locator(f'[name="q-{key}"]')).to_have_value(text)
        expect(item_of(page, key).locator(".wrong")).to_be_visible()
    assert response.stored == {"level": "fully"}


def test_a_day_that_no_calendar_has_is_not_taken_for_no_answer(
    visit: Callable[..., Page], response: Response
) -> None:
    page = enter(visit(), response)
    page.focus('[name="q-start"]')

    page.keyboard.type("02312024")
    page.get_by_role("button", name="Save and go on").click()

    expect(item_of(page, "start").locator(".wrong")).to_be_visible()
    assert page.url.endswith(response.section)


def test_the_overview_and_the_check_name_what_was_refused(
    visit: Callable[..., Page], response: Response
) -> None:
    page = enter(visit(), response)
    page.fill('[name="q-share"]', "42")
    expect(receipt_of(page, "share")).to_contain_text("Saved")
    page.fill('[name="q-share"]', "lots")
    expect(item_of(page, "share").locator(".wrong")).to_be_visible()
    assert response.stored == {"share": 42.0}

    page.goto(f"/answer/{response.number}/check")

    notice = page.locator("#kept")
    expect(notice).to_contain_text("Answers on this device that are not saved: 1")
    expect(page.locator("section.card")).to_contain_text("are not saved: 1.")
    page.goto(f"/answer/{response.number}/")
    notice.get_by_role("link", name="What share?").click()
    expect(page.locator('[name="q-share"]')).to_have_value("lots")
    expect(page.locator('[name="q-share"]')).to_be_focused()
    page.fill('[name="q-share"]', "43")
    expect(receipt_of(page, "share")).to_contain_text("Saved")
    page.goto(f"/answer/{response.number}/")
    expect(notice).to_be_hidden()


@pytest.mark.parametrize("height", [800, 640])
def test_a_link_to_a_question_shows_it_at_the_top(
    visit: Callable[..., Page], response: Response, height: int
) -> None:
    page = enter(visit(viewport={"width": 360, "height": height}), response)
    page.goto(f"/answer/{response.number}/check")

    page.get_by_role("link", name="The plan has a budget.").click()

    expect(item_of(page, "budget").locator("legend")).to_be_in_viewport(ratio=1)
    expect(item_of(page, "budget").locator("input").first).to_be_focused()


@pytest.mark.parametrize("answered", [True, False])
def test_the_button_stays_on_the_page_while_the_line_is_down(
    visit: Callable[..., Page], response: Response, answered: bool
) -> None:
    page = enter(visit(), response)
    page.context.set_offline(True)
    if answered:
        choose(page, "level", "fully")
        expect(receipt_of(page, "level")).to_have_text(KEPT)

    page.get_by_role("button", name="Save and go on").click()

    expect(page.locator("#down")).to_be_visible()
    expect(page).to_have_url(re.compile("sections/first$"))
    page.context.set_offline(False)
    expect(page.locator("#down")).to_be_hidden()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second section")
    assert response.stored == ({"level": "fully"} if answered else {})


def test_the_button_stays_on_the_page_where_no_answer_gets_through(
    visit: Callable[..., Page], response: Response
) -> None:
    page = enter(visit(), response)
    page.context.route(SAVE, cut)
    choose(page, "level", "fully")

    page.get_by_role("button", name="Save and go on").click()

    expect(page.locator("#down")).to_be_visible()
    expect_chosen(page, "level", "fully")
    page.context.unroute(SAVE)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second section")
    assert response.stored == {"level": "fully"}
