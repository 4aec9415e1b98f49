"""A round is restated beside its kept scorecards, which are only read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import NoSuchMethodError
from meter.comparison.errors import StaleCodesError
from meter.comparison.restated import list_other_methods, restate_round
from meter.errors import NotFoundError
from meter.storage.repository.responses import update_response
from scoring.provenance import Provenance
from scoring.scorecard import NodeScore
from tests.meter.comparison.kept import keep, make_card, replace_codes, submit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.meter.conftest import Workshop

LENIENT = """meter: 1
instrument: tiny
key: lenient
method: {title: Lenient, missing: {unanswered: leave_out}}
"""


@pytest.fixture
def lenient(tmp_path: Path) -> str:
    """Write a method file that leaves unanswered items out."""
    path = tmp_path / "lenient.yaml"
    path.write_text(LENIENT, encoding="utf-8")
    return str(path)


@pytest.fixture
def finished(workshop: Workshop) -> Workshop:
    """Two units have submitted, the later one with the name that comes first."""
    zelen = workshop.invite_unit("Zelen")
    submit(workshop, zelen.response_id, {"site": "no", "law": "full"})
    submit(workshop, workshop.response_id, {"site": "yes", "users": 40.0})
    return workshop


def test_kept_scores_stand_beside_those_of_another_method(
    finished: Workshop, lenient: str
) -> None:
    found = restate_round(finished.store, finished.round.id, lenient)

    assert found.units == ["Marenda", "Zelen"]
    # The ways have no answer: they counted as zero, and are left out now.
    assert found.published.node("use")[0] == (0.4 + 0) / 2
    assert found.restated.node("use")[0] == 0.4
    frame = found.to_frame().set_index("unit")
    assert frame.loc["Marenda", "use.change"] == 0.4 - 0.2


def test_the_published_side_is_read_and_never_computed(
    finished: Workshop, lenient: str
) -> None:
    replace_codes(finished, {"site": "yes", "users": 100.0})

    found = restate_round(finished.store, finished.round.id, lenient)

    assert found.published.node("use")[0] == (0.4 + 0) / 2
    assert found.restated.node("use")[0] == 1


def test_what_differs_and_where_both_come_from_is_told(
    finished: Workshop, lenient: str
) -> None:
    found = restate_round(finished.store, finished.round.id, lenient)

    assert "unanswered" in [one.topic for one in found.list_differences()]
    told = found.provenance.to_mapping()
    published = Provenance.of(found.published.plan)
    assert told["method"] == "lenient"
    assert told["published_method"] == published.method
    assert told["published_method_fingerprint"] == published.method_fingerprint
    assert told["meaning"] == published.meaning


def test_scores_of_another_version_of_the_method_are_told(
    finished: Workshop, lenient: str
) -> None:
    nodes = make_card(finished).nodes | {"index": NodeScore(0.75, 0.5, None)}
    keep(finished, "Other", make_card(finished, nodes=nodes, method_fingerprint="0"))

    found = restate_round(finished.store, finished.round.id, lenient)

    assert found.scored_otherwise == ("Other",)
    assert found.published.node("index")[found.units.index("Other")] == 0.75


def test_a_round_without_submissions_is_restated_as_nothing(
    workshop: Workshop, lenient: str
) -> None:
    found = restate_round(workshop.store, workshop.round.id, lenient)

    assert found.units == []
    assert len(found.to_frame()) == 0


def test_what_is_not_there_is_not_found(finished: Workshop, lenient: str) -> None:
    with pytest.raises(NoSuchMethodError):
        restate_round(finished.store, finished.round.id, "nothing")
    with pytest.raises(NotFoundError):
        restate_round(finished.store, 999, lenient)


def test_stale_answers_are_coded_anew_first(finished: Workshop, lenient: str) -> None:
    stale = {"coded_meaning": "0" * 64}
    finished.store.write(
        lambda connection: update_response(connection, finished.response_id, stale)
    )

    with pytest.raises(StaleCodesError):
        restate_round(finished.store, finished.round.id, lenient)


def test_other_methods_are_those_of_the_instrument_but_the_published_one(
    workshop: Workshop,
) -> None:
    method = workshop.instrument.method()
    more = workshop.instrument.with_method("second", method)

    assert list_other_methods(more, more.default_method) == ["second"]
    assert list_other_methods(workshop.instrument, None) == list(
        workshop.instrument.methods
    )
