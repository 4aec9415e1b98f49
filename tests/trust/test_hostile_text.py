"""Hostile text is shown as it was typed, wherever it is shown, and does nothing."""

from __future__ import annotations

import base64
import csv
import html
import io
from typing import TYPE_CHECKING

import pytest

from meter.settings import Settings
from tests.trust.hostile.gallery import build_gallery
from tests.trust.hostile.payloads import FIELDS, FORMS, Payload, list_payloads
from tests.trust.hostile.reading import read_reply, read_text
from tests.trust.tenants.calls import list_calls, list_routes, send
from tests.trust.tenants.fixtures import MAILING, hashing_cheaply
from tests.trust.tenants.outcomes import DATA_ADDRESS
from tests.trust.tenants.world import TOKEN_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

    from tests.trust.tenants.world import World

FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","x")',
    "+cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0",
    "@cmd|' /C calc'!A0",
    "==1",
    "=\u00a01",
    "\u00a0=1+1",
    "\u2003=1+1",
    "\u3000=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u202e=1+1",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(1)",
    "\u22121+1",
    "'=1+1",
    '"=1+1',
    "%0A=1+1",
    "=1+1,x",
    '=1+1"',
    "=1+1;x",
    "-5",
    "=",
)
"""Cells that a spreadsheet would compute, and some that look like one."""

COMPUTED = set("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("gallery")
    with hashing_cheaply():
        made = build_gallery(Settings(data=folder, database_url=None, **MAILING))
    yield made
    made.close()


def list_pages(gallery: World) -> Iterator[tuple[str, TestResponse]]:
    """Give the reply to everything that the organiser and the delegate can send."""
    for actor in gallery.actors.values():
        for route in list_routes(gallery.app):
            for call in list_calls(gallery, route, actor.owns):
                if call.method != "HEAD":
                    yield str(call), send(gallery, actor, call)
                if not call.is_safe:
                    gallery.restore()


def test_no_page_lets_hostile_text_act(gallery: World) -> None:
    acting = {}
    shown = []

    for what, reply in list_pages(gallery):
        found = read_reply(reply)
        shown.append(found.shown)
        if found.faults or reply.status_code >= 500:
            acting[f"{what} {reply.status}"] = found.faults

    text = "\n".join(shown)
    assert acting == {}
    assert [one for one in list_payloads() if one.mark not in text] == []
    unchanged = {one.field for one in list_payloads() if one.text in text}
    assert unchanged == set(FIELDS)


@pytest.mark.parametrize("number", range(len(FORMS)))
def test_forms_give_back_what_was_typed_and_it_does_nothing(
    gallery: World, number: int
) -> None:
    text = Payload(number, "unit").text
    organiser, delegate = gallery.actors["organiser"], gallery.actors["delegate"]
    desk, city = gallery.browse(organiser), gallery.browse(delegate)
    mine, theirs = {TOKEN_FIELD: organiser.token}, {TOKEN_FIELD: delegate.token}
    response = delegate.owns.responses[0]
    bad_list = f"name,email,contact,{text}\n{text},{text},{text},{text}\n"
    bad_answers = f"{text},law,{text}\n{text},{text},{text}\n"
    fact = {"fact-country": text, "fact-population": text}

    replies = [
        desk.post(
            "/organise/round-0/invite",
            data={**mine, "name": text, "contact": text, "email": text, **fact},
        ),
        desk.post("/organise/round-0/invite-file", data={**mine, "list": bad_list}),
        desk.post("/organise/round-0/invite-file", data={**mine, "list": text}),
        desk.post(
            "/organise/new?instrument=egdi",
            data={
                **mine,
                "title": text,
                "key": text,
                "method": text,
                "closes_on": text,
            },
        ),
        desk.get("/organise/new", query_string={"instrument": text}),
        desk.get(
            "/organise/together/compare",
            query_string={"node": text, "sort": text, "view": text, "units": text},
        ),
        desk.get("/organise/together/compare", query_string={"q": text, "order": text}),
        desk.post(
            "/organise/round-0/compare/published",
            data={**mine, "file": (io.BytesIO(f"name,{text}".encode()), "f.csv")},
        ),
        desk.post(
            "/organise/round-0/compare/published/remove", data={**mine, "figure": text}
        ),
        desk.get("/organise/together/compare/groups", query_string={"by": text}),
        desk.get("/organise/together/compare/plane", query_string={"x": text}),
        desk.get("/organise/together/compare/answers", query_string={"first": text}),
        desk.get("/organise/together/compare/ranks", query_string={"node": text}),
        city.post(
            f"/answer/{response}/sections/all",
            data={**theirs, "q-users": text, "q-law": text, "q-proof": text},
        ),
        city.post(
            f"/answer/{response}/items/law/question",
            data={**theirs, "words": text, "q-law": text, "n-law": text},
        ),
        desk.post(
            f"/review/round-0/{response}/items/law/return",
            data={**mine, "question": text, "revision": "9"},
        ),
        desk.post("/organise/round-0/reviewers", data={**mine, "reviewer": text}),
        city.post(
            "/try/egdi/", data={**theirs, "q-osi": text, "q-epi": text, "q-tii": "0.5"}
        ),
        city.post(
            "/staff/sign-in",
            query_string={"next": text},
            data={**theirs, "email": text, "password": "x"},
        ),
        city.get("/nowhere/", query_string={"lang": text, text: text}),
        city.get(f"/try/{text.replace('/', '')}/"),
        city.get("/", query_string={"lang": text, "x": text}),
        city.get(
            "/", headers={"Accept-Language": text.encode("ascii", "ignore").decode()}
        ),
        desk.post(
            "/organise/round-0/import",
            data={**mine, "list": bad_answers, "unit": text, "layout": text},
        ),
        desk.post("/organise/round-0/import", data={**mine, "list": text}),
    ]
    gallery.restore()

    faults = {
        place: read_reply(reply).faults
        for place, reply in enumerate(replies)
        if read_reply(reply).faults or reply.status_code >= 500
    }
    assert faults == {}
    assert text in read_reply(replies[0]).shown
    assert text in read_reply(replies[13]).shown
    assert text in read_reply(replies[14]).shown
    assert text in read_reply(replies[15]).shown
    assert text in read_reply(replies[18]).shown


@pytest.mark.parametrize("number", range(len(FORMS)))
def test_a_colleagues_answer_is_told_without_acting(
    gallery: World, number: int
) -> None:
    """The page puts this reply's HTML beside the answer, so it must be escaped."""
    delegate = gallery.actors["delegate"]
    response = gallery.tenants["alpha"].cities[str(number)].owns.responses[0]
    browser = gallery.browse(delegate)
    answers = {"note": {"texts": ["Mine"]}, "law": {"texts": ["none"]}}

    reply = browser.post(
        f"/answer/{response}/save",
        json={"operation": "o", "answers": answers, "seen": {"note": 9, "law": 9}},
        headers={"X-CSRFToken": delegate.token},
    )
    page = browser.post(
        f"/answer/{response}/sections/all",
        data={TOKEN_FIELD: delegate.token, "q-note": "Mine", "seen": "note:9"},
    )
    gallery.restore()

    assert set(reply.get_json()["conflicts"]) == {"note", "law"}
    for one in (reply, page):
        found = read_reply(one)
        assert found.faults == []
        assert Payload(number, "person").mark in found.shown
        assert Payload(number, "note").mark in found.shown


def invite_by_list(gallery: World, cells: tuple[str, ...]) -> TestResponse:
    """Invite a unit for each text, by a list in which every cell is one."""
    organiser = gallery.actors["organiser"]
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["name", "email", "contact", "country"])
    for place, cell in enumerate(cells):
        writer.writerow([cell, f"f{place}@example.org", cell, cell])
    data = {TOKEN_FIELD: organiser.token, "list": file.getvalue(), "go": "invite"}
    reply = gallery.browse(organiser).post("/organise/round-0/invite-file", data=data)
    gallery.restore()
    return reply


def read_download(reply: TestResponse) -> list[list[str]]:
    """Read the CSV file that a page holds for download."""
    [packed] = DATA_ADDRESS.findall(html.unescape(reply.text))
    text = base64.b64decode(packed).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_no_cell_of_a_download_is_computed(gallery: World) -> None:
    reply = invite_by_list(gallery, FORMULAS)

    rows = read_download(reply)[1:]

    cells = [cell for row in rows for cell in row]
    assert len(rows) == len(FORMULAS)
    assert [one for one in cells if COMPUTED & {one[0], one.lstrip()[0]}] == []


def test_a_cell_gives_its_text_back_when_the_guard_is_taken_off(
    gallery: World,
) -> None:
    rows = read_download(invite_by_list(gallery, FORMULAS))[1:]

    units = [row[0] for row in rows]
    bare = [one[1:] if one[0] == "'" and one[1:2] != "" else one for one in units]
    given = [one.strip() for one in FORMULAS]
    assert [
        (one, typed)
        for one, plain, typed in zip(bare, units, given, strict=True)
        if typed not in {one, plain}
    ] == []


@pytest.mark.parametrize("sign", ["\t", "\r", "\n", "\0", "\x0b", "\x1f", "\x7f"])
def test_a_name_with_a_control_character_is_not_taken(
    gallery: World, sign: str
) -> None:
    organiser = gallery.actors["organiser"]
    name = f"a{sign}=1+1"

    reply = gallery.browse(organiser).post(
        "/organise/round-0/invite",
        data={
            TOKEN_FIELD: organiser.token,
            "name": name,
            "contact": name,
            "email": "a@example.org",
        },
    )

    assert reply.status_code == 422


def test_lines_to_copy_are_guarded_like_the_file(gallery: World) -> None:
    reply = invite_by_list(gallery, FORMULAS)

    lines = read_lines(reply)

    cells = [cell for line in lines for cell in line.split("\t")]
    assert len(lines) == len(FORMULAS)
    assert [one for one in cells if COMPUTED & {one[0], one.lstrip()[0]}] == []


def read_lines(reply: TestResponse) -> list[str]:
    """Read the lines that a page offers to be copied."""
    _, _, rest = reply.text.partition("<textarea")
    _, _, rest = rest.partition(">")
    inside, _, _ = rest.partition("</textarea>")
    return html.unescape(inside).strip("\n").split("\n")


def test_the_reading_sees_what_acts() -> None:
    """The check itself: pages that forgot to escape are caught, sound ones are not."""
    for one in list_payloads():
        raw = read_text(f"<p>{one.text}</p><p title='{one.text}'>x</p>")
        escaped = html.escape(one.text)
        sound = read_text(f'<p>{escaped}</p><p title="{escaped}">x</p>')

        assert raw.faults or not one.must_be_escaped
        assert sound.faults == []
        assert one.text in sound.shown
    assert read_text("<p>zq23unit49</p>").faults == ["zq23unit49"]
