"""Series: one response scored on stricter grounds than that somebody said so.

    declared    all answers count
    evidenced   only answers beside which evidence stands
    verified    only answers that a reviewer has verified

The later two are the same computation with other items. With A the set of items that
count, the score of a response x is S(x_A), where x_A is x with every value outside A
replaced by "unanswered": what that does is the method's own rule (docs/methods.md,
missing answers). Where that rule is zero, as the OECD has it for its Digital Government
Index (2020, method paper: evidence is required, and what is missing scores 0), S(x_A)
says how much of the claim is backed, is printed whatever its coverage, and never falls
when evidence is added under a method that rises with its answers. Where it leaves
unanswered items out, S(x_A) is the mean of what is backed, and printed only where
coverage reaches the least that the method prints.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.kernel.blocks import slice_columns
from scoring.kernel.codes import GIVEN, QUIET_NAN, UNANSWERED, state_of
from scoring.kernel.coding import code_answers, coder_of
from scoring.kernel.combining import score_columns
from scoring.kernel.stages import NO_STAGE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.kernel.stages import Rule


@dataclass(frozen=True, slots=True)
class SeriesScore:
    """The score of one node in a series; 0..1, None where there is none.

    `coverage` is the share of the weight that applies and rests on what counts.
    """

    score: float | None
    coverage: float | None


@dataclass(frozen=True, slots=True)
class SeriesCard:
    """A response in a series.

    Attributes:
        nodes: the score of every node by its key.
        stages: by rule the key of the band held; None for none.
    """

    nodes: Mapping[str, SeriesScore]
    stages: Mapping[str, str | None]


def restrict(
    instrument: Instrument, answers: Mapping[str, Answer], keys: Collection[str]
) -> Coded:
    """Code a response of which only the values of some items count.

    What is asked follows from all answers: a question that came up stays asked even if
    the answer that brought it up does not count. Reasons claim nothing, so they stand.
    """
    coded = code_answers(instrument, [answers])
    bits = coded.view(coder_of(instrument).wire)
    for key in instrument.items:
        if key not in keys and state_of(coded[key])[0] == GIVEN:
            is_number = coded[key].dtype.kind == "f"
            bits[key] = QUIET_NAN + UNANSWERED if is_number else UNANSWERED
    return coded


def score_series(
    plan: Plan, answers: Mapping[str, Answer], keys: Collection[str]
) -> SeriesCard:
    """Score and stage a response of which only the values of some items count.

    Args:
        plan: a compiled instrument and method, fitted where the method is relative.
        answers: all that was answered.
        keys: the items that count.
    """
    columns = slice_columns(plan, restrict(plan.instrument, answers, keys))
    found = score_columns(plan, columns)
    is_floor = plan.method.missing.unanswered == "zero"
    scores = found.raw if is_floor else found.printed
    return SeriesCard(
        {
            key: SeriesScore(_known(scores[place, 0]), _known(found.coverage[place, 0]))
            for place, key in enumerate(plan.nodes)
        },
        {
            rule.key: _name(rule, int(rule.find_stage(columns, scores)[0]))
            for rule in plan.rules
        },
    )


def _name(rule: Rule, place: int) -> str | None:
    return None if place == NO_STAGE else rule.bands[place].key


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
