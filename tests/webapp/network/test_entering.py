"""Everybody keeps their own entry: what it shows is theirs to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.webapp.network.conftest import Room

SAID = {
    "name": "Ana Sá",
    "position": "Head of services",
    "languages": "French, العربية; pt",
    "email": "ana@example.org",
    "phone": "+351 22 123 456",
    "themes": ["law", "nothing"],
    "seen": "0",
}


def test_nothing_is_switched_on_before_its_owner_does(room: Room) -> None:
    page = room.porto.get("/entry").text
    assert 'value="Focal Porto"' in page
    assert "checked" not in page

    room.porto.post("/entry", **SAID)

    assert "Ana" not in room.lima.get("/directory").text
    assert "Your entry is kept" in room.porto.get("/directory").text


def test_what_is_switched_on_is_shown_at_once_and_withdrawn_at_once(
    room: Room,
) -> None:
    shown = {"show-name": "yes", "show-languages": "yes", "show-themes": "yes"}
    reply = room.porto.post("/entry", **SAID, **shown)
    assert reply.location == f"{room.porto.base}/directory"

    for page in (room.lima.get("/directory").text, room.get("/directory").text):
        assert "Ana Sá" in page
        assert "French, Arabic, Portuguese" in page
        assert ">Law<" in page
        assert "ana@example.org" not in page
        assert "Head of services" not in page
        assert "+351" not in page

    room.porto.post("/entry/withdraw")
    assert "Ana Sá" not in room.lima.get("/directory").text
    assert "You are not in the directory." in room.porto.get("/directory").text


def test_a_stale_save_keeps_what_was_typed_and_shows_what_stands(room: Room) -> None:
    room.porto.post("/entry", **SAID, **{"show-name": "yes"})
    stale = {**SAID, "name": "Ana Sousa", "phone": "12345"}

    reply = room.porto.post("/entry", **stale)

    assert reply.status_code == 409
    assert 'value="Ana Sousa"' in reply.text
    assert 'value="12345"' in reply.text
    assert "What others see now" in reply.text
    assert "Ana Sá" in reply.text
    assert 'name="seen" value="1"' in reply.text
    assert "Ana Sá" in room.lima.get("/directory").text


def test_a_field_that_cannot_be_taken_says_what_to_do(room: Room) -> None:
    wrong = {**SAID, "phone": "call me", "languages": "Klingon-ish", "email": "x"}

    reply = room.porto.post("/entry", **wrong, **{"show-name": "yes"})

    assert reply.status_code == 422
    assert "Write a telephone number in digits" in reply.text
    assert "Klingon-ish" in reply.text
    assert "Write one e-mail address" in reply.text
    assert 'value="call me"' in reply.text
    assert 'name="show-name" value="yes" checked' in reply.text
    assert "Ana" not in room.lima.get("/directory").text


def test_the_directory_is_searched_without_a_script(room: Room) -> None:
    for city, name in ((room.porto, "Ana"), (room.lima, "Bo")):
        shown = {f"show-{field}": "yes" for field in ("name", "unit", "languages")}
        said = {**SAID, "name": name, "languages": "fr" if name == "Ana" else "ko"}
        city.post("/entry", **said, **shown)

    for query, found in (
        ("q=ana", {"Ana"}),
        ("q=LIMA", {"Bo"}),
        ("q=korean", {"Bo"}),
        ("language=fr", {"Ana"}),
        ("unit=Porto", {"Ana"}),
        ("q=head", set()),
        ("", {"Ana", "Bo"}),
    ):
        for path in ("/directory", "/directory.vcf"):
            page = room.lima.get(f"{path}?{query}").text
            names = {
                name
                for name in ("Ana", "Bo")
                if f"FN:{name}" in page or f"<bdi>{name}</bdi>" in page
            }
            assert names == found, (path, query)
