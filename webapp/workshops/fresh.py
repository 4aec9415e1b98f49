"""The reply that tells fresh links: a page with all of them, or letters as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

from meter.reports.letters import can_draw_codes
from meter.reports.typesetting import typeset_letters
from webapp.current import settings
from webapp.downloads import send_file
from webapp.languages import list_languages
from webapp.organise.links import make_data_address
from webapp.papers import PDF, offers_pdf
from webapp.staff.accounts import current_account
from webapp.workshops.letters import make_letters
from webapp.workshops.links import mail_all, make_links, write_lines, write_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response
    from flask.typing import ResponseReturnValue

    from meter.records import Workshop
    from meter.workshops.records import FreshLink


def offers_letters() -> bool:
    """Tell whether everything is installed that makes letters."""
    return offers_pdf() and can_draw_codes()


def show_fresh(workshop: Workshop, fresh: Sequence[FreshLink]) -> ResponseReturnValue:
    """Show fresh links; mail them first where that is ticked."""
    links = make_links(fresh)
    if request.form.get("mail") and settings().can_mail:
        links = mail_all(links, current_account())
    return render_template(
        "workshops/links.html",
        workshop=workshop,
        links=links,
        lines=write_lines(links),
        file=make_data_address(write_rows(links)),
    )


def send_letters(workshop: Workshop, fresh: Sequence[FreshLink]) -> Response:
    """Send fresh links as letters, a page a person, each in their own language."""
    letters = make_letters(workshop, make_links(fresh), read_language())
    return send_file(typeset_letters(letters), PDF, f"{workshop.key}-letters.pdf")


def read_language() -> str | None:
    """Read the language that was chosen for those of whom none is known."""
    code = request.form.get("language", "")
    return code if code in list_languages() else None


def choose_language(tags: Sequence[str], otherwise: str | None = None) -> str | None:
    """Choose the first language of somebody's that METER speaks."""
    spoken = list_languages()
    candidates = (part for tag in tags for part in (tag, tag.split("-")[0]))
    return next((one for one in candidates if one in spoken), otherwise)
