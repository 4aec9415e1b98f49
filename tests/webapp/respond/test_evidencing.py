"""A link and a file beside an answer: added, counted, saved, removed, refused."""

from __future__ import annotations

import html
import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from meter.fieldwork import delegates, evidence
from meter.fieldwork.responses import load_page, submit_response
from tests.webapp.city import enter, read_token

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from meter.records import Evidence
    from tests.webapp.city import City

PAGE = "items/level/evidence"
LINK, FILE = f"{PAGE}/link", f"{PAGE}/file"
ADDRESS = "https://city.example/plan?a=1&b=2"


def list_all(city: City) -> list[Evidence]:
    return evidence.list_evidence(city.store, city.response, "level")


def add_link(city: City, link: str = ADDRESS) -> TestResponse:
    return city.post(LINK, {"link": link})


def add_file(
    city: City,
    content: bytes = b"Plan",
    name: str = "plan.txt",
    client: FlaskClient | None = None,
) -> TestResponse:
    """Send a file as a browser does, its whole body in memory."""
    sender = client or city.amal
    said = f'Content-Disposition: form-data; name="file"; filename="{name}"'
    return sender.post(
        city.path(FILE),
        data=f"--x\r\n{said}\r\n\r\n".encode() + content + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
        headers={"X-CSRFToken": city.token(sender)},
    )


def read(reply: TestResponse) -> str:
    bare = html.unescape(re.sub(r"<[^>]+>", " ", reply.text))
    return " ".join(bare.split())


def test_a_link_and_a_file_are_added_and_shown(city: City) -> None:
    for reply in (add_link(city), add_file(city)):
        assert (reply.status_code, reply.location) == (303, city.path(PAGE))

    page = city.get(PAGE, city.bo)

    assert (
        '<a href="https://city.example/plan?a=1&amp;b=2"'
        ' rel="noopener noreferrer nofollow"'
    ) in page.text
    assert "city.example https://city.example/plan?a=1&b=2" in read(page)
    assert "plan.txt 1 kB Added by Amal , 2 Nov 2026 09:30 UTC" in read(page)


def test_a_file_is_sent_to_be_saved(city: City) -> None:
    add_file(city, b"Plan \xe9", "plan of 2026.csv")
    [one] = list_all(city)

    reply = city.get(f"evidence/{one.id}", city.bo)

    assert reply.data == b"Plan \xe9"
    assert reply.headers["Content-Disposition"] == (
        'attachment; filename="plan of 2026.csv"'
    )
    assert reply.headers["Content-Security-Policy"].endswith("sandbox")
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Cache-Control"] == "no-store"


def test_what_is_removed_is_gone_and_stays_in_the_history(city: City) -> None:
    add_file(city)
    [one] = list_all(city)
    city.clock.go_on(minutes=5)

    reply = city.post(f"evidence/{one.id}/remove", {"item": "level"}, city.bo)

    assert (reply.status_code, reply.location) == (303, city.path(PAGE))
    assert city.get(f"evidence/{one.id}").status_code == 404
    assert "Nothing stands beside this answer yet." in read(city.get(PAGE))
    for page in (PAGE, "items/level/history"):
        told = read(city.get(page))
        assert "plan.txt 1 kB" in told
        assert "Removed by Bo , 2 Nov 2026 09:35 UTC" in told


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("", "Write the whole web address"),
        ("javascript:alert(1)", "Write the whole web address"),
    ],
)
def test_what_is_no_link_is_told_beside_its_field_and_kept_there(
    city: City, link: str, sentence: str
) -> None:
    reply = add_link(city, link)

    assert reply.status_code == 422
    assert sentence in read(reply)
    assert f'value="{link}" aria-invalid="true"' in reply.text
    assert list_all(city) == []


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "plan.txt", "Choose a file that holds something."),
        (b"<svg onload=alert(1)>", "plan.svg", "“plan.svg” cannot be taken"),
        (b"<html>", "plan.txt", "“plan.txt” cannot be taken"),
        (b"MZ\0", "plan.pdf", "Save it as PDF and send that."),
        (b"PK\x03\x04", "plan.docx", "The file is damaged or locked."),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_beside_its_field(
    city: City, content: bytes, name: str, sentence: str
) -> None:
    reply = add_file(city, content, name)

    assert reply.status_code == 422
    assert sentence in read(reply)
    assert 'aria-describedby="file-hint file-wrong" aria-invalid="true"' in reply.text
    assert list_all(city) == []


def test_a_form_without_a_file_asks_for_one(city: City) -> None:
    assert "Choose a file that holds something." in read(city.post(FILE))


def test_a_file_may_have_what_is_set_and_more_is_not_even_read(city: City) -> None:
    limit = 5_000_000

    assert add_file(city, b"x" * limit).status_code == 303
    larger = add_file(city, b"y" * (limit + 1))
    largest = add_file(city, b"z" * (limit + 200_000))

    assert larger.status_code == 422
    assert "The file has 5.1 MB, and up to 5 MB are taken." in read(larger)
    assert largest.status_code == 413
    assert "Files of up to 5 MB are taken." in read(largest)
    assert len(list_all(city)) == 1


def test_a_strangers_file_is_turned_away_before_it_is_read(city: City) -> None:
    large, stranger = b"x" * 1_200_000, city.app.test_client()

    assert add_file(city, large, client=stranger).status_code == 413
    assert add_file(city, large).status_code == 303


def test_files_beyond_the_quota_are_refused_with_the_way_out(city: City) -> None:
    settings = city.app.extensions["meter"].settings
    city.app.extensions["meter"] = type(city.app.extensions["meter"])(
        city.store, settings.model_copy(update={"evidence_quota_mb": 1}), city.clock
    )
    add_file(city, b"x" * 900_000)

    reply = add_file(city, b"y" * 200_000)

    assert reply.status_code == 409
    assert "900 kB of 1 MB are used, and it has 200 kB. Remove a file" in read(reply)
    assert len(list_all(city)) == 1


def test_a_full_disk_is_told_as_not_saved(city: City) -> None:
    def fail(*_: object) -> None:
        from sqlite3 import OperationalError as Full

        message = "database or disk is full"
        raise Full(message)

    engine = city.store.engines.writing
    event.listen(engine, "before_cursor_execute", fail)
    try:
        replies = [add_link(city), add_file(city)]
    finally:
        event.remove(engine, "before_cursor_execute", fail)

    for reply in replies:
        assert reply.status_code == 507
        assert "Nothing was saved: the server could not write" in read(reply)
    assert f'value="{html.escape(ADDRESS)}"' in replies[0].text
    assert list_all(city) == []


def test_after_submission_all_is_seen_and_nothing_changed(city: City) -> None:
    city.give({"level": "fully", "contact": "Ada"})
    add_link(city)
    [one] = list_all(city)
    submit_response(city.store, city.response, "Amal", city.clock())

    replies = [
        add_link(city, "https://city.example/other"),
        add_file(city),
        city.post(f"evidence/{one.id}/remove", {"item": "level"}),
    ]

    assert [reply.status_code for reply in replies] == [409] * 3
    assert all("these answers have been submitted" in read(one) for one in replies)
    page = city.get(PAGE)
    assert ADDRESS in read(page)
    assert "Add a file" not in page.text
    assert "<form" not in page.text.partition("<main")[2]
    section = city.get("sections/first").text
    assert '<a href="../items/level/evidence">Evidence (1)</a>' in section


def test_a_delegate_of_other_sections_reads_and_does_not_add(city: City) -> None:
    add_link(city)
    host = load_page(city.store, city.response, 1).invitation
    _, token = delegates.invite_delegate(
        city.store, host, "Cy", "cy@example.org", ["second"], city.clock()
    )
    guest = enter(city.app, token)

    page = city.get(PAGE, guest)
    section = city.get("sections/first", guest)
    reply = add_file(city, client=guest)

    assert ADDRESS in read(page)
    assert "Add a link" not in page.text
    assert '<a href="../items/level/evidence">Evidence (1)</a>' in section.text
    assert reply.status_code == 409
    assert "not yours to answer" in read(reply)
    theirs = city.post("items/more/evidence/link", {"link": ADDRESS}, guest)
    assert theirs.status_code == 303


@pytest.mark.parametrize("rest", ["items/nothing/evidence", "evidence/999"])
def test_what_is_not_there_is_not_found(city: City, rest: str) -> None:
    assert city.get(rest).status_code == 404


@pytest.mark.parametrize(
    "rest",
    [
        "items/nothing/evidence/link",
        "items/nothing/evidence/file",
        "evidence/999/remove",
    ],
)
def test_nothing_is_added_to_what_is_not_there(city: City, rest: str) -> None:
    assert city.post(rest, {"link": ADDRESS}).status_code == 404


def test_the_button_of_a_question_saves_the_section_first(city: City) -> None:
    form = {"q-level": "fully", "q-words": "Typed", "go": "evidence:level"}

    reply = city.post("sections/first", form)

    assert (reply.status_code, reply.location) == (303, city.path(PAGE))
    assert city.stored == {"level": "fully", "words": "Typed"}


def test_the_button_of_a_question_that_is_not_there_leads_nowhere(city: City) -> None:
    assert city.post("sections/first", {"go": "evidence:x"}).status_code == 404


def test_what_cannot_be_saved_is_mended_before_the_page_is_left(city: City) -> None:
    form = {"q-share": "half", "go": "evidence:level"}

    reply = city.post("sections/first", form)

    assert reply.status_code == 422
    assert 'value="half"' in reply.text


def test_the_first_button_of_a_section_is_none_that_leads_away(city: City) -> None:
    page = city.get("sections/first").text
    form = page[page.index('id="answers"') :]

    first = re.search(r"<button[^>]*>", form)

    assert first is not None
    assert "name=" not in first[0]


def test_a_section_counts_what_stands_beside_each_answer(city: City) -> None:
    before = city.get("sections/first").text
    add_link(city)
    add_file(city)

    after = city.get("sections/first").text

    button = 'value="evidence:level">Evidence{}</button>'
    assert button.format("") in before
    assert button.format(" (2)") in after
    assert 'value="evidence:budget">Evidence</button>' in after
    # What is said in words already needs no other.
    assert "evidence:words" not in after


def test_the_settings_say_how_large_a_file_may_be(tmp_path: Path) -> None:
    from meter.settings import Settings
    from webapp import create_app

    app = create_app(Settings(data=tmp_path, database_url=None, evidence_file_mb=2))
    with closing(app.extensions["meter"].store):
        assert app.config["MAX_UPLOAD_LENGTH"] == 2_100_000
        assert read_token(app.test_client().get("/try/ecities/"))
