"""The research package of a round, for its organisers and researchers."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from meter.errors import StateError
from meter.exchange.package.package import CHUNK_BYTES, taking_turn, zip_package
from meter.fieldwork.exporting import record_export
from meter.fieldwork.rounds import get_instrument
from meter.publication.known import count_packaged
from webapp.current import now, settings, store
from webapp.downloads import send_file
from webapp.forms.checked import explain
from webapp.masking import reads_numbers
from webapp.organise.ownership import get_read_round
from webapp.package.making import make_snapshot
from webapp.package.pages import choose_language, make_package_page
from webapp.security import policy, researcher
from webapp.staff.accounts import current_account
from webapp.statuses import find_status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from flask import Response
    from flask.typing import ResponseReturnValue

    from meter.exchange.package.snapshot import Snapshot
    from meter.records import Round

blueprint = Blueprint("package", __name__, url_prefix="/organise/<round_key>/package")

ZIP = "application/zip"


@blueprint.get("")
@policy(researcher)
def page(round_key: str) -> str:
    """Say what is in the package, and offer it."""
    return _show(get_read_round(round_key))


@blueprint.post("")
@policy(researcher)
def make(round_key: str) -> ResponseReturnValue:
    """Make the package and send it; only who organises gets one that names all."""
    asked = get_read_round(round_key)
    with_names = "names" in request.form and not reads_numbers(asked)
    instrument = get_instrument(store(), asked)
    language = choose_language(instrument, request.form.get("language", ""))
    try:
        with taking_turn():
            return _make(asked, language, with_names=with_names)
    except StateError as error:
        return _show(asked, explain(error)), find_status(error)


def _make(asked: Round, language: str, *, with_names: bool) -> Response:
    at = now()
    snapshot = make_snapshot(
        store(), settings(), asked, language, at, with_names=with_names
    )
    with ExitStack() as stack:
        file = stack.enter_context(zip_package(snapshot))
        # Written down once it is whole: one that nobody got would stop the next one.
        record_export(
            store(),
            asked.id,
            at,
            with_names=with_names,
            language=language,
            by=current_account(),
            judged=snapshot.judged,
        )
        return _send(snapshot, file, stack.pop_all())


def _show(asked: Round, refusal: str = "") -> str:
    shown = make_package_page(
        asked,
        get_instrument(store(), asked),
        count_packaged(store(), asked),
        can_name=not reads_numbers(asked),
        refusal=refusal,
    )
    return render_template("package/package.html", page=shown)


def _send(snapshot: Snapshot, file: BinaryIO, stack: ExitStack) -> Response:
    """Send the zip piece by piece; what it stands on goes when it is sent."""
    whose = "-named" if snapshot.terms.with_names else ""
    sent = send_file(b"", ZIP, f"{snapshot.round.key}-package{whose}.zip")
    sent.response = _read_pieces(file)
    sent.content_length = file.seek(0, 2)
    file.seek(0)
    sent.call_on_close(stack.close)
    return sent


def _read_pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(CHUNK_BYTES):
        yield piece
