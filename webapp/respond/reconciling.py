"""Answering apart: handing in, and the focal point's pages to agree on one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from instruments import AnswerError, parse_answer
from meter.errors import StateError
from meter.fieldwork.agreeing import agree as agree_on
from meter.fieldwork.apart import (
    close_collecting,
    give_back,
    hand_in,
    load_collected,
)
from meter.fieldwork.responses import Given
from webapp.current import now, store
from webapp.forms.checked import explain
from webapp.forms.messages import explain as explain_note
from webapp.forms.problems import ANCHOR
from webapp.forms.sections import NOTE
from webapp.languages import gettext as _
from webapp.languages import ngettext
from webapp.respond.admission import current_sheet, ensure_invited
from webapp.respond.answering import current_answering
from webapp.respond.pages import make_check_page
from webapp.respond.reconcile_page import (
    BY_DISAGREEMENT,
    ORDERS,
    Typed,
    compare_collected,
    find_taken,
    list_alike,
    list_givers,
    make_reconcile_page,
    make_reconcile_section,
)
from webapp.respond.refusals import explain_refusal
from webapp.security import focal_point, policy, respondent
from webapp.statuses import CONFLICT, UNPROCESSABLE, find_status

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from instruments import Answer
    from instruments.model.questionnaire import Section
    from meter.fieldwork.apart import Collected
    from meter.records import Receipt
    from webapp.respond.answering import Answering

blueprint = Blueprint("reconciling", __name__, url_prefix="/answer/<int:response>")


@blueprint.post("/hand-in")
@policy(respondent)
def finish(response: int) -> ResponseReturnValue:
    """Hand in the answers that the reader gave apart."""
    answering = current_answering()
    if answering.sheet.response.is_apart:
        try:
            hand_in(store(), response, answering.sheet.invitation.person_name, now())
        except StateError as error:
            page = make_check_page(answering)
            refusal = explain_refusal(error)
            shown = render_template("respond/check.html", page=page, refusal=refusal)
            return shown, find_status(error)
    return redirect(url_for("respond.hub", response=response), 303)


@blueprint.get("/apart")
@policy(focal_point)
def overview(response: int) -> ResponseReturnValue:
    """Show who has handed in, how far they agree, and the way to each section."""
    if not current_sheet().round.apart:
        return redirect(url_for("respond.hub", response=response))
    return _show(current_answering())


@blueprint.post("/apart/close")
@policy(focal_point)
def close(response: int) -> ResponseReturnValue:
    """Hand in, as it stands, all that is not."""
    answering = current_answering()
    try:
        close_collecting(store(), answering.sheet.invitation, now())
    except StateError as error:
        return _show(answering, explain(error)), find_status(error)
    return redirect(url_for("reconciling.overview", response=response), 303)


@blueprint.post("/apart/<int:sheet>/give-back")
@policy(focal_point)
def return_(response: int, sheet: int) -> ResponseReturnValue:
    """Let somebody go on who has handed in."""
    answering = current_answering()
    try:
        give_back(store(), answering.sheet.invitation, sheet, now())
    except StateError as error:
        return _show(answering, explain(error)), find_status(error)
    return redirect(url_for("reconciling.overview", response=response), 303)


@blueprint.post("/apart/agree")
@policy(focal_point)
def agree_alike(response: int) -> ResponseReturnValue:
    """Agree on all that everybody answered alike, as the page listed it."""
    answering = current_answering()
    collected = load_collected(store(), answering.sheet.invitation)
    found = compare_collected(answering, collected)
    listed = set(request.form.get("items", "").split())
    chosen = [key for key in list_alike(answering, found) if key in listed]
    if not chosen:
        return redirect(url_for("reconciling.overview", response=response), 303)
    alike = {key: found.items[key] for key in chosen}
    answers = {key: one.common for key, one in alike.items() if one.common is not None}
    notes = {key: _say_alike(len(one.given)) for key, one in alike.items()}
    sources = {
        key: list_givers(collected, key, answer) for key, answer in answers.items()
    }
    try:
        seen = _list_seen(answering, chosen)
        _save(answering, Given(answers, notes), seen, sources)
    except StateError as error:
        return _show(answering, explain_refusal(error)), find_status(error)
    return redirect(url_for("reconciling.overview", response=response), 303)


@blueprint.get("/apart/sections/<key>")
@policy(focal_point)
def section(response: int, key: str) -> ResponseReturnValue:
    """Show the answers of everybody to each item of a section."""
    answering = current_answering()
    part = answering.find_section(key) or abort(404)
    collected = load_collected(store(), answering.sheet.invitation)
    if not collected.shown:
        return redirect(url_for("reconciling.overview", response=response))
    return _show_section(answering, collected, part)


@blueprint.post("/apart/sections/<key>")
@policy(focal_point)
def agree(response: int, key: str) -> ResponseReturnValue:
    """Record what is agreed on one item, or why."""
    answering = current_answering()
    part = answering.find_section(key) or abort(404)
    item = request.form.get("item", "")
    if item not in {one.key for one in part.items}:
        abort(404)
    collected = load_collected(store(), answering.sheet.invitation)
    if not collected.shown:
        return redirect(url_for("reconciling.overview", response=response), 303)
    why = request.form.get("why", "")
    try:
        typed = _record(answering, collected, item, why)
    except StateError as error:
        refusal = explain_refusal(error)
        page = _show_section(answering, collected, part, Typed(item, why), refusal)
        return page, find_status(error)
    if typed is not None:
        ensure_invited()  # what stands now is shown, and not what stood before
        page = _show_section(current_answering(), collected, part, typed)
        return page, UNPROCESSABLE if typed.error else CONFLICT
    order, anchor = _read_order(), ANCHOR.format(item)
    address = url_for(
        "reconciling.section", response=response, key=key, order=order, _anchor=anchor
    )
    return redirect(address, 303)


def _record(
    answering: Answering, collected: Collected, item: str, why: str
) -> Typed | None:
    """Save the answer that a button names, and why; give what could not be saved."""
    answers: dict[str, Answer] = {}
    sources: dict[str, list[int]] = {}
    take = request.form.get("take")
    if take is not None:
        taken = find_taken(collected, item, take)
        if taken is None:
            sentence = _("Choose again: this answer is not handed in any more.")
            return Typed(item, why, sentence)
        answers[item] = taken
        sources[item] = list_givers(collected, item, taken)
    try:
        said = parse_answer(answering.instrument, NOTE, why)
    except AnswerError as error:
        return Typed(item, why, explain_note(answering.instrument, NOTE, error))
    notes = {item: said if type(said) is str else ""}
    seen = {item: request.form.get("seen", 0, type=int)}
    receipt = _save(answering, Given(answers, notes), seen, sources)
    return Typed(item, why, is_conflict=True) if receipt.conflicts else None


def _save(
    answering: Answering,
    given: Given,
    seen: dict[str, int],
    sources: dict[str, list[int]],
) -> Receipt:
    """Save what is agreed as the focal point's, with its history as any save."""
    focal = answering.sheet.invitation
    return agree_on(store(), focal, given, seen, sources, answering.at)


def _list_seen(answering: Answering, keys: list[str]) -> dict[str, int]:
    stored = answering.sheet.answers
    return {key: stored[key].revision for key in keys if key in stored}


def _say_alike(people: int) -> str:
    return ngettext(
        "%(num)s person answered this, by themselves.",
        "%(num)s people answered this alike, each by themselves.",
        people,
    ) % {"num": people}


def _read_order() -> str:
    order = request.values.get("order", "")
    return order if order in ORDERS else BY_DISAGREEMENT


def _show(answering: Answering, refusal: str = "") -> str:
    collected = load_collected(store(), answering.sheet.invitation)
    page = make_reconcile_page(answering, collected)
    return render_template("respond/reconcile.html", page=page, refusal=refusal)


def _show_section(
    answering: Answering,
    collected: Collected,
    part: Section,
    typed: Typed | None = None,
    refusal: str = "",
) -> str:
    order = _read_order()
    page = make_reconcile_section(answering, collected, part, order, typed, refusal)
    return render_template("respond/reconcile_section.html", page=page)
