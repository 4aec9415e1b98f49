"""Agreement: do several respondents of one unit answer alike?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from instruments.model.items import MultipleItem, NumberItem
from scoring.cells import to_text
from scoring.kernel.coding import decode_item
from scoring.kernel.plan import compile_plan
from scoring.quality.coefficients import (
    LEAST,
    correlate_within,
    kappa_of_two,
    krippendorff_alpha,
)
from scoring.quality.responses import Responses, read_responses
from scoring.quality.values import value_answers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from scoring.kernel.plan import Plan
    from scoring.quality.responses import Walk

    Matrix = NDArray[np.float64]

SECTION_COLUMNS = (
    "unit", "section", "title", "respondents", "items", "alpha", "reading", "kappa",
    "icc", "icc_low", "icc_high", "reason",
)  # fmt: skip
ITEM_COLUMNS = (
    "unit", "section", "item", "respondents", "median", "median_value", "lowest",
    "highest", "spread", "agreed",
)  # fmt: skip

LEAST_ITEMS = 10
"""Items that at least two answered, below which no coefficient is shown."""

TENTATIVE, FINE = 0.667, 0.8
"""Krippendorff's customary levels of alpha; from recollection, not from his text."""

Lack = Literal["", "respondents", "items", "variation"]
"""What there is too little of for a coefficient."""

ONE_RESPONDENT = "Fewer than 2 respondents answered."
NO_VARIATION = "All answers are the same: there is nothing to agree about."


@dataclass(frozen=True)
class Agreement:
    """What `agreement` finds, as two frames.

    Attributes:
        sections: a row each unit and section, with SECTION_COLUMNS: how many
            respondents answered, how many items at least two of them answered, ordinal
            alpha and its reading (`discuss`, `tentative` or `fine`), weighted kappa
            where there are two respondents, ICC(A,1) with its interval over the items
            that all of them answered. Figures are NaN where `reason` says why.
        items: a row each unit and item that was answered, with ITEM_COLUMNS: the
            median answer as a code (two codes where it falls between), the lowest and
            highest answer, `median_value` and `spread` (highest less lowest) in values
            of the method, and whether two or more all gave one answer.
    """

    sections: pd.DataFrame
    items: pd.DataFrame


def agreement(
    instrument: Instrument,
    frame: pd.DataFrame,
    unit: str,
    respondent: str,
    method: str | None = None,
) -> Agreement:
    """Measure how far the respondents of each unit agree, section by section.

    Krippendorff's ordinal alpha = 1 - D_o / D_e over the scored items of a section,
    valued as the method normalises them; missing answers are gaps. It is shown only
    with at least 2 respondents and 10 items that two of them answered. Below 0.667 it
    reads `discuss`, up to 0.8 `tentative`, above `fine`. Alpha is low too where a
    section's answers hardly vary: look at the spread of the items beside it.

    Sources: Krippendorff (2011); Cohen (1968); McGraw and Wong (1996).

    Args:
        instrument: what was asked.
        frame: one row a respondent, with the columns `unit`, `respondent` and items.
        unit: the column that names the units.
        respondent: the column that names who answered.
        method: key of a method; None takes the instrument's default.

    Raises:
        ScoringError: the frame is no table of answers, or nothing is scored.
        MissingLibraryError: pingouin is not installed (the extra `study`).
    """
    plan = compile_plan(instrument, method)
    read = read_responses(instrument, frame, unit, respondent)
    return measure_agreement(plan, read)


def measure_agreement(plan: Plan, responses: Responses, walk: Walk = iter) -> Agreement:
    """Measure the agreement of coded responses; see `agreement`.

    Args:
        plan: a compiled instrument and method.
        responses: the answers of several respondents.
        walk: goes through the units, and may show how far it is.
    """
    import pandas as pd

    values = value_answers(plan, responses.coded)
    sections: list[tuple[Any, ...]] = []
    items: list[tuple[Any, ...]] = []
    grouped = _group(responses.units)
    for unit in walk(list(grouped)):
        rows = grouped[unit]
        for part in plan.instrument.sections:
            scored = [item.key for item in part.items if item.key in values]
            if scored:
                ratings = np.array([values[key][rows] for key in scored])
                sections.append(_measure_section(unit, part, ratings))
                items += _describe(plan, responses, unit, rows, part, values)
    return Agreement(
        pd.DataFrame(sections, columns=list(SECTION_COLUMNS)),
        pd.DataFrame(items, columns=list(ITEM_COLUMNS)),
    )


def _group(units: list[str]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, unit in enumerate(units):
        rows.setdefault(unit, []).append(row)
    return rows


@dataclass(frozen=True)
class Concord:
    """How far the respondents of one unit agree over some items.

    Attributes:
        respondents: those who gave a value to one item at least.
        items: those that at least two of them gave a value to.
        alpha: Krippendorff's, ordinal; NaN where something lacks.
        kappa: quadratic weighted kappa of two; NaN for any other number.
        lack: what there is too little of for a coefficient.
    """

    respondents: int
    items: int
    alpha: float
    kappa: float
    lack: Lack

    @property
    def reading(self) -> str:
        """How far alpha carries, as `read_alpha` says it; blank without one."""
        return "" if self.lack else read_alpha(self.alpha)

    @property
    def reason(self) -> str:
        """Why there is no coefficient; blank where there is one."""
        items = "item was" if self.items == 1 else "items were"
        few = f"Only {self.items} {items} answered by 2 or more; {LEAST_ITEMS} are"
        return {
            "": "",
            "respondents": ONE_RESPONDENT,
            "items": f"{few} needed.",
            "variation": NO_VARIATION,
        }[self.lack]


def rate_agreement(ratings: Matrix) -> Concord:
    """Measure the agreement of the respondents of one unit.

    Args:
        ratings: values as (items, respondents), NaN for none.
    """
    given = ~np.isnan(ratings)
    answering = ratings[:, given.any(axis=0)]
    respondents = answering.shape[1]
    common = int((given.sum(axis=1) >= LEAST).sum())
    if respondents < LEAST:
        return Concord(respondents, common, np.nan, np.nan, "respondents")
    if common < LEAST_ITEMS:
        return Concord(respondents, common, np.nan, np.nan, "items")
    alpha = krippendorff_alpha(answering.T)
    if np.isnan(alpha):
        return Concord(respondents, common, np.nan, np.nan, "variation")
    kappa = kappa_of_two(*answering.T) if respondents == LEAST else np.nan
    return Concord(respondents, common, alpha, kappa, "")


def share_alike(counts: ArrayLike) -> float:
    """Give the share of pairs of respondents who gave one item the same answer.

    P = sum n_k (n_k - 1) / (n (n - 1)), as Fleiss (1971) has it for a subject.

    Args:
        counts: how many respondents gave each answer.

    Returns:
        0..1; NaN with fewer than two respondents.
    """
    many = np.asarray(counts, dtype=np.float64)
    n = float(many.sum())
    if n < LEAST:
        return np.nan
    return float((many * (many - 1)).sum() / (n * (n - 1)))


def _measure_section(unit: str, part: Section, ratings: Matrix) -> tuple[Any, ...]:
    """Measure one section of one unit from values as (items, respondents)."""
    found = rate_agreement(ratings)
    facts = (unit, part.key, part.title, found.respondents, found.items)
    within: tuple[float, ...] = (np.nan,) * 3
    full = ratings[:, (~np.isnan(ratings)).any(axis=0)]
    full = full[(~np.isnan(full)).all(axis=1)]
    if not found.lack and len(full) >= LEAST_ITEMS:
        icc = correlate_within(full)["ICC(A,1)"]
        within = (icc.value, icc.low, icc.high)
    figures = (found.alpha, found.reading, found.kappa, *within)
    return (*facts, *figures, found.reason)


def read_alpha(alpha: float) -> str:
    """Say how far an alpha carries: `discuss`, `tentative` or `fine`."""
    if alpha > FINE:
        return "fine"
    return "discuss" if alpha < TENTATIVE else "tentative"


def _describe(
    plan: Plan,
    responses: Responses,
    unit: str,
    rows: list[int],
    part: Section,
    values: dict[str, Matrix],
) -> Iterator[tuple[Any, ...]]:
    """Describe the answers of one unit to the items of one section."""
    for item in part.items:
        worth = values.get(item.key)
        if worth is None or np.isnan(worth[rows]).all():
            continue
        given = [row for row in rows if not np.isnan(worth[row])]
        ordered = sorted(given, key=lambda row, worth=worth: float(worth[row]))  # type: ignore[misc]
        say = _speaker(plan.instrument, item, responses.coded[item.key])
        middle = dict.fromkeys(
            say(ordered[place]) for place in (len(given) - 1 >> 1, len(given) >> 1)
        )
        spread = float(worth[ordered[-1]] - worth[ordered[0]])
        yield (
            unit, part.key, item.key, len(given), " or ".join(middle),
            float(np.median(worth[given])), say(ordered[0]), say(ordered[-1]), spread,
            len(given) >= LEAST and len({say(row) for row in given}) == 1,
        )  # fmt: skip


def _speaker(instrument: Instrument, item: Item, column: Any) -> Callable[[int], str]:
    """Return what writes the answer of a row as files do."""

    def say(row: int) -> str:
        answer = decode_item(instrument, item, column[row : row + 1])
        if isinstance(item, MultipleItem):
            return ";".join(answer)  # type: ignore[arg-type]
        return to_text(answer) if isinstance(item, NumberItem) else str(answer)

    return say
