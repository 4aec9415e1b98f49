"""The Online Service Index of 2024: its list of features, five parts, two indices.

Published sub-indices rest on points that the public list does not have, so no state can
be reproduced from it. What can be: the size of the list, and the weighted sum of the
one state whose five parts were found printed (Togo).
"""

from __future__ import annotations

import pytest

from instruments import load_instrument
from scoring import score
from tests.oracles.portals import list_features, review

OSI = load_instrument("osi_2024")

# Codes in the toolkit of 2024; one of the 59 for services is counted under content.
CODES = {
    "institutions": 26,
    "content_provision": 8,
    "service_provision": 59 - 1,
    "participation_part": 56,
    "technology_part": 16,
    "literacy_index": 18,
}

SHARES = {
    "institutions": 0.10,
    "service_provision": 0.45,
    "content_provision": 0.05,
    "technology_part": 0.05,
    "participation_part": 0.35,
}


def test_the_list_has_183_codes_two_of_which_stand_twice() -> None:
    assert {node: len(list_features(OSI, node)) for node in CODES} == CODES
    assert len(OSI.items) == 183 - 2


@pytest.mark.parametrize(("part", "share"), SHARES.items())
def test_a_complete_part_gives_its_share_of_the_index(part: str, share: float) -> None:
    portals = {"one": list_features(OSI, part)}

    found = score(OSI, review(OSI, portals), "absolute")

    assert found[part].item() == pytest.approx(1)
    assert found["osi"].item() == pytest.approx(share)


@pytest.mark.parametrize("part", CODES)
def test_every_code_of_a_part_is_one_point_of_it(part: str) -> None:
    features = list_features(OSI, part)

    found = score(OSI, review(OSI, {one: [one] for one in features}), "absolute")

    assert found[part].to_numpy() == pytest.approx(1 / CODES[part])


def test_participation_is_counted_in_two_indices() -> None:
    half = list_features(OSI, "participation_part")[:28]

    found = score(OSI, review(OSI, {"one": half}), "absolute")

    assert found["epi"].item() == pytest.approx(28 / 56)
    assert found["osi"].item() == pytest.approx(0.35 * 28 / 56)


def test_both_indices_run_from_the_lowest_to_the_highest_state() -> None:
    parts = {part: list_features(OSI, part) for part in CODES}
    portals = {
        "services": parts["service_provision"],
        "framework": parts["institutions"],
        "both": parts["institutions"] + parts["participation_part"][:14],
    }

    found = score(OSI, review(OSI, portals), "edition_2024")

    both = 0.10 + 0.35 * 14 / 56
    assert found["osi"].tolist() == pytest.approx([1, 0, (both - 0.10) / (0.45 - 0.10)])
    assert found["epi"].tolist() == pytest.approx([0, 0, 1])


def test_the_weights_fit_the_one_state_whose_parts_are_printed() -> None:
    togo = {
        "institutions": 0.8000,
        "content_provision": 0.5556,
        "service_provision": 0.3253,
        "participation_part": 0.4521,
        "technology_part": 0.5000,
    }
    framework = OSI.framework
    assert framework is not None
    weights = framework.nodes["osi"].of or {}

    total = sum(weights[part] * value for part, value in togo.items())

    raw = total / sum(weights.values())
    assert raw == pytest.approx(0.4374, abs=0.00005)
    # Published: 0.44721 of the best state, which has 0.978 of all there is.
    assert raw / 0.44721 == pytest.approx(0.978, abs=0.0005)
