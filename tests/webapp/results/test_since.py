from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments.revisions import compare_versions
from meter.comparison.changes import Changes, ItemChange, NodeChange
from meter.records import Round
from scoring.study.breaks import Break
from tests.webapp.city import DOCUMENT, make_instrument
from webapp.results.assessment import assess
from webapp.results.since import SinceFormer, make_since
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from instruments import Instrument

NOW = make_instrument()
FORMER = Round(
    1, "spring", "Spring", 1, "every", "7", "f", None, None, None, None, None
)


def sum_up(nodes: tuple[NodeChange, ...], then: Instrument = NOW) -> SinceFormer:
    revision = compare_versions(then, NOW)
    changes = Changes(
        FORMER,
        then,
        NOW,
        (ItemChange("level", "none", "fully"), ItemChange("share", 4.0, 4.0)),
        tuple(one for one in revision.items if not one.is_comparable),
        nodes,
    )
    return make_since(changes, assess(word_instrument(NOW), {"level": "fully"}))


def test_the_index_and_its_parts_stand_before_and_after() -> None:
    found = sum_up(
        (
            NodeChange("plan", 0.5, 0.75, 0.75, None),
            NodeChange("whole", 0.4, 0.45, 0.45, None),
        )
    )

    assert found.former == "Spring"
    assert [one.title for one in found.moves] == ["Whole", "Plan"]
    assert [one.change for one in found.moves] == ["+5.0", "+25.0"]
    assert not any(one.is_linked for one in found.moves)
    assert (found.changed, found.same, found.left_out) == (1, 1, 0)


@pytest.mark.parametrize(("linked", "change"), [(0.5, "+10.0"), (None, "")])
def test_what_cannot_be_compared_as_it_is_says_so(
    linked: float | None, change: str
) -> None:
    broken = Break("spring", method=("weights",))
    sections = [dict(one) for one in DOCUMENT["sections"]]
    sections[0]["items"] = sections[0]["items"][1:]
    sections[1]["items"] = sections[1]["items"][2:]
    nodes = dict(DOCUMENT["framework"]["nodes"])
    nodes["plan"] = nodes["plan"] | {"items": ["budget"]}
    stages = {"other": DOCUMENT["stages"]["other"]}
    methods = {"default": DOCUMENT["methods"]["default"] | {"stages": ["other"]}}
    then = make_instrument(
        sections=sections,
        framework={"index": ["whole"], "nodes": nodes},
        stages=stages,
        methods=methods,
    )

    found = sum_up((NodeChange("whole", 0.4, 0.45, linked, broken),), then)

    assert found.index is not None
    assert (found.index.change, found.index.is_linked) == (change, True)
    assert found.left_out == 3


def test_without_scores_only_answers_are_told() -> None:
    found = sum_up(())

    assert (found.index, found.moves, found.changed) == (None, (), 1)
