"""The organiser sees what an edition would tell, publishes it, and withdraws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.webapp.public.conftest import square
from tests.webapp.reading import read_text

if TYPE_CHECKING:
    from tests.webapp.desk import Desk
    from tests.webapp.public.conftest import Square

__all__ = ["square"]

PAGE = "/organise/seoul/editions"


def test_what_would_be_told_is_seen_before(square: Square) -> None:
    page = read_text(square.desk.get(PAGE))

    assert "With our name 1" in page
    assert "Counted, without a name 6" in page
    assert "7 would be counted" in page
    assert "Low 3, High 4" in page
    assert "Publish edition 1" in page
    assert square.desk.app.test_client().get("/public/seoul/1/").status_code == 404
    assert PAGE in square.desk.get("/organise/seoul/").text


def test_who_stands_in_a_package_is_told_to_be_counted_and_not_named(
    square: Square,
) -> None:
    package = "/organise/seoul/package"
    square.desk.post(package, {"language": "en"}, package)

    page = read_text(square.desk.get(PAGE))

    assert "these named: none" in page
    assert "1 unit agreed to be named and is only counted" in page


def test_an_edition_is_published_under_a_licence_and_withdrawn(square: Square) -> None:
    desk = square.desk
    assert desk.post(PAGE, {"licence": "mine"}, PAGE).status_code == 400

    assert desk.post(PAGE, {"licence": "ODbL-1.0"}, PAGE).status_code == 303

    stranger = desk.app.test_client()
    assert "ODbL-1.0" in read_text(stranger.get("/public/seoul/1/"))
    assert "/public/seoul/1/" in desk.get(PAGE).text
    gone = desk.post(f"{PAGE}/1/withdraw", page=PAGE)
    assert gone.status_code == 303
    assert stranger.get("/public/seoul/1/").status_code == 410
    assert "withdrawn on" in read_text(desk.get(PAGE))
    assert desk.post(f"{PAGE}/9/withdraw", page=PAGE).status_code == 404


def test_nothing_is_published_where_nobody_agreed(desk: Desk) -> None:
    asked = desk.open("seoul")
    desk.answer(asked, "Arva", 10, 20, 30)

    assert "Nothing can be published yet" in read_text(desk.get(PAGE))
    reply = desk.post(PAGE, {"licence": "CC0-1.0"}, "/organise/seoul/")
    assert reply.status_code == 409
    assert "Ask the units to decide first." in read_text(reply)


def test_another_organiser_finds_nothing(square: Square) -> None:
    other = square.desk.enter(square.desk.other)

    assert other.get(PAGE).status_code == 404
