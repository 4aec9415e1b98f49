"""Nodes, methods and stage rules are told as same, changed, added or removed."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from instruments.revised_parts import PartRevision, compare_parts, weigh_alike
from tests.instruments.versions import DOCUMENT, build

NODES: dict[str, Any] = DOCUMENT["framework"]["nodes"]


def compare_nodes(**changes: dict[str, Any]) -> dict[str, PartRevision]:
    nodes = copy.deepcopy(NODES)
    for key, change in changes.items():
        nodes[key] = {**nodes.get(key, {}), **change}
    new = build(framework={"index": ["index"], "nodes": nodes})
    return {part.key: part for part in compare_parts("nodes", build(), new)}


@pytest.mark.parametrize(
    ("change", "differs", "moves"),
    [
        ({"title": "Laws", "about": "What binds."}, ("words",), False),
        ({"items": {"law": 1, "site": 2}}, ("weights",), True),
        ({"items": {"law": 2, "site": 2}}, (), False),
        ({"items": {"law": 1, "site": 1, "ways": 1}}, ("children",), True),
        ({"items": None, "tagged": "legal"}, ("children", "tagged"), True),
    ],
)
def test_a_node_is_told_by_what_it_is_made_of(
    change: dict[str, Any], differs: tuple[str, ...], moves: bool
) -> None:
    rules = compare_nodes(rules=change)["rules"]

    assert rules.differs == differs
    assert rules.moves_scores is moves


def test_a_node_that_one_version_alone_has_is_added_or_removed() -> None:
    extra = {"title": "Ways", "items": {"ways": 1}}
    new = build(framework={"index": ["index"], "nodes": {**NODES, "paths": extra}})

    (added,) = [p for p in compare_parts("nodes", build(), new) if p.kind != "same"]
    (removed,) = [p for p in compare_parts("nodes", new, build()) if p.kind != "same"]

    assert added == PartRevision("paths", "added")
    assert removed == PartRevision("paths", "removed")
    assert added.moves_scores
    assert removed.moves_scores


def test_a_node_that_becomes_an_index_is_changed() -> None:
    new = build(framework={"index": ["index", "rules"], "nodes": NODES})

    changed = [p for p in compare_parts("nodes", build(), new) if p.kind != "same"]

    assert changed == [PartRevision("rules", "changed", ("index",))]


@pytest.mark.parametrize(
    ("change", "differs", "moves"),
    [
        ({"combine": {"index": "geometric"}}, ("combine",), True),
        ({"missing": {"unanswered": "leave_out"}}, ("missing",), True),
        ({"version": "2"}, ("version",), False),
        ({"title": "Averages"}, ("words",), False),
        ({"combine": {}}, (), False),
    ],
)
def test_a_method_is_told_by_its_fields(
    change: dict[str, Any], differs: tuple[str, ...], moves: bool
) -> None:
    method = {**DOCUMENT["methods"]["default"], **change}

    (part,) = compare_parts("methods", build(), build(methods={"default": method}))

    assert part.differs == differs
    assert part.moves_scores is moves


@pytest.mark.parametrize(
    ("band", "differs"), [({"from": 0.6}, ("bands",)), ({"title": "Top"}, ("words",))]
)
def test_a_band_with_another_title_is_the_same_band(
    band: dict[str, Any], differs: tuple[str, ...]
) -> None:
    ladder = copy.deepcopy(DOCUMENT["stages"]["ladder"])
    ladder["bands"][1].update(band)

    (part,) = compare_parts("stages", build(), build(stages={"ladder": ladder}))

    assert part.differs == differs


def test_a_ladder_over_another_node_is_changed() -> None:
    ladder = {**DOCUMENT["stages"]["ladder"], "of": "rules"}

    (part,) = compare_parts("stages", build(), build(stages={"ladder": ladder}))

    assert part.differs == ("of",)


def test_weights_are_alike_where_their_proportions_are() -> None:
    assert weigh_alike({"a": 1, "b": 2}, {"a": 10, "b": 20, "c": 7})
    assert weigh_alike({"a": 1}, {"b": 2})
    assert not weigh_alike({"a": 1, "b": 2}, {"a": 2, "b": 1})
