"""Disagreement: how far the respondents of one unit lie apart, item by item.

Only answers that were handed in are compared. A value and "not applicable" are
answers; who did not know, would not say, or gave nothing takes no part.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from instruments import answer_to_text
from instruments.model.answers import Missing
from instruments.model.items import LinkItem, TextItem
from meter.fieldwork.rounds import get_round, load_instrument
from meter.storage.repository import answers as rows
from meter.storage.repository import responses, units
from scoring.kernel.coding import asked_items, code_answers
from scoring.kernel.plan import compile_plan
from scoring.quality.agreement import rate_agreement, share_alike
from scoring.quality.values import value_answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from meter.records import Response, StoredAnswer
    from meter.storage import Connection, Store
    from scoring.quality.agreement import Concord

    Given = Mapping[str, Answer]
    Values = NDArray[np.float64]

SILENT = frozenset(
    {Missing.UNANSWERED, Missing.NOT_ASKED, Missing.DONT_KNOW, Missing.REFUSED}
)
"""Reasons that are no answer: nobody agrees or disagrees with them."""

UNSAID = frozenset({Missing.DONT_KNOW, Missing.REFUSED})

COLUMNS = (
    "unit", "section", "item", "answers", "lowest", "highest", "spread", "agreement",
    "agreed", "why", "agreed_by", "agreed_at",
)  # fmt: skip
RESPONDENT = "respondent_{}"


@dataclass(frozen=True)
class ItemSpread:
    """What the respondents of a unit answered to one item.

    Attributes:
        answers: one a respondent, in their order; NOT_ASKED where a condition that
            they answered hides the item.
        values: what each answer is worth under the round's method; NaN for nothing.
        is_free: free words or a link, which nobody writes alike.
    """

    item: str
    answers: tuple[Answer, ...]
    values: tuple[float, ...]
    is_free: bool

    @cached_property
    def given(self) -> tuple[Answer, ...]:
        """The answers that are compared."""
        return tuple(one for one in self.answers if not is_silent(one))

    @cached_property
    def agreement(self) -> float | None:
        """The share of pairs who answered alike, 0..1.

        None where fewer than two answered, and for free words.
        """
        if self.is_free or len(self.given) <= 1:
            return None
        return share_alike(list(Counter(map(tell_apart, self.given)).values()))

    @property
    def common(self) -> Answer | None:
        """The answer that all gave who answered, where those are two or more.

        None too where somebody did not know or would not say: they did not agree.
        """
        if any(isinstance(one, Missing) and one in UNSAID for one in self.answers):
            return None
        alike = len(set(map(tell_apart, self.given))) == 1
        return self.given[0] if alike and len(self.given) > 1 else None

    @cached_property
    def ends(self) -> tuple[int, int] | None:
        """Who gave the lowest and the highest answer; None where none is worth any."""
        worth = np.array(self.values)
        if np.isnan(worth).all():
            return None
        return int(np.nanargmin(worth)), int(np.nanargmax(worth))

    @property
    def spread(self) -> float | None:
        """The highest value less the lowest; None where fewer than two have one."""
        if self.ends is None or np.count_nonzero(~np.isnan(self.values)) <= 1:
            return None
        lowest, highest = self.ends
        return self.values[highest] - self.values[lowest]


@dataclass(frozen=True)
class Disagreement:
    """How far the respondents of one unit lie apart.

    Attributes:
        items: by key, in the order of asking.
        rated: by section the values of its scored items as (items, respondents);
            sections that have none are not there.
    """

    items: Mapping[str, ItemSpread]
    rated: Mapping[str, Values]

    @cached_property
    def sections(self) -> Mapping[str, Concord]:
        """The agreement over the scored items of each section."""
        return {key: rate_agreement(one) for key, one in self.rated.items()}

    @cached_property
    def whole(self) -> Concord | None:
        """The agreement over all scored items; None where nothing is scored."""
        if not self.rated:
            return None
        return rate_agreement(np.concatenate(list(self.rated.values())))


def compare_answers(
    instrument: Instrument, method: str | None, given: Sequence[Given]
) -> Disagreement:
    """Compare what several respondents of one unit answered.

    Args:
        instrument: what was asked.
        method: key of the method by which answers are worth something; None for none.
        given: the answers of each respondent by item.
    """
    values = _value(instrument, method, given)
    asked = [asked_items(instrument, one) for one in given]
    nothing = (np.nan,) * len(given)
    items = {
        key: ItemSpread(
            key,
            tuple(
                one.get(key, Missing.UNANSWERED) if key in here else Missing.NOT_ASKED
                for one, here in zip(given, asked, strict=True)
            ),
            tuple(values.get(key, nothing)),
            isinstance(item, TextItem | LinkItem),
        )
        for key, item in instrument.items.items()
    }
    rated = {
        part.key: np.array([values[one.key] for one in part.items if one.key in values])
        for part in instrument.sections
    }
    return Disagreement(items, {key: one for key, one in rated.items() if len(one)})


def is_silent(answer: Answer) -> bool:
    """Tell whether an answer is none that could be compared."""
    return isinstance(answer, Missing) and answer in SILENT


def tell_apart(answer: Answer) -> tuple[type, Answer]:
    """Give what two answers share only where they say the same."""
    # Text that reads like a reason is not that reason; the order of a choice is none.
    if isinstance(answer, tuple):
        return tuple, tuple(sorted(answer))
    return type(answer), answer


def _value(
    instrument: Instrument, method: str | None, given: Sequence[Given]
) -> dict[str, Values]:
    if method is None or not given:
        return {}
    plan = compile_plan(instrument, method)
    return value_answers(plan, code_answers(instrument, list(given)))


def tabulate_disagreement(store: Store, round_id: int) -> pd.DataFrame:
    """Write a row a unit and item: what was answered apart, and what was agreed.

    Columns are COLUMNS, then one a respondent: they are numbered by when they handed
    in, and not named. Answers are written as files of answers have them, `spread` in
    values of the method.

    Raises:
        NotFoundError: there is no such round.
    """
    import pandas as pd

    with store.read() as connection:
        asked = get_round(connection, round_id)
        instrument = load_instrument(store, connection, asked)
        names = {one.id: one.name for one in units.list_units(connection, round_id)}
        found = [
            (names[one.unit_id], *_read_unit(connection, one))
            for one in responses.list_responses(connection, round_id)
        ]
    table = [
        row
        for name, given, agreed in sorted(found, key=lambda one: one[0])
        for row in _tabulate(instrument, asked.method, name, given, agreed)
    ]
    most = max((len(given) for _, given, _ in found), default=0)
    columns = [*COLUMNS, *(RESPONDENT.format(one + 1) for one in range(most))]
    return pd.DataFrame(table, columns=columns)


def _read_unit(
    connection: Connection, agreed: Response
) -> tuple[list[Given], dict[str, StoredAnswer]]:
    people = responses.list_apart(connection, agreed)
    given = [
        _give(rows.load_answers(connection, one.response.id))
        for one in people
        if one.is_handed_in
    ]
    return given, rows.load_answers(connection, agreed.id)


def _give(stored: Mapping[str, StoredAnswer]) -> Given:
    return {key: one.answer for key, one in stored.items()}


def _tabulate(
    instrument: Instrument,
    method: str | None,
    unit: str,
    given: Sequence[Given],
    agreed: Mapping[str, StoredAnswer],
) -> Iterator[dict[str, Any]]:
    found = compare_answers(instrument, method, given)
    for key, one in found.items.items():
        item = instrument.items[key]
        lowest, highest = _say_ends(item, one)
        said = [answer_to_text(item, answer) for answer in one.answers]
        yield {
            "unit": unit,
            "section": instrument.section_of[key].key,
            "item": key,
            "answers": len(one.given),
            "lowest": lowest,
            "highest": highest,
            "spread": one.spread,
            "agreement": one.agreement,
            **_say_agreed(item, agreed.get(key)),
            **{RESPONDENT.format(n): text for n, text in enumerate(said, 1)},
        }


def _say_ends(item: Item, one: ItemSpread) -> tuple[str, str]:
    if one.ends is None:
        return "", ""
    lowest, highest = (answer_to_text(item, one.answers[place]) for place in one.ends)
    return lowest, highest


def _say_agreed(item: Item, agreed: StoredAnswer | None) -> dict[str, str]:
    if agreed is None:
        return dict.fromkeys(("agreed", "why", "agreed_by", "agreed_at"), "")
    return {
        "agreed": answer_to_text(item, agreed.answer),
        "why": agreed.note,
        "agreed_by": agreed.changed_by,
        "agreed_at": agreed.changed_at.isoformat(timespec="seconds"),
    }
