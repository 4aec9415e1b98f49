"""A small room: four units, two parts, three leaves; numbers to check by hand."""

from __future__ import annotations

import numpy as np
import pytest

from webapp.charts.chart import Look
from webapp.charts.room import Ladder, Measure, Participant, Room, Step

NAN = float("nan")


@pytest.fixture
def desk() -> Look:
    return Look()


@pytest.fixture
def room() -> Room:
    """Law is ahead of technology in three of the four units."""
    scores = {
        "readiness": [20.0, 40.04, 60.0, 80.0],
        "law": [30.0, 50.0, 70.0, 90.0],
        "technology": [10.0, 30.0, 50.0, 95.0],
        "rules": [30.0, 50.0, 70.0, 90.0],
        "networks": [20.0, 20.0, NAN, 100.0],
        "services": [0.0, 40.0, 50.0, 90.0],
    }
    return Room(
        units=tuple(
            Participant(number, name)
            for number, name in enumerate(["Arva", "Belo", "Cori", "Dune"], start=1)
        ),
        top=Measure("readiness", "Readiness"),
        parts=(Measure("law", "Law"), Measure("technology", "Technology")),
        leaves=(
            Measure("rules", "Rules"),
            Measure("networks", "Networks"),
            Measure("services", "Services"),
        ),
        scores={key: np.array(values) for key, values in scores.items()},
        ladder=Ladder(
            "Ladder",
            (
                Step("Emerging", ("Arva",)),
                Step("Enhanced", ("Belo", "Cori")),
                Step("Connected", ("Dune",)),
            ),
        ),
        chosen=(3, 0),
    )
