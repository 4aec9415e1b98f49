"""The work plan of a unit: taken from its result, written, done, taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from meter.errors import DataError, StateError
from meter.fieldwork.planning import (
    Wanted,
    add_step,
    change_step,
    drop_step,
    list_steps,
)
from webapp.addresses import find_base, write_hub_address
from webapp.calendar_file import write_due_days
from webapp.current import now, store
from webapp.downloads import send_file, send_table
from webapp.forms.checked import explain
from webapp.forms.problems import list_form_problems
from webapp.respond.answering import current_answering
from webapp.results.plan import (
    PlanForm,
    list_due_days,
    list_suggestions,
    make_plan_page,
    write_plan,
)
from webapp.results.submitted import assess_submitted, load_changes
from webapp.security import focal_point, policy, respondent
from webapp.statuses import UNPROCESSABLE, find_status

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from webapp.respond.answering import Answering
    from webapp.results.plan import Suggestion

blueprint = Blueprint("planning", __name__)


@blueprint.get("/answer/<int:response>/plan")
@policy(respondent)
def plan(response: int) -> ResponseReturnValue:
    """Show the plan; before submission there is none, so go to the overview."""
    answering = current_answering()
    if not answering.sheet.response.was_submitted:
        return redirect(url_for("respond.hub", response=response))
    return _show(answering)


def _show(
    answering: Answering,
    form: PlanForm | None = None,
    step: int | None = None,
    refusal: str = "",
) -> str:
    """Show the plan with what was typed; `step` is the one that it was typed for."""
    steps = list_steps(store(), answering.sheet.response.id)
    page = make_plan_page(answering, steps, _list_suggestions(answering), form, step)
    return render_template(
        "results/plan.html",
        page=page,
        refusal=refusal,
        problems=list_form_problems(form) if form else (),
    )


def _list_suggestions(answering: Answering) -> list[Suggestion]:
    found = assess_submitted(answering, load_changes(answering))
    if found is None:
        return []
    suggestions = list_suggestions(found)
    found.study.drop_workings()
    return suggestions


def _go_back(response: int) -> ResponseReturnValue:
    return redirect(url_for("planning.plan", response=response), 303)


@blueprint.post("/answer/<int:response>/plan/take")
@policy(focal_point)
def take(response: int) -> ResponseReturnValue:
    """Take suggestions into the plan, each as a step of its own."""
    answering = current_answering()
    chosen = set(request.form.getlist("item"))
    known = {one.item for one in list_steps(store(), response)}
    try:
        for one in _list_suggestions(answering):
            if one.item in chosen - known:
                wanted = Wanted(one.words)
                add_step(store(), answering.sheet.invitation, one.item, wanted, now())
    except StateError as error:
        return _show(answering, refusal=explain(error)), find_status(error)
    return _go_back(response)


@blueprint.post("/answer/<int:response>/plan")
@policy(focal_point)
def add(response: int) -> ResponseReturnValue:
    """Add a step of the unit's own."""
    answering, form = current_answering(), PlanForm(request.form)
    if not form.validate():
        return _show(answering, form), UNPROCESSABLE
    try:
        add_step(store(), answering.sheet.invitation, None, form.wanted, now())
    except (DataError, StateError) as error:
        return _show(answering, form, refusal=explain(error)), find_status(error)
    return _go_back(response)


@blueprint.post("/answer/<int:response>/plan/<int:step>")
@policy(focal_point)
def change(response: int, step: int) -> ResponseReturnValue:
    """Change a step, or say that it is done."""
    answering, form = current_answering(), PlanForm(request.form)
    if not form.validate():
        return _show(answering, form, step), UNPROCESSABLE
    try:
        change_step(
            store(),
            answering.sheet.invitation,
            step,
            read_seen(),
            form.wanted,
            now(),
            is_done=form.done.data,
        )
    except (DataError, StateError) as error:
        return _show(answering, form, step, explain(error)), find_status(error)
    return _go_back(response)


@blueprint.post("/answer/<int:response>/plan/<int:step>/remove")
@policy(focal_point)
def remove(response: int, step: int) -> ResponseReturnValue:
    """Take a step out of the plan."""
    answering = current_answering()
    try:
        drop_step(store(), answering.sheet.invitation, step, read_seen(), now())
    except StateError as error:
        return _show(answering, refusal=explain(error)), find_status(error)
    return _go_back(response)


def read_seen() -> int:
    """Read the revision that the form was written with; 0 where it says none."""
    seen = request.form.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < len("1000000000") else 0


@blueprint.get("/answer/<int:response>/plan.csv")
@policy(respondent)
def table(response: int) -> ResponseReturnValue:
    """Send the plan as CSV."""
    answering = current_answering()
    text = write_plan(answering, list_steps(store(), response))
    return send_table(text, "work-plan.csv")


@blueprint.get("/answer/<int:response>/plan.ics")
@policy(respondent)
def calendar(response: int) -> ResponseReturnValue:
    """Send what is due and not done, for a calendar."""
    answering = current_answering()
    address = write_hub_address(find_base(), response)
    days = list_due_days(answering, list_steps(store(), response), address)
    return send_file(write_due_days(days, now()), "text/calendar", "work-plan.ics")
