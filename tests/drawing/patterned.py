"""An instrument with the four diagnostics, and simulated cities that answer it.

Five pillars with eighteen sub-themes of six statements, answered on five levels: the
size of METER. In each sub-theme the first statements are what residents meet and the
others what that rests on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from drawn import LEVELS, draw

from instruments.model.instrument import Instrument
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.diagnostics import diagnose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.answers import Answer
    from scoring.kernel.coding import Coded
    from scoring.study.diagnostics import Diagnosis, Earlier

PILLARS = {"c": 4, "l": 2, "p": 6, "o": 3, "t": 3}
"""How many sub-themes each has; t is technology."""

THEMES = [
    f"{pillar}{n}" for pillar, many in PILLARS.items() for n in range(1, many + 1)
]

TAGS = {
    1: ("visible", "front", "tool"),
    2: ("front",),
    3: ("foundation", "back"),
    4: ("foundation", "back"),
    5: ("foundation", "back", "glue"),
    6: ("back", "glue"),
}
"""What the statements of a sub-theme are, by their place in it."""

REQUIRES = {1: (3, 5), 2: (4,)}
"""On which of the same sub-theme they rest."""

OPEN: dict[str, Any] = {
    "permutations": 19,
    "most_chance": 1,
    "draws": 20,
    "least_stable": 0,
    "watch_stable": 0,
    "least_items": 1,
}
"""Guards that let everything pass: the numbers alone decide."""

MIDDLE = 0.5
SPREAD = 0.25
"""Around what and how widely the statements of a city scatter before rounding."""


def diagnostics(**guards: Any) -> dict[str, Any]:
    """Declare the four with the usual thresholds."""
    return {
        "competition": {
            "kind": "competition",
            "title": "Competition",
            "visible": "visible",
            "foundation": "foundation",
            "guards": guards,
        },
        "digitalization": {
            "kind": "digitalization",
            "title": "Digitalization",
            "node": "t",
            "others": ["c", "l", "p", "o"],
            "guards": guards,
        },
        "integration": {
            "kind": "integration",
            "title": "Integration",
            "front": "front",
            "back": "back",
            "guards": guards,
        },
        "toolkitization": {
            "kind": "toolkitization",
            "title": "Toolkitization",
            "tool": "tool",
            "glue": "glue",
            "themes": THEMES,
            "guards": guards,
        },
    }


def with_diagnostics(instrument: Instrument, declared: Mapping[str, Any]) -> Instrument:
    """Give an instrument with diagnostics."""
    document = instrument.to_document()
    return Instrument.model_validate({**document, "diagnostics": dict(declared)})


def diagnose_one(
    instrument: Instrument,
    declared: Mapping[str, Any],
    answers: Mapping[str, Answer],
    *,
    earlier: Earlier | None = None,
) -> Diagnosis:
    """Put one diagnostic to one response, with guards that let everything pass."""
    wanted = with_diagnostics(instrument, {"it": {"guards": OPEN, **declared}})
    row = code_answers(wanted, [answers])
    (found,) = diagnose(compile_plan(wanted), row, earlier=earlier)
    return found


def draw_patterned(**guards: Any) -> Instrument:
    """Draw the instrument."""
    items = {
        f"{theme}_{place}": {
            "tags": TAGS[place],
            "requires": [f"{theme}_{below}" for below in REQUIRES.get(place, ())],
        }
        for theme in THEMES
        for place in TAGS
    }
    nodes: dict[str, Any] = {"index": {"of": dict.fromkeys(PILLARS, 1)}}
    for pillar, many in PILLARS.items():
        nodes[pillar] = {"of": {f"{pillar}{n}": 1 for n in range(1, many + 1)}}
    for theme in THEMES:
        nodes[theme] = [f"{theme}_{place}" for place in TAGS]
    return with_diagnostics(draw(items, nodes), diagnostics(**guards))


def draw_city(
    instrument: Instrument, rng: np.random.Generator, shifts: Mapping[str, float]
) -> Coded:
    """Simulate the answers of a city.

    Args:
        instrument: what it answers.
        rng: where chance comes from.
        shifts: by tag, or by pillar, how much higher its statements stand.
    """
    answers = {}
    for key, item in instrument.items.items():
        higher = sum(shifts.get(name, 0.0) for name in (*item.tags, key[0]))
        level = 4 * (MIDDLE + higher + rng.normal(0, SPREAD))
        answers[key] = LEVELS[int(np.clip(round(level), 0, 4))]
    return code_answers(instrument, [answers])
