"""Error pages: a status, what happened, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from meter.comparison.errors import LostScorecardError, StaleCodesError
from meter.errors import MeterError, NotFoundError, StateError
from meter.fieldwork.errors import (
    InvitationExpiredError,
    InvitationRevokedError,
    InvitationUnknownError,
    LinkUnknownError,
)
from meter.publication.errors import EditionWithdrawnError
from meter.reports.errors import UnsetPaperError
from meter.storage.errors import NotSavedError
from webapp.api.problems import is_api, tell_http_error, tell_situation
from webapp.languages import gettext as _
from webapp.languages import mark
from webapp.respond.queues import find_lost_queue

if TYPE_CHECKING:
    from flask import Flask, Response
    from flask.typing import ResponseReturnValue

Words = tuple[str, str]
"""A heading and what to do, in the source language."""

BAD_REQUEST, GONE, SERVER_ERROR = 400, 410, 500

PAGES: dict[int, Words] = {
    400: (
        mark("This request could not be read"),
        mark("Go back, load the page again and send it once more."),
    ),
    403: (
        mark("This page is not open to you"),
        mark("If you were invited, open the link in your invitation again."),
    ),
    404: (
        mark("There is no such page here"),
        mark(
            "Check the address. If you were invited, open the link in your"
            " invitation again."
        ),
    ),
    405: (
        mark("This address does not take that request"),
        mark("Start again from the first page."),
    ),
    413: (
        mark("What you sent is too large"),
        mark("Shorten the texts or split the file, then send it again."),
    ),
    500: (
        mark("Something is broken on our side"),
        mark("It is in the log. Answers that show the time of saving are safe."),
    ),
}
"""What a page says, by status."""

EXPIRED: Words = (
    mark("This form no longer fits your session"),
    mark(
        "Go back: what you typed should still be there. Open the page anew in a second"
        " tab, then send the form again."
    ),
)

SITUATIONS: dict[type[MeterError], tuple[int, Words]] = {
    LinkUnknownError: (
        404,
        (
            mark("This link does not work"),
            mark(
                "It works once, and for three days. If you have set a password, sign"
                " in; else ask an administrator for a new link."
            ),
        ),
    ),
    InvitationUnknownError: (
        404,
        (
            mark("This invitation link is not known"),
            mark(
                "See that the whole link is in the address bar. If you were sent a"
                " newer link, use that one; else ask the organiser for a new one."
            ),
        ),
    ),
    InvitationExpiredError: (
        410,
        (
            mark("This invitation link has expired"),
            mark("Ask the organiser for a new one. Your saved answers are kept."),
        ),
    ),
    InvitationRevokedError: (
        410,
        (
            mark("This invitation has been withdrawn"),
            mark("Ask the organiser if that is a surprise to you."),
        ),
    ),
    EditionWithdrawnError: (
        410,
        (
            mark("This edition is withdrawn"),
            mark("Ask the organiser of the round why, or look for a newer edition."),
        ),
    ),
    NotSavedError: (
        507,
        (
            mark("Nothing was saved"),
            mark(
                "The server could not write just now. Go back, keep your page open and"
                " send it again in a minute."
            ),
        ),
    ),
    NotFoundError: (404, PAGES[404]),
    StaleCodesError: (
        409,
        (
            mark("The submitted answers of this round have to be coded anew"),
            mark(
                "Ask whoever runs the server to make a backup and then to run meter db"
                " recode. Nothing is lost."
            ),
        ),
    ),
    LostScorecardError: (
        500,
        (
            mark("A result of this round is missing or damaged"),
            mark(
                "Ask whoever runs the server to run meter db check, which names it, and"
                " to restore a backup."
            ),
        ),
    ),
    UnsetPaperError: (
        503,
        (
            mark("The PDF could not be made"),
            mark("Try again in a minute, or print the page of the questionnaire."),
        ),
    ),
    StateError: (
        409,
        (
            mark("This cannot be done as things stand now"),
            mark("Go back and load the page again to see what has changed."),
        ),
    ),
    MeterError: (400, PAGES[400]),
}
"""Status and words for what may go wrong below; the first class that fits."""


def setup_errors(app: Flask) -> None:
    """Answer every failure with a page, or with JSON where JSON was sent."""
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(CSRFError, show_expired)
    app.register_error_handler(MeterError, show_situation)


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Show the page of a status; redirects and finished replies pass through."""
    status = error.code or SERVER_ERROR
    if error.response is not None or status < BAD_REQUEST:
        return cast("Response", error.get_response())
    if is_api():
        return tell_http_error(error)
    fallback = SERVER_ERROR if status >= SERVER_ERROR else BAD_REQUEST
    return show_error(status, PAGES.get(status, PAGES[fallback]))


def show_expired(error: CSRFError) -> ResponseReturnValue:
    """Show what to do when the token of a form does not fit its session."""
    current_app.logger.info("A form was refused: %s", error.description)
    return show_error(BAD_REQUEST, EXPIRED)


def show_situation(error: MeterError) -> ResponseReturnValue:
    """Show what a person can do about an error of the floor below."""
    if is_api():
        return tell_situation(error)
    kind = next(kind for kind in SITUATIONS if isinstance(error, kind))
    return show_error(*SITUATIONS[kind])


def show_error(status: int, words: Words) -> ResponseReturnValue:
    """Make an error reply in the form that the client reads."""
    heading, advice = (_(text) for text in words)
    if request.is_json:
        return jsonify(error=f"{heading}. {advice}"), status
    queue = find_lost_queue() if status == GONE else ""
    page = render_template(
        "errors/error.html", heading=heading, advice=advice, queue=queue
    )
    return page, status
