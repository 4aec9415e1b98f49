"""The reply that tells fresh links: a page with all of them, or letters as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template

from meter.reports.letters import can_draw_codes
from meter.reports.typesetting import typeset_letters
from meter.workshops.inviting import takes_people
from meter.workshops.workshops import list_rounds
from webapp.addresses import write_join_address
from webapp.current import now, store
from webapp.downloads import send_file
from webapp.languages import list_languages
from webapp.mails.links import InvitationLink
from webapp.organise.links import LinksPage
from webapp.organise.sent import mail_if_ticked, read_language
from webapp.papers import PDF, offers_pdf
from webapp.workshops.letters import make_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flask import Response
    from flask.typing import ResponseReturnValue

    from meter.records import Workshop
    from meter.workshops.records import FreshLink


def offers_letters() -> bool:
    """Tell whether everything is installed that makes letters."""
    return offers_pdf() and can_draw_codes()


def show_fresh(
    workshop: Workshop, fresh: Sequence[FreshLink], kept: int = 0
) -> ResponseReturnValue:
    """Show fresh links; mail them first where that is ticked.

    `kept` counts the people who keep the links that they hold.
    """
    page = LinksPage(mail_if_ticked(make_links(fresh)), names_round=True)
    at, rounds = now(), list_rounds(store(), workshop)
    return render_template(
        "workshops/links.html",
        workshop=workshop,
        page=page,
        kept=kept,
        takes_people=any(takes_people(one, at) for one in rounds),
    )


def send_letters(workshop: Workshop, fresh: Sequence[FreshLink]) -> Response:
    """Send fresh links as letters, a page a person, each in their own language."""
    letters = make_letters(workshop, make_links(fresh), read_language())
    return send_file(typeset_letters(letters), PDF, f"{workshop.key}-letters.pdf")


def make_links(fresh: Iterable[FreshLink]) -> list[InvitationLink]:
    """Write the addresses of fresh links."""
    return [
        InvitationLink(
            one.round, one.unit.name, one.invitation, write_join_address(one.token)
        )
        for one in fresh
    ]


def choose_language(tags: Sequence[str], otherwise: str | None = None) -> str | None:
    """Choose the first language of somebody's that METER speaks."""
    spoken = list_languages()
    candidates = (part for tag in tags for part in (tag, tag.split("-")[0]))
    return next((one for one in candidates if one in spoken), otherwise)
