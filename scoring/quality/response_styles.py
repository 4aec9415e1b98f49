"""Response styles: how answers were given, whatever they say.

A style asks for a second look with who answered. It never changes a score.
Sources: Curran (2016); Dunn, Heffner, Jarosz and Rodebaugh (2018) for the standard
deviation of a response; Johnson (2005) for the longest string.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.items import OrdinalItem
from scoring.kernel.codes import NOT_ASKED, state_of
from scoring.quality.responses import Responses, read_responses
from scoring.quality.strings import count_strings
from scoring.quality.values import list_items, place_answers, share_unanswered
from scoring.quality.within import (
    correlate_halves,
    measure_acquiescence,
    measure_distance,
    share_extreme,
    spread_within,
)

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from instruments.model.questionnaire import Section
    from scoring.quality.responses import Walk

    Values = NDArray[np.float64]

SECTION_COLUMNS = (
    "unit", "respondent", "section", "title", "items", "answered", "longest",
    "average", "irv", "extreme", "unanswered", "look_again",
)  # fmt: skip
RESPONSE_COLUMNS = (
    "unit", "respondent", "answered", "extreme", "unanswered", "acquiescence",
    "even_odd", "distance", "distance_p",
)  # fmt: skip

LEAST_ITEMS = 8
"""Items of a section below which a run of equal answers says nothing."""

LEAST_SHARE = 0.5
"""Share of a section that a run has to fill."""

MOST_SPREAD = 0.5
"""Standard deviation, in levels of the scale, that answers have to stay below."""


@dataclass(frozen=True)
class ResponseStyles:
    """What `response_styles` finds, as two frames.

    Only ordinal items of three or more options take part, by the place of the answer
    on the scale as it was shown (0 for the first). Figures are NaN where too little
    was answered.

    Attributes:
        sections: a row each response and section, with SECTION_COLUMNS: how many of
            these items were asked and answered, the longest and the average run of
            equal answers on equal options, `irv` (standard deviation of the answers,
            in levels), the share at an end of the scale, the share of all items that
            got no value, and a sentence where the section should be looked at again.
        responses: a row each response, with RESPONSE_COLUMNS: shares over all
            sections, `acquiescence` (mean agreement, 0..1, over pairs of a straight and
            a reverse-keyed item; 0.5 where they balance), `even_odd` (-1..1; near 1
            where the halves of the nodes agree), and the squared Mahalanobis distance
            from the others with the chance (0..1) of one as large.
    """

    sections: pd.DataFrame
    responses: pd.DataFrame

    @property
    def flags(self) -> pd.DataFrame:
        """The rows of `sections` that should be looked at again."""
        return self.sections[self.sections["look_again"] != ""]


def response_styles(
    instrument: Instrument,
    frame: pd.DataFrame,
    unit: str | None = None,
    *,
    respondent: str | None = None,
) -> ResponseStyles:
    """Describe how answers were given: runs, spread, extremes, gaps.

    A section of at least 8 ordinal items is to be looked at again where one run of
    equal answers fills half of it and the answers differ by less than half a level.
    A flag is a question, not a finding, and never changes a score: a city may well be
    at one level throughout.

    Args:
        instrument: what was asked.
        frame: the answers, as `scoring.score` takes them; columns are item keys.
        unit: the column that names the units; None takes the first.
        respondent: the column that names who answered, where units have several rows.

    Raises:
        ScoringError: the frame is no table of answers.
    """
    read = read_responses(instrument, frame, unit, respondent)
    return describe_styles(instrument, read)


def describe_styles(
    instrument: Instrument, responses: Responses, walk: Walk = iter
) -> ResponseStyles:
    """Describe the styles of coded responses; see `response_styles`.

    Args:
        instrument: what was asked.
        responses: the answers.
        walk: goes through the sections, and may show how far it is.
    """
    import pandas as pd

    sheet = _lay_out(instrument, responses)
    asked = {
        part.key: part
        for part in instrument.sections
        if any(item.key in sheet.columns for item in part.items)
    }
    parts = [
        _describe_section(responses, sheet, asked[key]) for key in walk(list(asked))
    ]
    sections = (
        pd.concat(parts) if parts else pd.DataFrame(columns=list(SECTION_COLUMNS))
    )
    return ResponseStyles(
        sections.sort_index(kind="stable").reset_index(drop=True),
        _describe_whole(responses, sheet),
    )


@dataclass(frozen=True)
class _Sheet:
    """The ordinal answers, a column an item.

    Attributes:
        columns: the column of each item.
        places: (rows, items), 0 for the first option; NaN for no answer.
        shares: the same, 1 for the last option.
        asked: (rows, items), whether the item was asked.
        keyed: `shares` with reverse-keyed items turned round.
        nodes: the columns of each lowest node, or of each section where nothing is
            measured.
    """

    instrument: Instrument
    columns: dict[str, int]
    places: Values
    shares: Values
    keyed: Values
    asked: NDArray[np.bool_]
    nodes: list[list[int]]

    def is_reversed(self, column: int) -> bool:
        """Tell whether the item of a column is reverse-keyed."""
        item = self.instrument.items[list(self.columns)[column]]
        return isinstance(item, OrdinalItem) and item.reverse


def _lay_out(instrument: Instrument, responses: Responses) -> _Sheet:
    frame = place_answers(instrument, responses.coded)
    items = [instrument.items[key] for key in frame.columns]
    last = np.array([len(instrument.options_of(item)) - 1 for item in items])
    turned = np.array([getattr(item, "reverse", False) for item in items], dtype=bool)
    places = frame.to_numpy(dtype=np.float64)
    shares = places / last if items else places
    states = [state_of(responses.coded[item.key]) != NOT_ASKED for item in items]
    columns = {key: place for place, key in enumerate(frame.columns)}
    nodes = [
        [columns[key] for key in keys if key in columns]
        for keys in _list_groups(instrument)
    ]
    asked = np.array(states, dtype=bool).reshape(len(items), len(places)).T
    keyed = np.where(turned, 1 - shares, shares)
    return _Sheet(instrument, columns, places, shares, keyed, asked, nodes)


def _list_groups(instrument: Instrument) -> list[list[str]]:
    if instrument.framework is None:
        return [[item.key for item in part.items] for part in instrument.sections]
    nodes = instrument.framework.nodes
    return [
        list_items(instrument, nodes[key])
        for key in instrument.framework.list_nodes()
        if not nodes[key].of
    ]


def _describe_section(
    responses: Responses, sheet: _Sheet, part: Section
) -> pd.DataFrame:
    import pandas as pd

    keys = [item.key for item in part.items if item.key in sheet.columns]
    columns = [sheet.columns[key] for key in keys]
    places = sheet.places[:, columns]
    options = [sheet.instrument.options_of(sheet.instrument.items[key]) for key in keys]
    longest, average = count_strings(places, options)
    items = sheet.asked[:, columns].sum(axis=1)
    irv = spread_within(places)
    figures = {
        "items": items,
        "answered": (~np.isnan(places)).sum(axis=1),
        "longest": longest,
        "average": average,
        "irv": irv,
        "extreme": share_extreme(sheet.shares[:, columns]),
        "unanswered": share_unanswered([part], responses.coded),
        "look_again": [
            _look_again(*facts) for facts in zip(items, longest, irv, strict=True)
        ],
    }
    named = {"unit": responses.units, "respondent": responses.respondents}
    table = pd.DataFrame({**named, "section": part.key, "title": part.title, **figures})
    return table[list(SECTION_COLUMNS)]


def _look_again(items: int, longest: int, irv: float) -> str:
    """Ask for a second look where one run fills the section; else say nothing."""
    if items < LEAST_ITEMS or longest < items * LEAST_SHARE or not irv < MOST_SPREAD:
        return ""
    return (
        f"{longest} of {items} answers in a row are the same, and all differ by "
        f"{irv:.2f} of a level. Look again with who answered."
    )


def _describe_whole(responses: Responses, sheet: _Sheet) -> pd.DataFrame:
    import pandas as pd

    distance, chance = measure_distance(sheet.places)
    figures = {
        "unit": responses.units,
        "respondent": responses.respondents,
        "answered": (~np.isnan(sheet.places)).sum(axis=1),
        "extreme": share_extreme(sheet.shares),
        "unanswered": share_unanswered(sheet.instrument.sections, responses.coded),
        "acquiescence": measure_acquiescence(sheet.shares, _pair(sheet)),
        "even_odd": correlate_halves(sheet.keyed, sheet.nodes),
        "distance": distance,
        "distance_p": chance,
    }
    return pd.DataFrame(figures, columns=list(RESPONSE_COLUMNS))


def _pair(sheet: _Sheet) -> list[tuple[int, int]]:
    """Pair straight with reverse-keyed items of one node, in their order."""
    pairs: list[tuple[int, int]] = []
    for columns in sheet.nodes:
        turned = [column for column in columns if sheet.is_reversed(column)]
        straight = [column for column in columns if column not in turned]
        pairs += zip(straight, turned, strict=False)
    return pairs
