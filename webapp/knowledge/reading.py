"""Reading: what a search finds, and one contribution with its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

from meter.fieldwork.rounds import get_instrument
from meter.knowledge.contributions import (
    find_visible,
    list_files,
    list_own,
    list_sent,
    list_steps,
)
from meter.knowledge.files import load_shared, measure_shared
from meter.knowledge.indicators import find_scored_round
from meter.knowledge.offering import count_reached
from meter.knowledge.records import KINDS, Filters
from meter.knowledge.searching import list_contributors, search
from meter.settings import MEGABYTE
from webapp.addresses import MOST_ID
from webapp.attachments import send_attachment
from webapp.current import settings, store
from webapp.knowledge.lists import Asked, make_index_page, make_own_line
from webapp.knowledge.pages import make_contribution_page
from webapp.paging import read_page_number

if TYPE_CHECKING:
    from flask import Response

    from meter.knowledge.records import Contribution
    from webapp.knowledge.desks import Desk
    from webapp.knowledge.lists import OwnLine


def show_index(desk: Desk, refusal: str = "", words: str = "") -> str:
    """Show what is published and was asked for, and what is one's own.

    With why something was not done, and what was said to it.
    """
    asked = Asked(request.args.get("q", ""), _read_filters(), read_page_number())
    workshop = desk.workshop.id
    found = search(store(), workshop, asked.query, asked.filters, page=asked.page)
    page = make_index_page(
        desk,
        asked,
        found,
        list_contributors(store(), workshop),
        _list_own(desk),
        _list_sent(desk) if desk.is_organiser else (),
    )
    return render_template(
        "knowledge/index.html", page=page, desk=desk, refusal=refusal, words=words
    )


def show_contribution(
    desk: Desk, number: int, refusal: str = "", wrong: str = "", words: str = ""
) -> str:
    """Show one contribution; with why something was not done, and what was typed."""
    found = find_visible(store(), desk.workshop.id, number, desk.by.unit_id)
    page = make_contribution_page(
        desk,
        found,
        list_files(store(), number),
        list_steps(store(), [number]).get(number, ()),
    )
    return render_template(
        "knowledge/contribution.html",
        page=page,
        desk=desk,
        refusal=refusal,
        wrong=wrong,
        words=words,
        most=settings().evidence_file_mb * MEGABYTE,
        quota=find_quota(),
        used=measure_shared(store(), desk.workshop.id, desk.by.unit_id),
    )


def find_quota() -> int:
    """Give how many bytes the files of one contributor may come to."""
    return settings().evidence_quota_mb * MEGABYTE


def send_file(desk: Desk, number: int, file: int) -> Response:
    """Send a file to be saved."""
    unit_id = desk.by.unit_id
    return send_attachment(
        *load_shared(store(), desk.workshop.id, number, file, unit_id)
    )


def _read_filters() -> Filters:
    """Read what the address asks for; what means nothing is left out."""
    kind, city = request.args.get("kind", ""), request.args.get("city", "")
    is_number = city.isascii() and city.isdigit() and len(city) < len(str(MOST_ID))
    return Filters(
        kind=kind if kind in KINDS else None,
        language=_read_word("language"),
        indicator=_read_word("about"),
        unit_id=int(city) if is_number else None,
    )


def _read_word(name: str) -> str | None:
    """Read a key or tag; one with a NUL could not be asked for."""
    word = request.args.get(name, "")[:40]
    return None if "\0" in word or not word else word


def _list_own(desk: Desk) -> tuple[OwnLine, ...]:
    found = list_own(store(), desk.workshop.id, desk.by.unit_id)
    steps = list_steps(store(), [one.id for one in found])
    reached = _count_reached(desk, found)
    return tuple(
        make_own_line(one, steps.get(one.id, ()), reached.get(one.id)) for one in found
    )


def _count_reached(desk: Desk, found: list[Contribution]) -> dict[int, int]:
    asked = find_scored_round(store(), desk.workshop)
    published = [one for one in found if one.state == "published"]
    if asked is None or not published:
        return {}
    framework = get_instrument(store(), asked).framework
    if framework is None:
        return {}
    return dict(count_reached(store(), asked.id, framework, published))


def _list_sent(desk: Desk) -> tuple[OwnLine, ...]:
    found = list_sent(store(), desk.workshop.id)
    steps = list_steps(store(), [one.id for one in found])
    return tuple(make_own_line(one, steps.get(one.id, ())) for one in found)
