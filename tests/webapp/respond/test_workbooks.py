"""A workbook goes out with the answers so far and comes back with more."""

from __future__ import annotations

import html
import io
import re
from typing import TYPE_CHECKING, Any

import pytest

from instruments import Missing
from meter.fieldwork.delegates import invite_delegate
from meter.fieldwork.invitations import find_invitation_by_token
from meter.fieldwork.responses import load_answers, submit_response
from meter.fieldwork.rounds import close_round
from tests.meter.exchange.fill_in.books import edit, fill
from tests.webapp.city import enter, read_token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.webapp.city import City

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def download(city: City, client: FlaskClient | None = None) -> bytes:
    reply = city.get("workbook.xlsx", client)
    assert reply.status_code == 200
    content: bytes = reply.data
    return content


def send(
    city: City,
    content: bytes | Mapping[tuple[str, str], Any],
    client: FlaskClient | None = None,
) -> TestResponse:
    """Send a workbook, or a fresh one with these cells filled in."""
    sender = client or city.amal
    if not isinstance(content, bytes):
        content = fill(download(city, sender), content)
    form = {
        "csrf_token": read_token(city.get("workbook", sender)),
        "file": (io.BytesIO(content), "w.xlsx"),
    }
    return sender.post(city.path("workbook"), data=form)


def read(reply: TestResponse) -> str:
    bare = html.unescape(re.sub(r"<[^>]+>", " ", reply.text))
    return " ".join(bare.split())


def list_hidden(reply: TestResponse) -> dict[str, str]:
    form = reply.text.partition('action="')[2].partition("</form>")[0]
    return {name: html.unescape(value) for name, value in HIDDEN.findall(form)}


def test_the_hub_leads_to_the_workbook_and_to_paper(city: City) -> None:
    hub = city.get().text

    assert city.path("workbook") in hub
    assert city.path("print") in hub


def test_the_workbook_is_a_download_of_a_plain_name(city: City) -> None:
    reply = city.get("workbook.xlsx")

    assert str(reply.mimetype).endswith("spreadsheetml.sheet")
    assert reply.headers["Content-Disposition"] == (
        f"attachment; filename=every-{city.response}.xlsx"
    )
    assert "no-store" in reply.headers["Cache-Control"]


def test_what_was_filled_in_is_saved_and_the_rest_left_alone(city: City) -> None:
    city.give({"budget": "partly", "words": "Keep"}, "Bo")

    reply = send(
        city,
        {
            ("level", "answer"): "Fully",
            ("level", "note"): "See the plan",
            ("topics", "answer"): "Law; Skills",
            ("share", "reason"): "Don't know",
            ("start", "answer"): "2020-02-29",
        },
    )

    assert reply.status_code == 200
    assert "4 answers or notes are saved." in read(reply)
    assert city.stored == {
        "budget": "partly",
        "words": "Keep",
        "level": "fully",
        "topics": ("law", "skills"),
        "share": Missing.DONT_KNOW,
        "start": "2020-02-29",
    }
    kept = load_answers(city.store, city.response)
    assert (kept["level"].note, kept["budget"].revision) == ("See the plan", 1)


def conflict(city: City) -> TestResponse:
    """Let Bo change an answer while Amal fills in a workbook."""
    city.give({"level": "none", "share": 5.0}, "Bo")
    content = download(city)
    city.clock.go_on(minutes=5)
    city.give({"level": "partly", "share": 6.0}, "Bo")
    cells = {
        ("level", "answer"): "Fully",
        ("level", "note"): "Mine",
        ("share", "answer"): None,
        ("share", "reason"): "Don't know",
        ("board", "answer"): "Yes",
    }
    return send(city, fill(content, cells))


def test_what_somebody_changed_meanwhile_is_shown_and_not_replaced(city: City) -> None:
    reply = conflict(city)

    told = read(reply)
    assert reply.status_code == 409
    assert "1 answer or note is saved." in told
    assert (
        "In the workbook Fully Note: Mine Changed by Bo, 2 Nov 2026 09:35 UTC Partly"
        in told
    )
    assert (city.stored["level"], city.stored["board"]) == ("partly", "yes")


def choose(city: City, reply: TestResponse, **choices: str) -> TestResponse:
    chosen = {f"c-{key}": choice for key, choice in choices.items()}
    form = {**list_hidden(reply), **chosen}
    return city.amal.post(city.path("workbook/choices"), data=form)


def test_the_workbooks_answer_is_taken_where_it_is_chosen(city: City) -> None:
    reply = choose(city, conflict(city), level="mine", share="theirs")

    assert reply.status_code == 200
    kept = load_answers(city.store, city.response)
    assert (kept["level"].answer, kept["level"].note) == ("fully", "Mine")
    assert kept["level"].changed_by == "Amal"
    assert kept["share"].answer == 6.0


def test_both_can_be_kept_one_as_a_note(city: City) -> None:
    choose(city, conflict(city), level="both", share="both")

    kept = load_answers(city.store, city.response)
    assert kept["level"].note == "Mine\nBo answered: Partly"
    assert kept["share"].answer is Missing.DONT_KNOW
    assert kept["share"].note == "Bo answered: 6 per cent"


def test_who_keeps_theirs_goes_back_to_the_overview(city: City) -> None:
    before = city.stored

    reply = choose(city, conflict(city), level="theirs", share="theirs")

    assert reply.status_code == 303
    assert city.stored == {**before, "level": "partly", "share": 6.0, "board": "yes"}


def test_a_choice_over_a_newer_answer_is_a_conflict_again(city: City) -> None:
    told = conflict(city)
    city.give({"level": "none"}, "Bo")

    reply = choose(city, told, level="mine")

    assert reply.status_code == 409
    assert "Changed by Bo" in read(reply)
    assert city.stored["level"] == "none"
    assert choose(city, reply, level="mine").status_code == 200
    assert city.stored["level"] == "fully"


def test_every_bad_cell_is_named_at_once_and_good_ones_are_saved(city: City) -> None:
    reply = send(
        city,
        {
            ("level", "answer"): "Often",
            ("share", "answer"): 101,
            ("topics", "answer"): "Law; None of these",
            ("words", "answer"): "=1+1",
            ("board", "answer"): "No",
        },
    )

    told = read(reply)
    assert reply.status_code == 422
    assert "Sheet “1 First things”, row 5, Answer: Choose one of the levels" in told
    for sentence in (
        "Choose one of the levels, or say why you cannot.",
        "Give 100 or less.",
        "Keep “None of these” alone, or take it away and keep the others.",
        "Write the answer itself; the cell holds a formula.",
    ):
        assert sentence in told
    assert city.stored == {"board": "no"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Choose the workbook that you have filled in first."),
        (b"a,b\n1,2\n", "The file cannot be read."),
        (b"PK\x03\x04" + b"\0" * 100, "The file cannot be read."),
    ],
)
def test_another_file_is_refused_with_a_sentence(
    city: City, content: bytes, sentence: str
) -> None:
    reply = send(city, content)

    assert reply.status_code == 422
    assert sentence in read(reply)


def test_a_workbook_of_another_response_is_refused(city: City) -> None:
    def move(book: Any) -> None:
        for row in book["meter"].iter_rows():
            if row[0].value == "response":
                row[1].value = "999"

    content = fill(download(city), {("level", "answer"): "Fully"})

    reply = send(city, edit(content, move))

    assert reply.status_code == 422
    assert "made for another unit or round" in read(reply)
    assert city.stored == {}


def test_a_delegate_changes_only_their_section_and_is_told_of_the_rest(
    city: City,
) -> None:
    host = find_invitation_by_token(city.store, city.tokens[0])
    assert host is not None
    _, token = invite_delegate(
        city.store, host, "Cy", "cy@example.org", ["second"], city.clock()
    )
    cy = enter(city.app, token)

    reply = send(city, {("contact", "answer"): "Cy", ("level", "answer"): "Fully"}, cy)

    told = read(reply)
    assert reply.status_code == 422
    assert "This section is not yours to answer. Ask your focal point." in told
    assert "The city has a plan." in told
    assert city.stored == {"contact": "Cy"}


@pytest.mark.parametrize("end", ["closed", "submitted"])
def test_when_nothing_is_taken_any_more_the_page_says_so(city: City, end: str) -> None:
    city.give({"contact": "Ada"})
    content = fill(download(city), {("level", "answer"): "Fully"})
    if end == "closed":
        close_round(city.store, city.round.id, city.clock())
    else:
        submit_response(city.store, city.response, "Amal", city.clock())

    page = city.amal.get("/try/ecities/")
    form = {
        "csrf_token": read_token(page),
        "file": (io.BytesIO(content), "w.xlsx"),
    }
    reply = city.amal.post(city.path("workbook"), data=form)

    assert reply.status_code == 409
    assert "Nothing was saved" in read(reply)
    assert "a workbook cannot be sent back" in read(city.get("workbook"))
    assert "level" not in city.stored


def test_a_large_file_is_refused_before_it_is_read(city: City) -> None:
    reply = city.amal.post(
        city.path("workbook"),
        data=b"PK\x03\x04" + b"\0" * 1_100_000,
        content_type="multipart/form-data; boundary=x",
    )

    assert reply.status_code == 413
