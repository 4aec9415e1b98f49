"""People answer apart, see nothing of each other, and agree on one value."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from instruments import Missing
from meter.fieldwork import evidence, rounds
from meter.fieldwork.given.files import parse_file
from meter.fieldwork.given.kinds import NOTE_MAX_CHARACTERS
from meter.fieldwork.responses import (
    get_response,
    history,
    load_page,
    submit_response,
)
from meter.storage.errors import NotSavedError
from tests.webapp.city import enter
from tests.webapp.respond.people_apart import people

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.webapp.city import City
    from tests.webapp.respond.people_apart import People

__all__ = ["people"]

FIRST = "apart/sections/first"


def read(reply: TestResponse) -> str:
    """Read a page, or every part of a workbook."""
    if not reply.data.startswith(b"PK"):
        return reply.text
    with zipfile.ZipFile(io.BytesIO(reply.data)) as archive:
        return "\n".join(archive.read(one).decode() for one in archive.namelist())


def cut(page: str, item: str) -> str:
    """Cut the card of one item out of a page."""
    return page.partition(f'id="i-{item}"')[2].partition("</section>")[0]


def test_a_delegate_comes_to_answers_of_their_own_and_is_told_who_sees_them(
    people: People,
) -> None:
    browser = people.city.app.test_client()
    address = f"/join/{people.delegate_token}"
    page = browser.get(address).text
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
    reply = browser.post(address, data={"csrf_token": token})

    assert "Then your focal point sees them with your name" in page
    assert reply.location == f"/answer/{people.own['Ben']}/"
    hub = browser.get(reply.location).text
    assert "Your own answers" in hub
    assert "Nobody sees these answers before you hand them in" in hub
    assert "Amal" not in hub
    assert "Cho" not in hub
    assert "Check and hand in" in hub


def test_a_focal_point_comes_to_the_unit_and_finds_all_three_steps(
    people: People,
) -> None:
    hub = people.see().text

    assert f'href="/answer/{people.own["Amal"]}/"' in hub
    assert f'href="/answer/{people.city.response}/apart"' in hub
    assert people.get("Amal").status_code == 200
    assert "Back to the answers of" in people.get("Amal").text
    assert "Your colleagues and you answer apart" in (
        people.city.amal.get(f"/join/{people.city.tokens[0]}").text
    )


PAGES = (
    "", "sections/first", "sections/second", "check", "search?q=e", "next", "workbook",
    "workbook.xlsx", "print?answers=1", "items/level/history", "items/words/history",
    "items/contact/history", "items/level/evidence", "result", "result/numbers",
)  # fmt: skip


def test_no_word_of_another_shows_on_any_page_of_somebody_apart(
    people: People,
) -> None:
    """Nor of what is agreed; not even once everybody has handed in."""
    for name in people.own:
        people.give(
            name,
            {"level": "partly", "words": f"kanari words {name}", "contact": name},
            level=f"kanari note {name}",
        )
    people.hand_in("Amal", "Cho")
    people.city.give({"words": "kanari agreed", "contact": "x"}, "kanari focal")

    shown = []
    for rest in PAGES:
        reply = people.get("Ben", rest)
        assert reply.status_code in {200, 302}, rest
        shown.append(read(reply))

    text = "\n".join(shown)
    assert "kanari words Ben" in text
    assert "kanari note Ben" in text
    for strange in ("words Amal", "words Cho", "note Amal", "note Cho", "agreed"):
        assert f"kanari {strange}" not in text
    assert "kanari focal" not in text
    assert ">Amal<" not in text
    assert ">Cho<" not in text


@pytest.mark.parametrize("rest", [*PAGES, "apart", FIRST, "colleagues"])
def test_nobody_reaches_the_response_of_another(people: People, rest: str) -> None:
    """Ben reaches neither those of the others nor the unit's, Amal not Ben's."""
    ben, amal = people.clients["Ben"], people.clients["Amal"]
    for response in (people.own["Cho"], people.own["Amal"], people.city.response):
        assert ben.get(f"/answer/{response}/{rest}").status_code == 404
    assert amal.get(f"/answer/{people.own['Ben']}/{rest}").status_code == 404


@pytest.mark.parametrize("rest", ["apart", FIRST, "colleagues"])
def test_what_is_the_units_is_not_beside_own_answers(people: People, rest: str) -> None:
    assert people.get("Amal", rest).status_code == 404
    assert people.get("Ben", rest).status_code == 404


def test_what_is_sent_to_the_response_of_another_is_refused(people: People) -> None:
    token = people.city.token(people.clients["Ben"])
    body = {
        "operation": "o",
        "answers": {"level": {"texts": ["fully"]}},
        "seen": {},
    }
    for response in (people.own["Cho"], people.city.response):
        reply = people.clients["Ben"].post(
            f"/answer/{response}/save", json=body, headers={"X-CSRFToken": token}
        )
        assert reply.status_code == 404
    assert people.stored("Cho") == {}
    assert people.agreed == {}


def test_each_fills_in_their_own_by_the_usual_pages(people: People) -> None:
    people.post_own("Ben", "sections/first", {"q-level": "fully", "n-level": "Why"})
    people.post_own("Cho", "sections/first", {"q-level": "none"})

    assert people.stored("Ben")["level"].answer == "fully"
    assert people.stored("Ben")["level"].note == "Why"
    assert people.stored("Cho")["level"].answer == "none"
    assert people.agreed == {}
    assert (
        "Porto &amp; Co: your own answers" in people.get("Ben", "sections/first").text
    )


def test_who_is_done_hands_in_and_can_change_nothing_after_that(
    people: People,
) -> None:
    people.give("Ben", {"level": "fully"})
    check = people.get("Ben", "check").text
    reply = people.post_own("Ben", "hand-in")
    late = people.post_own("Ben", "sections/first", {"q-level": "none"})

    assert "I am done: hand them in" in check
    assert "Submit to the organiser" not in check
    assert "You may hand in without them." in check
    assert reply.location == f"/answer/{people.own['Ben']}/"
    assert "Your answers were handed in on" in people.get("Ben").text
    assert late.status_code == 409
    assert "your answers are handed in" in late.text
    assert people.stored("Ben")["level"].answer == "fully"
    assert "disabled" in people.get("Ben", "sections/first").text
    assert people.post_own("Ben", "hand-in").status_code == 303


def test_a_delegate_of_some_sections_hands_in_those(people: People) -> None:
    page = people.post(
        "colleagues", {"name": "Dan", "email": "d@example.org", "sections": "second"}
    )
    found = re.search(r"/join/(\S+?)</textarea>", page.text)
    assert found is not None
    dan = enter(people.city.app, found[1])
    hub = dan.get("/").text
    own = re.findall(r"/answer/(\d+)/", hub)[0]

    assert "First things" not in dan.get(f"/answer/{own}/").text
    check = dan.get(f"/answer/{own}/check").text
    assert "The city has a plan." not in check
    assert "Whom to ask?" in check


def test_answers_are_not_submitted_by_one_person(people: People) -> None:
    for name in ("Amal", "Ben"):
        reply = people.post_own(name, "submit")
        assert reply.location == f"/answer/{people.own[name]}/check"
        assert get_response(people.city.store, people.own[name]).submitted_at is None


def test_handing_in_is_refused_with_a_sentence_once_the_round_is_closed(
    people: People,
) -> None:
    rounds.close_round(people.city.store, people.city.round.id, people.city.clock())

    reply = people.post_own("Ben", "hand-in")

    assert reply.status_code == 409
    assert "the round has closed" in reply.text


def test_the_focal_point_sees_nothing_before_their_own_answers_are_in(
    people: People,
) -> None:
    people.give("Ben", {"words": "kanari Ben"})
    people.hand_in("Ben")

    before = people.see("apart").text
    section = people.see(FIRST)
    people.hand_in("Amal")
    after = people.see(FIRST).text

    assert "Hand in your own answers first" in before
    assert "Handed in" in before
    assert section.location == people.city.path("apart")
    assert "kanari Ben" not in before + section.text
    assert "kanari Ben" in after


def test_the_focal_point_sees_only_what_is_handed_in(people: People) -> None:
    people.give("Ben", {"words": "kanari Ben"})
    people.give("Cho", {"words": "kanari Cho"})
    people.hand_in("Amal", "Cho")

    page = people.see(FIRST).text

    assert "kanari Cho" in page
    assert "kanari Ben" not in page


def test_closing_the_collecting_hands_everything_in(people: People) -> None:
    people.give("Ben", {"words": "kanari Ben"})

    reply = people.post("apart/close")

    assert reply.location == people.city.path("apart")
    page = people.see("apart").text
    assert "Close the collecting" not in page
    assert "by Amal" in re.sub(r"<[^>]+>", "", page)
    assert "kanari Ben" in people.see(FIRST).text


def test_what_was_handed_in_is_given_back_to_a_colleague(people: People) -> None:
    people.give("Ben", {"words": "kanari Ben"})
    people.hand_in("Amal", "Ben")

    people.post(f"apart/{people.own['Ben']}/give-back")
    own = people.post(f"apart/{people.own['Amal']}/give-back")

    assert "kanari Ben" not in people.see(FIRST).text
    more = people.post_own("Ben", "sections/first", {"q-level": "none"})
    assert more.status_code == 303
    assert own.status_code == 303  # nobody else's is in, so nothing was seen


def test_who_has_seen_others_is_given_nothing_back(people: People) -> None:
    people.hand_in("Amal", "Ben")

    reply = people.post(f"apart/{people.own['Amal']}/give-back")

    assert reply.status_code == 409
    assert "has seen answers of others" in reply.text


def test_answers_stand_side_by_side_with_who_gave_them_and_their_notes(
    people: People,
) -> None:
    people.give("Amal", {"level": "fully", "share": 20.0})
    people.give("Ben", {"level": "fully", "share": 80.0}, level="Law 7 <b>")
    people.give("Cho", {"level": "none", "budget": Missing.DONT_KNOW})
    people.hand_in("Amal", "Ben", "Cho")

    page = people.see(FIRST).text
    level = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cut(page, "level")))
    share = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cut(page, "share")))

    assert "33 per cent of pairs agree from Not at all to Fully" in level
    assert "Fully Amal Ben Law 7 &lt;b&gt; Take this answer" in level
    assert "Not at all Cho Take this answer" in level
    assert "0 per cent of pairs agree from 20 per cent to 80 per cent" in share
    assert "No answer yet Cho Nothing is agreed yet." in share


def test_items_stand_by_disagreement_or_as_they_are_asked(people: People) -> None:
    people.give("Amal", {"level": "fully", "budget": "none", "board": "yes"})
    people.give("Ben", {"level": "fully", "budget": "fully", "board": "no"})
    people.hand_in("Amal", "Ben")

    def order(query: str) -> list[str]:
        return re.findall(r'class="item" id="i-(\w+)"', people.see(FIRST + query).text)

    assert order("?order=asked")[:3] == ["level", "budget", "board"]
    assert order("")[:3] == ["budget", "board", "level"]
    assert order("?order=zebra") == order("?order=apart") == order("")


def test_an_answer_is_taken_with_who_and_why(people: People) -> None:
    people.give("Amal", {"level": "none"})
    people.give("Ben", {"level": "fully"})
    people.hand_in("Amal", "Ben")

    reply = people.take("level", "Ben", why="The law of 2025.", order="asked")

    assert reply.location == people.city.path(f"{FIRST}?order=asked#i-level")
    (change,) = history(people.city.store, people.city.response, "level")
    assert (change.answer, change.note) == ("fully", "The law of 2025.")
    assert (change.changed_by, change.changed_at) == ("Amal", people.city.clock())
    card = cut(people.see(FIRST).text, "level")
    assert "Agreed:" in card
    assert "The law of 2025." in card
    assert people.stored("Amal")["level"].answer == "none"


def test_an_answer_is_taken_with_what_shows_it(people: People) -> None:
    people.give("Amal", {"level": "none"})
    people.give("Ben", {"level": "fully"})
    store, own = people.city.store, people.own["Ben"]
    at = people.city.clock()
    used = load_page(store, own, people.invitations["Ben"].id).invitation
    evidence.add_link(store, used, "level", "https://law.example/7", at)
    file = parse_file("law.txt", b"text", most_bytes=10)
    evidence.add_file(store, used, "level", file, at, quota=10)
    people.hand_in("Amal", "Ben")
    card = cut(people.see(FIRST).text, "level")

    people.take("level", "Ben")

    assert 'href="https://law.example/7"' in card
    assert "law.txt" in card
    found = evidence.list_evidence(store, people.city.response, "level")
    assert [(one.url, one.added_by) for one in found] == [
        ("https://law.example/7", "Amal"),
        (None, "Amal"),
    ]


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        ("topics", ("law", "money")),
        ("share", 12.5),
        ("share", Missing.REFUSED),
        ("level", Missing.NOT_APPLICABLE),
        ("words", "refused"),
        ("start", "2020-02-29"),
        ("site", "https://example.org/"),
    ],
)
def test_every_kind_of_answer_is_taken_as_it_was_given(
    people: People, item: str, answer: str
) -> None:
    people.give("Ben", {item: answer})
    people.hand_in("Amal", "Ben")

    people.take(item, "Ben")

    assert people.agreed == {item: answer}
    assert type(people.agreed[item]) is type(answer)


def test_why_is_saved_alone_and_stays_with_a_later_answer(people: People) -> None:
    people.give("Ben", {"level": "fully"})
    people.hand_in("Amal", "Ben")

    people.post(FIRST, {"item": "level", "seen": "0", "why": "Not yet clear."})
    stored = cut(people.see(FIRST).text, "level")
    people.take("level", "Ben", why="Clear now.")

    assert "Not yet clear." in stored
    assert "Nothing is agreed yet." in stored
    notes = [
        one.note for one in history(people.city.store, people.city.response, "level")
    ]
    assert notes == ["Not yet clear.", "Clear now."]


def test_a_stale_page_replaces_nothing_and_loses_nothing(people: People) -> None:
    people.give("Ben", {"level": "fully"})
    people.hand_in("Amal", "Ben")
    people.city.give({"level": "partly"}, "Bea")

    reply = people.take("level", "Ben", why="Typed meanwhile", seen="0")

    assert reply.status_code == 409
    card = cut(reply.text, "level")
    assert "Nothing was saved: what is agreed was changed" in card
    assert "Partly" in card
    assert "Typed meanwhile" in card
    assert 'name="seen" value="1"' in card
    assert people.agreed == {"level": "partly"}
    assert people.take("level", "Ben", why="Typed meanwhile").status_code == 303
    assert people.agreed == {"level": "fully"}


def test_an_answer_that_was_given_back_meanwhile_is_not_taken(people: People) -> None:
    people.give("Ben", {"level": "fully"})
    people.hand_in("Amal", "Ben")
    people.post(f"apart/{people.own['Ben']}/give-back")

    reply = people.take("level", "Ben", why="Typed meanwhile")

    assert reply.status_code == 422
    assert "this answer is not handed in any more" in reply.text
    assert "Typed meanwhile" in reply.text
    assert people.agreed == {}


@pytest.mark.parametrize("why", ["x" * (NOTE_MAX_CHARACTERS + 1), "a\0b"])
def test_a_reason_that_cannot_be_kept_is_shown_again_with_a_sentence(
    people: People, why: str
) -> None:
    people.give("Ben", {"level": "fully"})
    people.hand_in("Amal", "Ben")

    reply = people.take("level", "Ben", why=why)

    assert reply.status_code == 422
    assert 'id="e-level"' in reply.text
    assert people.agreed == {}


def test_nothing_is_agreed_after_submission(people: People) -> None:
    people.give("Ben", {"level": "fully"})
    people.hand_in("Amal", "Ben")
    people.city.give({"contact": "Ada"})
    submit_response(
        people.city.store, people.city.response, "Amal", people.city.clock()
    )

    reply = people.take("level", "Ben", why="Too late")
    page = people.see(FIRST).text
    closing = people.post("apart/close")
    back = people.post(f"apart/{people.own['Ben']}/give-back")

    assert reply.status_code == 409
    assert "have been submitted" in reply.text
    assert "Take this answer" not in page
    assert closing.status_code == back.status_code == 409
    assert "level" not in people.agreed


def test_what_cannot_be_written_is_said(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise NotSavedError(cause)

    cause = "disk full"
    people.give("Ben", {"level": "fully"})
    people.hand_in("Amal", "Ben")
    for name in ("agree_on", "hand_in", "close_collecting", "give_back"):
        monkeypatch.setattr(f"webapp.respond.reconciling.{name}", fail)

    replies = [
        people.take("level", "Ben", why="Kept"),
        people.post_own("Cho", "hand-in"),
        people.post("apart/close"),
        people.post(f"apart/{people.own['Ben']}/give-back"),
    ]

    assert [one.status_code for one in replies] == [507] * 4
    assert all("the server could not write just now" in one.text for one in replies)
    assert "Kept" in replies[0].text


def test_all_that_everybody_answered_alike_is_agreed_in_one_step(
    people: People,
) -> None:
    same = {"level": "fully", "board": "yes", "kind": "port"}
    people.give("Amal", {**same, "share": 1.0})
    people.give("Ben", {**same, "share": 2.0})
    people.give("Cho", {"board": Missing.UNANSWERED})
    people.hand_in("Amal", "Ben", "Cho")
    people.city.give({"kind": "inland"})

    page = people.see("apart").text
    items = re.findall(r'name="items" value="([^"]*)"', page)[0]
    reply = people.post("apart/agree", {"items": "level share nothing"})

    assert items == "level board"
    assert reply.status_code == 303
    assert people.agreed == {"kind": "inland", "level": "fully"}
    (change,) = history(people.city.store, people.city.response, "level")
    assert change.note == "2 people answered this alike, each by themselves."
    assert change.changed_by == "Amal"


def test_the_overview_shows_agreement_and_how_it_is_computed(people: People) -> None:
    people.give("Amal", {"level": "fully"})
    people.give("Ben", {"level": "none"})
    people.hand_in("Amal", "Ben")

    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", people.see("apart").text))

    assert "How is this computed?" in text
    assert "None: two or more answered 1 of these, and it takes 10." in text
    assert "2 people, 1 question" in text
    assert "First things 0 of 9 0 of 1" in text


def test_what_is_agreed_is_checked_submitted_and_scored(people: People) -> None:
    people.give("Ben", {"level": "fully", "contact": "Ada", "share": 80.0})
    people.hand_in("Amal", "Ben")
    people.take("level", "Ben")
    people.take("share", "Ben")
    people.take("contact", "Ben")

    check = people.see("check").text
    reply = people.post("submit")

    assert "Submit to the organiser" in check
    assert reply.location == people.city.path("result")
    assert people.see("result").status_code == 200
    hub = people.get("Ben").text
    assert "What was agreed for Porto &amp; Co was submitted on" in hub
    assert "/result" not in hub


def test_colleagues_are_shown_with_how_far_they_are(people: People) -> None:
    people.give("Ben", {"level": "fully"})
    people.hand_in("Cho")

    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", people.see("colleagues").text))

    assert re.search(r"Ben ben@example.org In use Answering", text)
    assert re.search(r"Cho cho@example.org In use Handed in", text)
    assert "by themselves. You see what they answered" in text


def test_leaving_forgets_both_responses_of_a_focal_point(people: People) -> None:
    people.post_own("Amal", "leave")

    assert people.see().status_code == 404
    assert people.get("Amal").status_code == 404


def test_a_withdrawn_link_shuts_its_holder_out(people: People) -> None:
    number = people.invitations["Ben"].id

    people.post(f"colleagues/{number}/withdraw")

    assert people.get("Ben").status_code == 410
    assert people.get("Cho").status_code == 200


def test_where_nobody_answers_apart_the_pages_lead_to_the_overview(
    city: City,
) -> None:
    hub = city.path()

    assert city.get("apart").location == hub
    assert city.post("hand-in").location == hub
    assert city.get(FIRST).location == city.path("apart")
    assert city.post("apart/agree", {"items": "level"}).status_code == 303
    assert "apart" not in city.get().text
    assert city.stored == {}


def test_an_item_or_section_that_is_not_there_is_not_found(people: People) -> None:
    assert people.see("apart/sections/nothing").status_code == 404
    assert people.post(FIRST, {"item": "contact"}).status_code == 404
    assert people.post("apart/sections/nothing").status_code == 404
    assert people.post(FIRST, {"item": "level"}).location == people.city.path("apart")
