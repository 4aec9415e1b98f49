"""Importing answers collected elsewhere: a file is checked, then taken over."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from meter.exchange.imports.layouts import AUTO, NAMES
from meter.fieldwork.access import say_closed
from meter.fieldwork.drafts import IMPORT
from meter.fieldwork.errors import RoundNotOpenError
from meter.fieldwork.imports.records import ImportOrigin, ImportTerms
from meter.fieldwork.rounds import get_instrument
from webapp.current import now, store
from webapp.forms.checked import explain
from webapp.languages import gettext as _
from webapp.organise.import_page import ImportChoice, ImportPage, read_import
from webapp.organise.import_words import MAPPING_EXAMPLE
from webapp.organise.ownership import get_own_round
from webapp.organise.sent import read_list
from webapp.security import organiser, policy
from webapp.staff.accounts import current_account
from webapp.statuses import CONFLICT, UNPROCESSABLE
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from meter.records import Round

blueprint = Blueprint("importing", __name__, url_prefix="/organise/<round_key>/import")


@blueprint.get("")
@policy(organiser)
def choose(round_key: str) -> ResponseReturnValue:
    """Ask for a file of answers."""
    asked = get_own_round(round_key)
    return _show(asked, ImportPage(ImportChoice(), refusal=_say_state(asked)))


@blueprint.post("")
@policy(organiser)
def import_file(round_key: str) -> ResponseReturnValue:
    """Check a file or a mended text; take it over only when told to."""
    asked = get_own_round(round_key)
    takes = request.form.get("go") == "take"
    choice = _read_choice(is_trial=not takes)
    content = read_list()
    if refusal := _say_state(asked):
        text = content if isinstance(content, str) else ""
        return _show(asked, ImportPage(choice, text, refusal)), CONFLICT
    if not content.strip():
        refusal = _("Choose a CSV or XLSX file first.")
        return _show(asked, ImportPage(choice, refusal=refusal)), UNPROCESSABLE
    account = current_account()
    origin = ImportOrigin(account, account.name, now(), _name_import(content))
    wording = word_instrument(get_instrument(store(), asked))
    page = read_import(store(), asked, wording, content, choice, origin)
    return _show(asked, page), UNPROCESSABLE if page.refusal or page.bad else 200


def _read_choice(*, is_trial: bool) -> ImportChoice:
    layout = request.form.get("layout", AUTO)
    terms = ImportTerms(
        replace="replace" in request.form,
        submit="submit" in request.form,
        add_units="add_units" in request.form,
        is_trial=is_trial,
    )
    known = layout if layout in NAMES else AUTO
    unit = request.form.get("unit", "")
    return ImportChoice(known, unit, _read_mapping(), terms)


def _read_mapping() -> str:
    """Read what is said about columns and values: a file, else what was written."""
    sent = request.files.get("mapping_file")
    if sent and sent.filename:
        content: bytes = sent.read()
        return content.decode("utf-8-sig", errors="replace")
    return request.form.get("mapping", "")


def _name_import(content: str | bytes) -> str:
    sent = content.encode() if isinstance(content, str) else content
    return f"{IMPORT}{hashlib.sha256(sent).hexdigest()[:32]}"


def _say_state(asked: Round) -> str:
    """Say why a round takes no answers now; nothing where it does."""
    state = asked.state(now())
    if state == "closed":
        return explain(say_closed(asked))
    return explain(RoundNotOpenError(asked.key)) if state == "draft" else ""


def _show(asked: Round, page: ImportPage) -> str:
    layouts = {
        "auto": _("Found out by its headings"),
        "table": _("A table with the keys of the questions"),
        "limesurvey": "LimeSurvey",
        "kobo": "KoBo",
        "odk": "ODK Central",
        "google-forms": "Google Forms",
    }
    return render_template(
        "organise/import.html",
        asked=asked,
        page=page,
        layouts=layouts,
        example=MAPPING_EXAMPLE,
    )
