"""One press gives the slides, another the PDF; a stranger finds neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from instruments import Instrument
from meter.fieldwork import rounds
from meter.workshops.workshops import draft_workshop
from tests.meter.reports.pdf_reading import read_pdf
from tests.webapp.desk import DOCUMENT
from tests.webapp.pack.rooms import SHARES, make
from webapp.pack import routes

if TYPE_CHECKING:
    from meter.records import Round, Workshop
    from tests.webapp.desk import Desk


@pytest.fixture(scope="module")
def workshop(desk: Desk) -> Workshop:
    """Make a workshop with a round in which one city has submitted."""
    made = draft_workshop(
        desk.store, desk.owner.id, "busan", "Meeting of Busan", at=desk.clock()
    )
    drafted = rounds.draft_round(
        desk.store,
        desk.owner.id,
        "first",
        "First round",
        Instrument.model_validate(DOCUMENT),
        at=desk.clock(),
        workshop_id=made.id,
    )
    opened = rounds.open_round(desk.store, drafted.id, desk.clock())
    desk.answer(opened, "Jarn", 10, 20, 30)
    return made


def test_every_section_has_its_slide_and_a_way_on(desk: Desk, asked: Round) -> None:
    page = desk.get("/organise/seoul/pack").text

    with desk.app.test_request_context("/"):
        titles = [one.title for one in make(desk, asked).sections]
    assert all(title in page for title in titles)
    slides = re.findall(r'<section class="slide[^"]*" id="slide-(\d+)"', page)
    assert slides == [str(number) for number in range(len(slides))]
    onward = re.findall(r'rel="next" href="#slide-(\d+)"', page)
    assert onward == slides[1:]
    assert re.findall(r'rel="prev" href="#slide-(\d+)"', page) == slides[:-1]


def test_it_runs_without_a_script_and_weighs_little(desk: Desk, asked: Round) -> None:
    del asked  # it is filled
    reply = desk.get("/organise/seoul/pack")

    assert len(reply.data) < 60_000
    assert "<style" not in reply.text
    assert " style=" not in reply.text


def test_the_pages_that_lead_to_it_say_so(desk: Desk, asked: Round) -> None:
    for path in (f"/organise/{asked.key}/", f"/organise/{asked.key}/compare"):
        assert f'href="/organise/{asked.key}/pack"' in desk.get(path).text


def test_the_pdf_holds_every_unit(desk: Desk, asked: Round) -> None:
    reply = desk.get(f"/organise/{asked.key}/pack.pdf?lang=ar")
    desk.get("/organise/?lang=en")

    assert reply.mimetype == "application/pdf"
    name = reply.headers["Content-Disposition"]
    assert name == "attachment; filename=seoul-pack-ar.pdf"
    found = read_pdf(reply.data)
    assert found.language == "ar"
    assert all(unit in found.outline for unit in SHARES)


def test_a_round_of_a_workshop_leads_to_the_workshops_pack(
    desk: Desk, workshop: Workshop
) -> None:
    pages = (("pack", "of_workshop"), ("pack.pdf", "workshop_pdf"))
    for page, _name in pages:
        reply = desk.get(f"/organise/first/{page}")
        assert reply.status_code == 302
        assert reply.location == f"/workshops/{workshop.key}/{page}"


def test_the_workshops_pack_is_of_all_its_rounds(
    desk: Desk, workshop: Workshop
) -> None:
    page = desk.get(f"/workshops/{workshop.key}/pack").text
    pdf = desk.get(f"/workshops/{workshop.key}/pack.pdf")

    assert "Meeting of Busan" in page
    assert "First round" in page
    assert "Jarn" in read_pdf(pdf.data).outline


def test_another_organiser_finds_nothing(
    desk: Desk, asked: Round, workshop: Workshop
) -> None:
    stranger = desk.enter(desk.other)

    for start in (f"/organise/{asked.key}", f"/workshops/{workshop.key}"):
        for page in ("pack", "pack.pdf"):
            assert stranger.get(f"{start}/{page}").status_code == 404


def test_many_units_are_spread_over_addresses(
    desk: Desk, asked: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "MOST_UNITS", 4)
    path = f"/organise/{asked.key}/pack"

    first, second = desk.get(path).text, desk.get(f"{path}?units=4").text

    assert 'href="?units=4"' in first
    # Of eight units by name the last four are Esk, Fyn and two without a result.
    assert [
        name in first for name in ("<bdi>Ankor</bdi></h2>", "<bdi>Fyn</bdi></h2>")
    ] == [
        True,
        False,
    ]
    assert "<bdi>Ankor</bdi></h2>" not in second
    assert "<bdi>Fyn</bdi></h2>" in second
    assert desk.get(f"{path}?units=3").status_code == 404


def test_without_the_typesetter_there_are_slides_and_no_pdf(
    desk: Desk, asked: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "offers_pdf", lambda: False)
    path = f"/organise/{asked.key}/pack"

    assert "pack.pdf" not in desk.get(path).text
    assert desk.get(f"{path}.pdf").status_code == 404


def test_to_the_room_it_names_those_alone_that_agreed(desk: Desk, asked: Round) -> None:
    whole = desk.get(f"/organise/{asked.key}/pack").text
    room = desk.get(f"/organise/{asked.key}/pack?names=agreed").text

    own, theirs = (re.findall(r"<h2[^>]*><bdi>(\w+)", page) for page in (whole, room))
    assert set(SHARES) <= set(own)
    assert not set(SHARES) & set(theirs)
    assert 'href="?names=agreed"' in whole
    assert 'pack.pdf?names=agreed"' in room
