"""Units become candidates for twinning: with scores, facts, and what they agreed to."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from instruments import Instrument
from meter.comparison.candidates import list_candidates, weigh_themes
from meter.comparison.frames import RoundResults, round_results
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_coded
from scoring.kernel.plan import compile_plan
from scoring.study.twinning import find_twins
from tests.meter.comparison.kept import submit
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from instruments import Answer
    from tests.meter.conftest import Workshop


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def results(workshop: Workshop) -> RoundResults:
    zelen = workshop.invite_unit("Zelen")
    strong: dict[str, Answer] = {"site": "yes", "law": "full", "users": 100.0}
    submit(workshop, workshop.response_id, strong)
    submit(workshop, zelen.response_id, {"law": "none", "site": "no"})
    return round_results(workshop.store, workshop.round.id)


def weigh(**nodes: Any) -> dict[str, float]:
    """Weigh the themes of the tiny instrument with another framework."""
    document = copy.deepcopy(DOCUMENT)
    document["framework"]["nodes"] = nodes
    instrument = Instrument.model_validate(document)
    plan = compile_plan(instrument)
    scores = score_coded(plan, code_answers(instrument, [{}]))
    return weigh_themes(RoundResults(instrument, plan, [], scores))


def test_candidates_stand_in_the_order_of_the_units(results: RoundResults) -> None:
    marenda, zelen = list_candidates(results, taking_part=())

    assert (marenda.unit, zelen.unit) == ("Marenda", "Zelen")
    assert marenda.scores == {"rules": 1.0, "use": pytest.approx(0.5)}
    assert zelen.scores["rules"] == 0.0


def test_a_node_without_a_score_is_not_zero(results: RoundResults) -> None:
    results.scores.node("use")[1] = float("nan")

    _, zelen = list_candidates(results, taking_part=())

    assert zelen.scores["use"] is None


def test_a_candidate_brings_all_facts_of_its_profile(results: RoundResults) -> None:
    marenda, zelen = list_candidates(results, taking_part=())

    # A thousand inhabitants, as a logarithm.
    assert marenda.context == {"population": 3.0, "region": None, "country": None}
    assert set(zelen.context.values()) == {None}


def test_nobody_takes_part_or_is_named_who_did_not_agree(results: RoundResults) -> None:
    marenda, zelen = results.units

    first, second = list_candidates(
        results, taking_part={marenda.id, zelen.id}, naming={zelen.id}
    )

    assert (first.takes_part, first.names_levels) == (True, False)
    assert (second.takes_part, second.names_levels) == (True, True)
    assert not any(one.takes_part for one in list_candidates(results, taking_part=()))


def test_where_evidence_is_asked_for_who_shows_none_teaches_nothing(
    results: RoundResults,
) -> None:
    marenda, zelen = results.units
    both = {marenda.id, zelen.id}
    shown = {marenda.id: frozenset({"rules"})}

    first, second = list_candidates(results, taking_part=both, documented=shown)
    unasked, _ = list_candidates(results, taking_part=both)

    assert first.documented == frozenset({"rules"})
    assert second.documented == frozenset()
    assert unasked.documented is None


def test_twins_are_found_among_candidates(results: RoundResults) -> None:
    both = {unit.id for unit in results.units}

    found = find_twins(
        list_candidates(results, taking_part=both, naming=both), weigh_themes(results)
    )

    (pair,) = found.pairs
    assert (pair.teacher, pair.learner) == ("Marenda", "Zelen")
    # A lead of 1 in rules counts as 0.4, of half the weight; use stays below 0.70.
    assert pair.credit == pytest.approx(0.5 * 0.4)


def test_themes_weigh_what_they_are_worth_to_the_index() -> None:
    found = weigh(
        index={"title": "Index", "of": {"rules": 3, "both": 1}},
        both={"title": "Both", "of": {"use": 1, "ways": 4}},
        rules={"title": "Rules", "items": {"law": 1, "site": 1}},
        use={"title": "Use", "items": {"users": 1}},
        ways={"title": "Ways", "items": {"ways": 1}},
    )

    assert found == pytest.approx({"rules": 0.75, "use": 0.05, "ways": 0.2})


def test_an_index_of_items_is_its_own_only_theme() -> None:
    assert weigh(index={"title": "Index", "items": {"law": 1}}) == {"index": 1.0}
