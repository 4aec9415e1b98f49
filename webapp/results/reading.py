"""Reading a result: all that its page shows, as it was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.peers.seeing import look_at_spreads
from webapp.current import store
from webapp.peers.pages import make_peer_band
from webapp.results.pages import make_result_page
from webapp.results.series import make_series
from webapp.results.since import make_since
from webapp.results.submitted import assess_submitted, load_changes
from webapp.results.teachers import find_teachers

if TYPE_CHECKING:
    from webapp.peers.pages import PeerBand
    from webapp.respond.answering import Answering
    from webapp.results.assessment import Assessment
    from webapp.results.pages import ResultPage


def read_result(answering: Answering) -> tuple[Assessment, ResultPage] | None:
    """Read the result of a response; None before it is submitted."""
    sheet, changes = answering.sheet, load_changes(answering)
    found = assess_submitted(answering, changes)
    if found is None or sheet.response.submitted_at is None:
        return None
    page = make_result_page(
        found,
        sheet.response.submitted_at,
        sheet.unit.name,
        sheet.round.title,
        make_series(found, sheet.evidence, list_verified(answering)),
        is_provisional=is_provisional(answering),
        peers=_find_peers(answering),
        teachers=find_teachers(answering, found.scorecard),
        since=None if changes is None else make_since(changes, found),
    )
    found.study.drop_workings()
    return found, page


def list_verified(answering: Answering) -> list[str] | None:
    """List the items that a reviewer has verified; None where nothing is reviewed."""
    if not answering.sheet.round.reviewed:
        return None
    return [key for key, state in answering.states.items() if state == "verified"]


def is_provisional(answering: Answering) -> bool:
    """Tell whether a review of the answers has not come to its end."""
    sheet = answering.sheet
    return sheet.round.reviewed and sheet.response.accepted_at is None


def _find_peers(answering: Answering) -> dict[str, PeerBand]:
    """Find the spreads of the unit's peers, by node, as far as it sees them."""
    found = look_at_spreads(store(), answering.sheet)
    bands = {node: make_peer_band(spread) for node, spread in found.items()}
    return {node: band for node, band in bands.items() if band is not None}
