"""Tables of a package: which there are, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange.package.answer_tables import make_long_answers, make_wide_answers
from meter.exchange.package.score_tables import (
    make_item_scores,
    make_node_scores,
    make_wide_scores,
)
from meter.exchange.package.stage_tables import make_intervals, make_stages
from meter.exchange.package.unit_tables import (
    make_agreement,
    make_evidence,
    make_units,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.exchange.package.columns import Table
    from meter.exchange.package.snapshot import Snapshot


def list_tables(snapshot: Snapshot) -> list[Table]:
    """List the tables that a round has something for."""
    return list(_make_tables(snapshot))


def _make_tables(snapshot: Snapshot) -> Iterator[Table]:
    yield make_units(snapshot)
    yield make_wide_answers(snapshot)
    yield make_long_answers(snapshot)
    if snapshot.results is not None:
        yield make_item_scores(snapshot, snapshot.results)
        yield make_node_scores(snapshot, snapshot.results)
        yield make_wide_scores(snapshot, snapshot.results)
        if snapshot.results.plan.rules:
            yield make_stages(snapshot, snapshot.results)
        if snapshot.results.drawn is not None:
            yield make_intervals(snapshot, snapshot.results)
    if snapshot.agreement is not None:
        yield make_agreement(snapshot)
    yield make_evidence(snapshot)
