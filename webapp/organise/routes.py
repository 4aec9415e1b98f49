"""Organising rounds: the list, a new one, its page; opening and closing it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import (
    Blueprint,
    abort,
    redirect,
    render_template,
    request,
    url_for,
)

from instruments import list_library
from meter.comparison.completion import completion, count_units
from meter.comparison.disagreement import tabulate_disagreement
from meter.comparison.frames import round_results
from meter.errors import DataError
from meter.exchange.disagreement_files import write_text
from meter.exchange.score_files import write_csv
from meter.fieldwork.asking import list_asking
from meter.fieldwork.errors import (
    RoundClosedError,
    RoundFrozenError,
    RoundKeyTakenError,
)
from meter.fieldwork.invitations import list_invitations
from meter.fieldwork.reviewers import list_reviewers
from meter.fieldwork.roles import (
    list_organised_rounds,
    list_read_rounds,
    list_reviewed_rounds,
)
from meter.fieldwork.rounds import (
    close_round,
    draft_round,
    find_round,
    get_instrument,
    open_round,
)
from meter.fieldwork.units import list_units
from meter.mailing.due import count_unrequested, list_unfinished
from meter.mailing.outbox import list_mailings
from meter.peers.overview import load_overview
from meter.workshops.workshops import list_workshops
from webapp.current import now, settings, store
from webapp.downloads import send_table
from webapp.forms.checked import explain
from webapp.forms.problems import list_form_problems
from webapp.masking import reads_numbers, show_disagreement, show_results
from webapp.organise.forms import RoundForm, make_unit_form
from webapp.organise.invite_lists import write_headings
from webapp.organise.keys import suggest_key
from webapp.organise.links import make_data_address
from webapp.organise.ownership import get_own_round, get_read_round
from webapp.organise.pages import make_round_line, make_round_page
from webapp.organise.peers import make_peers_panel
from webapp.organise.reminders import make_reminders
from webapp.papers import send_paper
from webapp.security import organiser, policy, researcher
from webapp.staff.accounts import current_account, current_account_id
from webapp.statuses import CONFLICT, UNPROCESSABLE
from webapp.wording import (
    get_library_instrument,
    list_library_wordings,
    word_instrument,
)

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response
    from flask.typing import ResponseReturnValue

    from meter.records import Round, Workshop
    from webapp.organise.forms import UnitForm
    from webapp.organise.reminders import RemindersPanel

blueprint = Blueprint("organise", __name__, url_prefix="/organise")


@blueprint.get("/")
@policy(organiser)
def rounds() -> str:
    """List the rounds that somebody organises, and what they are to others."""
    lines = [
        make_round_line(one, *count_units(store(), one.id), now())
        for one in list_organised_rounds(store(), current_account_id())
    ]
    return render_template(
        "organise/rounds.html",
        rounds=lines,
        who=current_account(),
        reviewed=list_reviewed_rounds(store(), current_account_id()),
        read=list_read_rounds(store(), current_account_id()),
    )


@blueprint.get("/new")
@policy(organiser)
def new() -> str:
    """Offer the instruments; with one chosen, the form of a new round."""
    key = request.args.get("instrument", "")
    if key not in list_library():
        cards = list_library_wordings()
        return render_template(
            "organise/choose.html",
            wordings=cards,
            workshop=request.args.get("workshop"),
        )
    return _show_new(key, _make_round_form(key))


@blueprint.post("/new")
@policy(organiser)
def create() -> ResponseReturnValue:
    """Draft a round of the chosen instrument."""
    key = request.args.get("instrument", "")
    if key not in list_library():
        abort(404)
    form = _make_round_form(key)
    # Both speak, so that everything is said at once.
    sound = [form.validate(), form.ensure_later(now())]
    drafted = _draft(key, form) if all(sound) else None
    if drafted is None:
        return _show_new(key, form), UNPROCESSABLE
    return redirect(url_for("organise.round_page", round_key=drafted.key), 303)


def _make_round_form(instrument: str) -> RoundForm:
    form = RoundForm(request.form)
    form.offer_grace()
    worded = word_instrument(get_library_instrument(instrument)).instrument
    form.offer_methods(worded)
    form.offer_peers(worded)
    chosen = "" if request.form else request.args.get("workshop", "")
    form.offer_workshops([(one.key, one.title) for one in _list_workshops()], chosen)
    return form


def _list_workshops() -> list[Workshop]:
    return list_workshops(store(), current_account_id())


def _show_new(instrument: str, form: RoundForm) -> str:
    wording = word_instrument(get_library_instrument(instrument))
    return render_template(
        "organise/new.html",
        wording=wording,
        form=form,
        problems=list_form_problems(form),
    )


def _draft(instrument: str, form: RoundForm) -> Round | None:
    title, at, workshop = form.title.data or "", now(), _find_workshop(form)
    try:
        return draft_round(
            store(),
            # A round of a workshop is its organiser's, whoever of them adds it.
            workshop.owner_id if workshop else current_account_id(),
            form.key.data or suggest_key(title, instrument, at.year, is_taken),
            title,
            get_library_instrument(instrument),
            at=at,
            method=form.method.data if "method" in form else None,
            closes_at=form.closes_at,
            grace_days=int(form.grace.data or 0),
            apart=form.apart.data,
            reviewed=form.reviewed.data,
            workshop_id=workshop.id if workshop else None,
            peers=form.peer_level,
            peer_field=form.peer_field.data or None,
        )
    except (DataError, RoundKeyTakenError) as error:
        form.key.errors = [explain(error)]
        return None


def _find_workshop(form: RoundForm) -> Workshop | None:
    key = form.workshop.data if "workshop" in form else ""
    return next((one for one in _list_workshops() if one.key == key), None)


def is_taken(key: str) -> bool:
    """Tell whether a round has this key, whoever owns it."""
    return find_round(store(), key) is not None


@blueprint.get("/<round_key>/")
@policy(organiser)
def round_page(round_key: str) -> str:
    """Show a round: who takes part, how far they are, what can be done."""
    return show_round(get_own_round(round_key))


def show_round(asked: Round, form: UnitForm | None = None, refusal: str = "") -> str:
    """Show the page of a round, with what was typed and why it was not taken."""
    worded = word_instrument(get_instrument(store(), asked)).instrument
    at = now()
    page = make_round_page(
        asked,
        worded,
        completion(store(), asked.id, at),
        list_invitations(store(), asked.id),
        at,
        list_reviewers(store(), asked.id),
        asking=list_asking(store(), asked.id),
    )
    form = form or make_unit_form(worded.profile, None)
    return render_template(
        "organise/round.html",
        page=page,
        form=form,
        problems=list_form_problems(form),
        refusal=refusal,
        reminders=_make_reminders(asked, at),
        can_mail=settings().can_mail,
        chosen=request.form,
        empty_list=make_data_address(write_headings(worded.profile)),
        peers=make_peers_panel(asked, worded, load_overview(store(), asked)),
    )


@blueprint.get("/<round_key>/questionnaire.pdf")
@policy(organiser)
def pdf(round_key: str) -> Response:
    """Send the blank questionnaire of a round, to prepare with colleagues."""
    asked = get_own_round(round_key)
    return send_paper(word_instrument(get_instrument(store(), asked)))


@blueprint.get("/<round_key>/scores.csv")
@policy(researcher)
def scores(round_key: str) -> ResponseReturnValue:
    """Send the scores of a round that count; a researcher gets no names with them."""
    asked = get_read_round(round_key)
    if asked.method is None:
        abort(404)
    results = show_results(asked, round_results(store(), asked.id))
    frame = results.scores.to_frame([unit.name for unit in results.units])
    file = io.BytesIO()
    # A column without a row would be one of numbers.
    write_csv(frame.astype({"unit": "str"}), file)
    return send_table(file.getvalue().decode(), f"{round_key}-scores.csv")


@blueprint.get("/<round_key>/disagreement.csv")
@policy(researcher)
def disagreement(round_key: str) -> ResponseReturnValue:
    """Send what people answered apart and what was agreed, nobody named."""
    asked = get_read_round(round_key)
    if not asked.apart and reads_numbers(asked):
        return redirect(url_for("organise.rounds"))
    if not asked.apart:
        return redirect(url_for("organise.round_page", round_key=round_key))
    table = show_disagreement(asked, tabulate_disagreement(store(), asked.id))
    return send_table(write_text(table), f"{round_key}-disagreement.csv")


def _make_reminders(asked: Round, at: datetime) -> RemindersPanel:
    people = list_unfinished(store(), asked, at)
    return make_reminders(
        asked,
        people,
        {unit.id: unit.name for unit in list_units(store(), asked.id)},
        count_unrequested(store(), asked, people, at),
        list_mailings(store(), asked.id),
        at,
        can_send=settings().can_mail,
    )


@blueprint.post("/<round_key>/open")
@policy(organiser)
def open_(round_key: str) -> ResponseReturnValue:
    """Open a round for answers."""
    asked = get_own_round(round_key)
    try:
        open_round(store(), asked.id, now(), by=current_account())
    except RoundClosedError as error:
        return show_round(asked, refusal=explain(error)), CONFLICT
    return redirect(url_for("organise.round_page", round_key=round_key), 303)


@blueprint.post("/<round_key>/close")
@policy(organiser)
def close(round_key: str) -> ResponseReturnValue:
    """Close a round for good."""
    asked = get_own_round(round_key)
    try:
        close_round(store(), asked.id, now(), by=current_account())
    except RoundFrozenError as error:
        return show_round(asked, refusal=explain(error)), CONFLICT
    return redirect(url_for("organise.round_page", round_key=round_key), 303)
