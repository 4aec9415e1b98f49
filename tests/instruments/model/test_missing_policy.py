from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from instruments.model.missing_policy import MissingPolicy, NodeMissing


def test_a_node_does_otherwise_only_what_it_names() -> None:
    policy = MissingPolicy.model_validate(
        {
            "unanswered": "leave_out",
            "least_share": "0.5",
            "nodes": {"x": {"dont_know": "drop", "least_share": "0"}},
        }
    )

    assert policy.of("x") == MissingPolicy(
        unanswered="leave_out", dont_know="drop", least_share=0
    )
    assert policy.of("y") == MissingPolicy(unanswered="leave_out", least_share=0.5)


def test_a_node_may_do_otherwise_all_but_what_is_of_the_whole() -> None:
    of_the_whole = {"nodes", "bounds"}

    assert (
        NodeMissing.model_fields.keys()
        == MissingPolicy.model_fields.keys() - of_the_whole
    )


@pytest.mark.parametrize(
    "part",
    [
        {"unanswered": "skip"},
        {"not_asked": "zero"},
        {"without_score": "mean"},
        {"least_share": "1.1"},
        {"most_not_applicable": "-0.1"},
        {"nodes": {"x": {"bounds": "true"}}},
    ],
)
def test_other_policies_are_refused(part: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        MissingPolicy.model_validate(part)
