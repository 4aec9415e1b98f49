"""Published figures: the page beside the self-assessment, and the file of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from meter.comparison.published import (
    drop_figure,
    keep_figures,
    load_figures,
    read_figures,
)
from meter.errors import DataError
from meter.fieldwork.units import list_units
from webapp.compare.figures import find_figure
from webapp.compare.pages import Link
from webapp.compare.routes import look_at, render_view, say_unscored
from webapp.current import now, store
from webapp.forms.checked import explain
from webapp.languages import gettext as _
from webapp.organise.ownership import get_own_round
from webapp.security import organiser, policy
from webapp.staff.accounts import current_account

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from meter.comparison.published import FigureFile, Scale
    from meter.records import Round

blueprint = Blueprint(
    "publishing", __name__, url_prefix="/organise/<round_key>/compare/published"
)

UNPROCESSABLE = 422


@blueprint.get("")
@policy(organiser)
def published(round_key: str) -> ResponseReturnValue:
    """Show what others published beside the self-assessment."""
    return _show(get_own_round(round_key))


@blueprint.post("")
@policy(organiser)
def take_in(round_key: str) -> ResponseReturnValue:
    """Take in a file of published figures; one with a bad row changes nothing."""
    asked = get_own_round(round_key)
    sent = request.files.get("file")
    content = sent.read() if sent and sent.filename else b""
    if not content.strip():
        return _show(asked, _("Choose a CSV or XLSX file first.")), UNPROCESSABLE
    scale: Scale = 100 if request.form.get("scale") == "100" else 1
    try:
        found = read_figures(content, scale, list_units(store(), asked.id))
    except DataError as error:
        return _show(asked, explain(error)), UNPROCESSABLE
    if found.problems:
        return _show(asked, found=found), UNPROCESSABLE
    keep_figures(store(), asked.id, found.figures, now(), by=current_account())
    return _show(asked, found=found)


@blueprint.post("/remove")
@policy(organiser)
def remove(round_key: str) -> ResponseReturnValue:
    """Forget one published figure."""
    asked = get_own_round(round_key)
    name = request.form.get("figure", "")
    if name in load_figures(store(), asked.id):
        drop_figure(store(), asked.id, name, now(), by=current_account())
    return redirect(url_for("publishing.published", round_key=round_key), 303)


def _show(asked: Round, refusal: str = "", found: FigureFile | None = None) -> str:
    view = look_at(asked)
    if view is None:
        return say_unscored(asked)
    chosen = find_figure(view)
    figures = [
        Link(name, view.selection.link(figure=name, first=0), name == chosen)
        for name in view.figures
    ]
    problems = found.problems if found else ()
    return render_view(
        "published",
        view,
        figures=figures,
        chosen=chosen,
        refusal=refusal,
        problems=[(one.row, explain(one.error)) for one in problems],
        found=found,
    )
