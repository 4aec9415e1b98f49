from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from instruments import Missing
from meter.fieldwork.invitations import reissue, revoke
from meter.fieldwork.responses import get_response
from meter.fieldwork.rounds import close_round
from meter.storage.errors import NotSavedError
from tests.webapp.city import DOCUMENT, read_token

if TYPE_CHECKING:
    from instruments import Answer
    from tests.webapp.city import City

COMPLETE: dict[str, Answer] = {"level": "partly", "share": 40.0, "contact": "Ada"}


def test_an_invitation_shows_who_is_invited_and_lets_nobody_in_yet(city: City) -> None:
    stranger = city.app.test_client()

    page = stranger.get(f"/join/{city.tokens[0]}")

    assert page.status_code == 200
    assert "Amal" in page.text
    assert "Porto &amp; Co" in page.text
    assert stranger.get(city.path()).status_code == 404
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_a_link_lets_in_by_its_button(city: City) -> None:
    reply = city.get()

    assert reply.status_code == 200
    assert "You are here as Amal." in reply.text


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u2060", "\u00ad", "\u2068", " ", "\u00a0", "\r\n"]
)
def test_a_link_that_was_copied_with_what_nobody_sees_leads_on(
    city: City, unseen: str
) -> None:
    token = city.tokens[0]
    copied = unseen + unseen.join(token) + unseen

    reply = city.app.test_client().get(f"/join/{quote(copied)}")

    assert (reply.status_code, reply.headers["Location"]) == (302, f"/join/{token}")
    assert reply.headers["Cache-Control"] == "no-store"


def test_a_link_of_nothing_that_is_seen_is_no_link(city: City) -> None:
    page = city.app.test_client().get("/join/%E2%80%8B", follow_redirects=True)

    assert page.status_code == 404


def test_a_link_that_nobody_knows_says_what_to_do(city: City) -> None:
    page = city.app.test_client().get("/join/what-is-this")

    assert page.status_code == 404
    assert "ask the organiser for a new one" in page.text


def test_a_link_past_its_last_day_says_what_to_do(city: City) -> None:
    city.clock.go_on(days=31)

    fresh = city.app.test_client().get(f"/join/{city.tokens[0]}")
    inside = city.get()

    assert (fresh.status_code, inside.status_code) == (410, 410)
    assert "has expired" in fresh.text
    assert "Your saved answers are kept." in inside.text


def test_a_withdrawn_invitation_shuts_out_whoever_came_in_by_it(city: City) -> None:
    token = read_token(city.amal.get(city.section()))
    revoke(city.store, 1, city.clock())

    form = {"csrf_token": token, "q-level": "none"}
    assert city.get().status_code == 410
    assert city.amal.post(city.section(), data=form).status_code == 410
    assert city.stored == {}
    assert city.get(client=city.bo).status_code == 200


def test_a_replaced_link_shuts_out_whoever_came_in_by_the_old_one(city: City) -> None:
    reissue(city.store, 1, city.clock())

    assert city.get().status_code == 410


def test_leaving_forgets_the_invitation_on_this_device_alone(city: City) -> None:
    city.post("leave")

    assert city.get().status_code == 404
    assert city.get(client=city.bo).status_code == 200


def test_the_hub_tells_what_is_done_and_what_is_left(city: City) -> None:
    city.give({"level": "partly", "budget": Missing.DONT_KNOW}, by="Bo")

    page = city.get().text

    # Eight items and a remark in the first section; two in the second apply now.
    assert "2 of 10 questions answered." in page
    assert "2 of 8" in page
    assert "0 of 2" in page
    assert "Also answering: <bdi>Bo</bdi>" in page


def test_a_section_shows_its_answers_and_their_receipts(city: City) -> None:
    city.give({"level": "partly"})
    city.give({"words": "Some <words>"}, by="Bo")

    page = city.amal.get(city.section()).text

    assert 'name="q-level" value="partly" checked>' in page
    assert "Some &lt;words&gt;</textarea>" in page
    assert 'Saved <time datetime="2026-11-02T09:30Z" data-short>' in page
    assert "Saved by Bo, <time" in page


def test_there_is_no_section_that_the_instrument_does_not_have(city: City) -> None:
    assert city.amal.get(city.section("third")).status_code == 404


def test_the_button_saves_the_section_and_goes_on_to_the_next(city: City) -> None:
    reply = city.post(
        "sections/first", {"q-level": "none", "q-share": "12,5", "q-words": " fine "}
    )

    assert reply.status_code == 303
    assert reply.location == city.section("second")
    assert city.stored == {"level": "none", "share": 12.5, "words": "fine"}


def test_the_other_button_saves_and_goes_to_the_hub(city: City) -> None:
    reply = city.post("sections/first", {"q-level": "none", "go": "hub"})

    assert reply.location == city.path()


def test_after_the_last_section_comes_the_check(city: City) -> None:
    assert city.post("sections/second", {}).location == city.path("check")


def test_questions_that_come_up_by_an_answer_are_shown_before_going_on(
    city: City,
) -> None:
    city.give({"level": "fully"})

    reply = city.post("sections/second", {"q-more": "fully", "q-contact": "Ada"})

    assert reply.location == city.section("second") + "#i-how"
    page = city.amal.get(city.section("second")).text
    assert re.search(r'id="i-how"[^>]*hidden', page) is None


def test_bad_input_is_kept_and_explained_and_the_good_is_saved(city: City) -> None:
    reply = city.post(
        "sections/first", {"q-level": "fully", "q-share": "a lot", "q-site": "here"}
    )

    assert reply.status_code == 422
    assert city.stored == {"level": "fully"}
    assert 'value="a lot"' in reply.text
    assert (
        '<a href="#i-share">Write a number in digits, such as 12.5.</a>' in reply.text
    )
    assert 'id="summary" aria-labelledby' in reply.text
    assert "autofocus" in reply.text
    assert "<title>To correct: First things" in reply.text


def test_an_answer_can_be_taken_back(city: City) -> None:
    city.give({"level": "fully", "topics": ("law",), "words": "gone"})

    city.post("sections/first", {"q-level": "", "q-topics": "", "q-words": ""})

    assert set(city.stored.values()) == {Missing.UNANSWERED}
    assert "Cleared <time" in city.amal.get(city.section()).text


def test_what_a_colleague_changed_is_shown_beside_ones_own_and_not_replaced(
    city: City,
) -> None:
    stale = ""  # the page was loaded before anybody had answered
    city.give({"level": "none"}, by="Bo")

    reply = city.post("sections/first", {"q-level": "fully"}, seen=stale)

    assert reply.status_code == 409
    assert city.stored == {"level": "none"}
    assert 'value="fully" checked' in reply.text
    assert "Changed by Bo" in reply.text
    assert "<bdi>Not at all</bdi>" in reply.text
    assert 'name="seen" value="level:1"' in reply.text


def test_saving_again_decides_between_two_answers(city: City) -> None:
    city.give({"level": "none"}, by="Bo")
    city.post("sections/first", {"q-level": "fully"}, seen="")

    reply = city.post("sections/first", {"q-level": "fully"}, seen="level:1")

    assert reply.status_code == 303
    assert city.stored == {"level": "fully"}


def test_an_answer_beside_a_mistake_still_meets_a_colleagues_change(city: City) -> None:
    city.give({"share": 10.0}, by="Bo")

    wrong = city.post("sections/first", {"q-share": "a lot"}, seen="")
    right = city.post("sections/first", {"q-share": "20"}, seen=read_seen(wrong.text))

    assert right.status_code == 409
    assert city.stored == {"share": 10.0}


def read_seen(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_a_round_that_has_closed_keeps_what_was_typed_on_the_page(city: City) -> None:
    token = read_token(city.amal.get(city.section()))
    close_round(city.store, city.round.id, city.clock())

    form = {"csrf_token": token, "seen": "", "q-words": "Too late"}
    reply = city.amal.post(city.section(), data=form)

    assert reply.status_code == 409
    assert "Nothing was saved: the round has closed" in reply.text
    assert "Too late</textarea>" in reply.text
    assert city.stored == {}


def test_answers_of_a_closed_round_can_be_read_and_not_changed(city: City) -> None:
    city.give({"level": "fully"})
    close_round(city.store, city.round.id, city.clock())

    page = city.amal.get(city.section()).text

    assert '<fieldset class="all" disabled>' in page
    assert "Save and go on" not in page
    assert "answer." not in re.findall(r'src="([^"]+)"', page)


def test_a_database_that_cannot_write_is_told_with_what_was_typed(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_job: object) -> None:
        cause = "the disk is full"
        raise NotSavedError(cause)

    token = read_token(city.amal.get(city.section()))
    monkeypatch.setattr(city.store, "write", fail)

    form = {"csrf_token": token, "seen": "", "q-words": "Typed at length"}
    reply = city.amal.post(city.section(), data=form)

    assert reply.status_code == 507
    assert "Nothing was saved" in reply.text
    assert "Typed at length</textarea>" in reply.text
    assert "disk" not in reply.text


def test_the_check_lists_what_is_open_unknown_and_lacking(city: City) -> None:
    city.give({"level": "partly", "share": Missing.DONT_KNOW})

    page = city.get("check").text

    assert "Answer 1 question before you submit" in page
    assert f'href="{city.section("second")}#i-contact"' in page
    assert "Marked “Don't know”" in page
    assert f'href="{city.section("first")}#i-share"' in page
    # plan weighs 3 of 4 and half of it is answered: 3/4 * 1/2
    assert "rests on 38 per cent of its weight" in page
    assert "shown from 50 per cent on" in page


def test_the_check_says_what_open_questions_do_above_its_button(city: City) -> None:
    city.give({"level": "partly", "contact": "Ada"})

    page = city.get("check").text

    # `more` and `share` are scored and open
    said = "2 questions have no answer: submitted like this, they count as zero."
    assert page.index(said) < page.index("Submit to the organiser</button>")
    assert "You may submit without them. An open question counts as zero" in page
    assert "Optional remarks" in page


def test_the_hub_leads_to_the_first_open_question(city: City) -> None:
    city.give({"level": "partly"})

    assert f'href="{city.section()}#i-budget">Go on answering' in city.get().text


def test_no_section_is_begun_any_more_once_all_is_submitted(city: City) -> None:
    city.give(COMPLETE)
    assert "Begun" in city.get().text

    city.post("submit")

    assert "Begun" not in city.get().text


def test_a_response_that_lacks_an_answer_is_not_submitted(city: City) -> None:
    city.give({"level": "partly"})

    reply = city.post("submit")

    assert reply.status_code == 422
    assert get_response(city.store, city.response).submitted_at is None


def test_submitting_makes_the_response_final_and_shows_the_result(city: City) -> None:
    city.give(COMPLETE)

    reply = city.post("submit")

    assert reply.location == city.path("result")
    assert get_response(city.store, city.response).submitted_at == city.clock()
    assert "Submitted" in city.get().text
    assert '<fieldset class="all" disabled>' in city.amal.get(city.section()).text


def test_submitting_twice_is_no_mistake(city: City) -> None:
    city.give(COMPLETE)
    city.post("submit")

    assert city.post("submit").location == city.path("result")


def test_a_response_of_a_closed_round_is_not_submitted(city: City) -> None:
    city.give(COMPLETE)
    close_round(city.store, city.round.id, city.clock())

    reply = city.post("submit")

    assert reply.status_code == 409
    assert "the round has closed" in reply.text


def test_a_whole_questionnaire_is_filled_in_by_plain_forms(city: City) -> None:
    first = {
        "q-level": "fully",
        "q-budget": "NA",
        "q-board": "yes",
        "q-kind": "port",
        "q-topics": ["", "law", "skills"],
        "q-share": "40",
        "q-words": "Words",
        "q-start": "2026-01-31",
        "q-site": "https://example.org",
    }
    second = {"q-more": "fully", "q-how": "Well", "q-contact": "Ada"}

    city.post("sections/first", first)
    city.post("sections/second", second)
    city.post("submit")

    asked = {item["key"] for part in DOCUMENT["sections"] for item in part["items"]}
    assert set(city.stored) == asked
    # plan (1 + 1)/2 weighs 3, reach 0.4 weighs 1
    assert f"{(3 * 1 + 1 * 0.4) / 4 * 100:.1f}" in city.get("result").text


def test_pages_of_a_response_are_kept_by_nobody(city: City) -> None:
    for rest in ("", "sections/first", "check"):
        assert city.get(rest).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("rest", ["", "sections/first", "check", "result"])
def test_pages_are_right_to_left_in_arabic(city: City, rest: str) -> None:
    city.give(COMPLETE)
    city.post("submit")

    page = city.amal.get(f"{city.path(rest)}?lang=ar").text

    assert '<html lang="ar" dir="rtl">' in page
