"""The evidence of a round's submitted answers, as its organiser sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from meter.fieldwork.evidence import list_submitted, load_submitted_file
from meter.fieldwork.rounds import get_instrument
from meter.fieldwork.units import list_units
from webapp.attachments import send_attachment
from webapp.current import store
from webapp.organise.ownership import get_own_round
from webapp.respond.evidence_page import view_evidence
from webapp.security import organiser, policy
from webapp.wording import word_ask, word_instrument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from meter.records import Evidence, Round, Unit
    from webapp.respond.evidence_page import EvidenceLine
    from webapp.wording import Wording

blueprint = Blueprint(
    "round_evidence", __name__, url_prefix="/organise/<round_key>/evidence"
)


@dataclass(frozen=True)
class AskedEvidence:
    """What stands beside the answer to one question."""

    ask: str
    lines: tuple[EvidenceLine, ...]


@dataclass(frozen=True)
class UnitEvidence:
    """What a unit handed in, question by question in the order of asking."""

    name: str
    count: int
    asked: tuple[AskedEvidence, ...]


@dataclass(frozen=True)
class RoundEvidencePage:
    """What all units of a round handed in; those with nothing are left out."""

    key: str
    title: str
    units: tuple[UnitEvidence, ...]
    words_language: str
    words_direction: str


@blueprint.get("")
@policy(organiser)
def evidence(round_key: str) -> str:
    """List what stands beside the submitted answers."""
    asked = get_own_round(round_key)
    page = make_round_evidence_page(
        asked,
        word_instrument(get_instrument(store(), asked)),
        list_units(store(), asked.id),
        list_submitted(store(), asked.id),
    )
    return render_template("organise/evidence.html", page=page)


@blueprint.get("/<int:evidence>")
@policy(organiser)
def download(round_key: str, evidence: int) -> Response:
    """Send a file to be saved."""
    asked = get_own_round(round_key)
    return send_attachment(*load_submitted_file(store(), asked.id, evidence))


def make_round_evidence_page(
    asked: Round,
    wording: Wording,
    units: Sequence[Unit],
    found: Mapping[int, Sequence[Evidence]],
) -> RoundEvidencePage:
    """Make the page from what stands, by unit."""
    return RoundEvidencePage(
        key=asked.key,
        title=asked.title,
        units=tuple(
            UnitEvidence(
                one.name, len(found[one.id]), tuple(_group(wording, found[one.id]))
            )
            for one in units
            if one.id in found
        ),
        words_language=wording.language,
        words_direction=wording.direction,
    )


def _group(wording: Wording, found: Sequence[Evidence]) -> list[AskedEvidence]:
    instrument = wording.instrument
    by_item: dict[str, list[EvidenceLine]] = {}
    for one in found:
        by_item.setdefault(one.item, []).append(view_evidence(one))
    return [
        AskedEvidence(word_ask(instrument, key), tuple(by_item[key]))
        for key in instrument.items
        if key in by_item
    ]
