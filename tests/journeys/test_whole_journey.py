"""A city from its first link to its last word: apart, agreed, offline, reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from city_steps import (
    agree_on_what_is_alike,
    answer_and_hand_in,
    come_in,
    download_workbook,
    invite_colleague,
    keep_both,
    read_index,
    send_workbook,
    submit_for_review,
    take_answer_of,
)
from playwright.sync_api import expect
from review_steps import ask, go_to_review, read_question, reply, verify_all
from without_line import COPY, KEPT, await_copies, no_line, path

from filling import choose, item_of, receipt_of
from instruments import load_instrument
from invited import City, open_own_round
from meter.fieldwork.apart import list_opened
from meter.fieldwork.invitations import find_invitation_by_token
from meter.fieldwork.responses import history, list_scorecards, load_answers
from meter.fieldwork.reviewed import load_review
from scoring import score_answers
from scoring.scorecard import make_scorecard
from tests.meter.exchange.fill_in.books import fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from instruments import Answer
    from live_site import LiveSite

TITLE, STAFF = "The whole journey", "Sample organiser"
APART: dict[str, dict[str, Answer]] = {
    "Amal": {"l1_1": "none", "l1_2": "partly", "l1_3": "mostly"},
    "Bo": {"l1_1": "fully", "l1_2": "partly", "l1_3": "mostly"},
    "Carla": {"l1_1": "partly", "l1_2": "partly", "l1_3": "mostly"},
}
"""What each answers by themselves: two alike, one not."""
WHY = "Bo has the law at hand."
OFFLINE = "sections/organization"
CONFLICT = "c1_1"
"""What the workbook and Carla answer at one time."""
ASKED, QUESTION = "l1_1", "Which law says so?"
REPLY = "It is a draft; you are right."


def give_all(level: str, *sections: str) -> dict[str, Answer]:
    """Give a level to all statements of sections that have it and are always asked."""
    instrument = load_instrument("meter")
    return {
        item.key: level
        for part in instrument.sections
        for item in part.items
        if part.key in sections and item.when is None
        if level in {option.code for option in instrument.options_of(item)}
    }


WITHOUT_A_LINE = give_all("partly", "organization")
IN_THE_WORKBOOK = give_all("mostly", "commitment", "policy", "technology")


def answer_by_oneself(page: Page, name: str) -> None:
    """Answer the law and hand in, having seen no answer of anybody else."""
    page.get_by_role("link", name="Legal", exact=True).click()
    expect(page.locator('#answers :checked:not([value=""])')).to_have_count(0)
    page.get_by_role("link", name="Overview").click()
    answer_and_hand_in(page, APART[name])


def answer_apart(amal: Page, bo: Page, carla: Page) -> None:
    """Let three people answer; nobody is shown the others before they hand in."""
    expect(bo.get_by_text("Nobody sees these answers before you hand")).to_be_visible()
    answer_by_oneself(bo, "Bo")
    expect(bo.get_by_role("link", name="Compare and agree")).to_have_count(0)
    for page, name in ((amal, "Amal"), (carla, "Carla")):
        page.get_by_role("link", name="Compare and agree").first.click()
        expect(page.get_by_text("Hand in your own answers first")).to_be_visible()
        page.get_by_role("link", name="Go to your own answers").first.click()
        answer_by_oneself(page, name)
        page.get_by_role("link", name="Back to the answers of").click()


def reconcile(amal: Page) -> None:
    """Agree on what all answered alike, and on Bo's answer for a reason."""
    agree_on_what_is_alike(amal)
    amal.get_by_role("link", name="Legal", exact=True).click()
    expect(item_of(amal, "l1_1")).to_contain_text("0 per cent of pairs agree")
    for name in APART:
        expect(item_of(amal, "l1_1")).to_contain_text(name)
    take_answer_of(amal, "Bo", "l1_1", WHY)


def fill_offline(amal: Page, city: City, levels: dict[str, Answer]) -> None:
    """Answer a section of what is agreed without a line; it arrives with the line."""
    amal.goto(path(city, OFFLINE))
    await_copies(amal, city, OFFLINE)
    before = city.stored
    with no_line(amal):
        amal.reload()
        expect(amal.get_by_text(COPY)).to_be_visible()
        for key, level in levels.items():
            choose(amal, key, str(level))
            expect(receipt_of(amal, key)).to_have_text(KEPT)
        expect(amal.locator("#standing")).to_have_text(f"{KEPT}: {len(levels)}")
        assert city.stored == before
    for key in levels:
        expect(receipt_of(amal, key)).to_contain_text("Saved")
    expect(amal.get_by_text(COPY)).to_be_hidden()
    assert city.stored == before | levels


def fill_the_workbook(amal: Page, carla: Page, keys: list[str]) -> None:
    """Send the other sections as a workbook; what Carla changed is not replaced."""
    amal.get_by_role("link", name="Overview").click()
    blank = download_workbook(amal)
    carla.get_by_role("link", name="Commitment", exact=True).click()
    choose(carla, CONFLICT, "none")
    expect(receipt_of(carla, CONFLICT)).to_contain_text("Saved")

    send_workbook(amal, fill(blank, {(key, "answer"): "Mostly" for key in keys}))
    told = amal.get_by_role("alert")
    expect(told).to_contain_text(f"{len(keys) - 1} answers or notes are saved.")
    expect(told).to_contain_text("1 was changed by somebody else meanwhile")
    expect(amal.get_by_text("Changed by Carla")).to_be_visible()
    keep_both(amal)
    amal.get_by_role("link", name="Back to the overview").click()


def see_who_answered(organiser: Page) -> None:
    """Read, as the reviewer, what was agreed and by whom."""
    answer = item_of(organiser, ASKED)
    expect(answer).to_contain_text("Fully")
    expect(answer).to_contain_text(WHY)
    expect(answer).to_contain_text("Saved by Amal")


def see_the_end(amal: Page, bo: Page, indices: list[str]) -> None:
    """Read that it counts, and what became of it, on the pages of both."""
    amal.reload()
    expect(amal.get_by_text("This result is provisional")).to_have_count(0)
    assert read_index(amal) == indices[-1]
    amal.get_by_role("link", name="Overview").click()
    expect(amal.get_by_role("heading", name="Accepted")).to_be_visible()
    amal.get_by_role("link", name="Review", exact=True).click()
    before, after = indices
    told = ["Accepted", after, "Returned", before]
    expect(amal.locator(".changes > li")).to_contain_text(told)
    bo.reload()
    expect(bo.get_by_text("What was agreed for")).to_be_visible()


def load_own(city: City, link: str) -> dict[str, Answer]:
    """Read what a person answered apart who came by a link."""
    found = find_invitation_by_token(city.site.store, link.rsplit("/", 1)[1])
    assert found is not None
    own = list_opened(city.site.store, found)[-1]
    return {key: one.answer for key, one in load_answers(city.site.store, own).items()}


def list_history(city: City, key: str) -> list[tuple[Answer, str]]:
    """List what an answer of the city has been, and by whose hand."""
    changes = history(city.site.store, city.response_id, key)
    return [(one.answer, one.changed_by) for one in changes]


def ensure_recomputed(city: City, indices: list[str]) -> None:
    """Score the stored answers anew: it is what was kept, and what pages showed."""
    cards = list_scorecards(city.site.store, city.response_id)
    scores = score_answers(load_instrument("meter"), city.stored)
    assert make_scorecard(scores.plan, scores) == cards[-1]
    shown = [f"{100 * (one.nodes['readiness'].score or 0):.1f}" for one in cards]
    assert shown == indices
    assert float(shown[1]) < float(shown[0])


def ensure_history(city: City) -> None:
    """Read by whose hand answers changed, why, and what became of the response."""
    assert list_history(city, ASKED) == [("fully", "Amal"), ("none", "Amal")]
    assert list_history(city, CONFLICT) == [("none", "Carla"), ("mostly", "Amal")]
    review = load_review(city.site.store, city.response_id)
    assert review.answers[ASKED].note == WHY
    assert review.answers[CONFLICT].note == "Carla answered: Not at all"
    assert [(one.event, one.who) for one in review.events] == [
        ("submitted", "Amal"),
        ("returned", STAFF),
        ("submitted", "Amal"),
        ("accepted", STAFF),
    ]
    assert {review.state_of(key) for key in city.stored} == {"verified"}
    assert review.response.accepted_at is not None


def test_a_city_goes_all_the_way_to_an_accepted_result(
    site: LiveSite, visit: Callable[..., Page]
) -> None:
    asked = open_own_round(site, "whole", TITLE, apart=True, reviewed=True)
    city = City.invited(site, "City all the way", asked)
    amal, bo, carla, organiser = (visit(locale="en") for _ in range(4))
    come_in(amal, city.link)
    links = {"Amal": city.link, "Bo": invite_colleague(amal, "Bo")}
    links["Carla"] = city.invite_another("Carla")
    come_in(bo, links["Bo"])
    come_in(carla, links["Carla"])
    amal.get_by_role("link", name="Overview").click()

    answer_apart(amal, bo, carla)
    reconcile(amal)
    assert city.stored == APART["Bo"]
    fill_offline(amal, city, WITHOUT_A_LINE)
    fill_the_workbook(amal, carla, list(IN_THE_WORKBOOK))
    agreed = APART["Bo"] | WITHOUT_A_LINE | IN_THE_WORKBOOK
    assert city.stored == agreed
    expect(amal.locator(".lead")).to_contain_text(f"{len(agreed)} of ")
    before = submit_for_review(amal)
    go_to_review(organiser, site, TITLE, city.name)
    ask(organiser, ASKED, QUESTION)
    see_who_answered(organiser)
    read_question(amal, QUESTION, other="l1_2")
    reply(amal, ASKED, "none", REPLY)
    after = submit_for_review(amal)
    verify_all(organiser, ASKED, REPLY)
    see_the_end(amal, bo, [before, after])

    assert city.stored == agreed | {ASKED: "none"}
    assert {name: load_own(city, link) for name, link in links.items()} == APART
    ensure_history(city)
    ensure_recomputed(city, [before, after])
