"""Peers: what a unit sees of them, and its focal point deciding what they see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from meter.fieldwork.responses import load_scorecard
from meter.peers.consents import decide
from meter.peers.errors import ConsentExceedsError, ConsentsChangedError
from meter.peers.levels import LEVELS, includes, list_peer_nodes
from meter.peers.seeing import look
from meter.storage.errors import NotSavedError
from webapp.current import store
from webapp.filters import say_moment
from webapp.forms.checked import explain
from webapp.forms.seen import read_seen
from webapp.languages import gettext as _
from webapp.peers.pages import make_peers_page
from webapp.respond.answering import current_answering
from webapp.security import focal_point, policy, respondent
from webapp.statuses import CONFLICT, NO_ROOM

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from meter.records import PeerLevel
    from webapp.respond.answering import Answering

blueprint = Blueprint("peers", __name__)

FIELD = "level-"
"""Fields of the form are named after the nodes behind this."""


@blueprint.get("/answer/<int:response>/peers")
@policy(respondent)
def peers(response: int) -> ResponseReturnValue:
    """Show the unit beside its peers; who answers apart has none."""
    answering = current_answering()
    if answering.sheet.response.is_apart or answering.sheet.round.method is None:
        return redirect(url_for("respond.hub", response=response))
    return _show(answering)


@blueprint.post("/answer/<int:response>/peers")
@policy(focal_point)
def choose(response: int) -> ResponseReturnValue:
    """Keep what peers may see from the next request on."""
    answering = current_answering()
    chosen = _read_levels(answering)
    try:
        decide(store(), answering.sheet.invitation, chosen, read_seen(), answering.at)
    except ConsentsChangedError as error:
        return _show(answering, chosen, _tell_change(error)), CONFLICT
    except ConsentExceedsError as error:
        return _show(
            answering, _list_possible(answering, chosen), explain(error)
        ), CONFLICT
    except NotSavedError as error:
        return _show(answering, chosen, explain(error)), NO_ROOM
    return redirect(url_for("peers.peers", response=response, _anchor="share"), 303)


def _show(
    answering: Answering,
    typed: dict[str, PeerLevel] | None = None,
    refusal: str = "",
) -> str:
    page = make_peers_page(
        answering,
        look(store(), answering.sheet),
        load_scorecard(store(), answering.sheet.response.id),
        typed,
    )
    return render_template("peers/peers.html", page=page, refusal=refusal)


def _read_levels(answering: Answering) -> dict[str, PeerLevel]:
    """Read the chosen levels; a node without one stays as it is."""
    framework = answering.wording.source.framework
    known = {str(level): level for level in LEVELS}
    found = {}
    for node in list_peer_nodes(framework) if framework else []:
        given = request.form.get(FIELD + node)
        if given is None:
            continue
        if given not in known:
            abort(400)
        found[node] = known[given]
    return found


def _list_possible(
    answering: Answering, chosen: dict[str, PeerLevel]
) -> dict[str, PeerLevel]:
    """List what was chosen and can still be."""
    most = answering.sheet.round.peers
    return {node: level for node, level in chosen.items() if includes(most, level)}


def _tell_change(error: ConsentsChangedError) -> str:
    return _(
        "Nothing was kept: %(person)s decided otherwise at %(time)s. What you chose is"
        " below; look at what holds now, and keep yours if it is still right."
    ) % {"person": error.who, "time": say_moment(error.at)}
