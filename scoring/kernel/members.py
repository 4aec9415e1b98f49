"""Members: what a node of items weighs, an item or one asked over a list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.items import ChoiceItem, MultipleItem, NumberItem
from scoring.kernel.codes import GIVEN, NOT_APPLICABLE, NOT_ASKED, state_of
from scoring.kernel.normalisation import value_item, value_numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from scoring.kernel.codes import Columns
    from scoring.kernel.missing import MissingTable
    from scoring.kernel.transforms import Transform

    Values = NDArray[np.float64]
    States = NDArray[np.uint8]


@dataclass(frozen=True)
class Member:
    """A child of a node of items.

    Attributes:
        key: the item, or what the items asked over a list have in common.
        items: the item alone, or one for each entry of the list.
        take: what the answers over a list come to: mean, best or worst.
        transform: how the method normalises the values; None as the item says.
        missing: what missing answers do.
        imputed: the mean of those who answered; NaN before it is learned.
    """

    instrument: Instrument
    key: str
    items: tuple[Item, ...]
    take: str
    weight: float
    transform: Transform | None
    missing: MissingTable
    imputed: float = np.nan

    @property
    def is_coded(self) -> bool:
        """Tell whether one byte says all: a choice, valued as the item says."""
        item = self.items[0]
        return (
            len(self.items) == 1
            and self.transform is None
            and isinstance(item, ChoiceItem)
            and not isinstance(item, MultipleItem)
            and not self.missing.imputes
        )

    def value(self, columns: Columns) -> Values:
        """Value the answers of each row; NaN where the member does not count."""
        return self._take([self._look(item, columns) for item in self.items])

    def sum_up(self, columns: Columns, forward: Callable[[Values], Values]) -> Values:
        """Give w f(x), and the weight that counts, is answered and applicable.

        Returns:
            (rows, 4).
        """
        looks = [self._look(item, columns) for item in self.items]
        value = self._take(looks)
        counted = ~np.isnan(value)
        answered, applicable = self._count([state for state, _ in looks])
        sums = np.empty((4, len(value)))
        np.multiply(forward(value), self.weight, out=sums[0])
        sums[0][~counted] = 0.0
        for place, flags in enumerate((counted, answered, applicable), start=1):
            np.multiply(flags, self.weight, out=sums[place])
        return sums.T

    def claim(self, columns: Columns) -> Values:
        """Give the weight that a claim of not applicable takes out of each row."""
        claims = [state_of(columns[i.key]) == NOT_APPLICABLE for i in self.items]
        claimed: Values = self.weight * np.mean(claims, axis=0)
        return claimed

    @property
    def learns(self) -> bool:
        """Tell whether normalising or imputing needs a population."""
        normalised = self.transform is not None and self.transform.declared.is_relative
        return normalised or self.missing.imputes

    def read(self, item: Item, columns: Columns) -> Values:
        """Give what a population shows of one item: (rows,), NaN without an answer."""
        return self._look(item, columns)[1]

    def fit(self, columns: Columns) -> Member:
        """Learn from a population that is in memory."""
        return self.learn(np.concatenate([self.read(i, columns) for i in self.items]))

    def learn(self, given: Values) -> Member:
        """Learn what normalising and imputing need.

        Args:
            given: of all units what they answered, for one item after the other.
        """
        transform = None if self.transform is None else self.transform.fit(given)
        fitted = replace(self, transform=transform)
        if not self.missing.imputes:
            return fitted
        known = given if transform is None else transform.apply(given)
        some = not np.isnan(known).all()
        return replace(fitted, imputed=float(np.nanmean(known)) if some else np.nan)

    def _look(self, item: Item, columns: Columns) -> tuple[States, Values]:
        """Give the state of each answer, and its value where it is given.

        An option without points is left out, as if the item had not been asked. A
        number that the method normalises is taken as it is, without its goalposts.
        """
        column = columns[item.key]
        state = state_of(column)
        given = state == GIVEN
        if not isinstance(item, NumberItem):
            value = value_item(self.instrument, item, column)
            value = np.where(given, value, np.nan)
        elif self.transform is not None or item.goalposts is None:
            value = np.asarray(column)
        else:
            value = value_numbers(item.goalposts, column)
        without = given & np.isnan(value)
        if without.any():
            state = np.where(without, np.uint8(NOT_ASKED), state)
        return state, value

    def _take(self, looks: list[tuple[States, Values]]) -> Values:
        values = [self._weigh_in(state, value) for state, value in looks]
        return (
            values[0]
            if len(values) == 1
            else take_together(self.take, np.array(values))
        )

    def _weigh_in(self, state: States, value: Values) -> Values:
        """Normalise one item's values, and give what is missing its worth."""
        if self.transform is not None:
            value = self.transform.apply(value)
        missing = state != GIVEN
        if not missing.any():
            return value
        missing &= self.missing.counted[state] > 0
        worth = self.missing.worth[state]
        worth = np.where(np.isnan(worth), self.imputed, worth)
        return np.where(missing, worth, value)

    def _count(self, states: list[States]) -> tuple[Values, Values]:
        """Give the share of the entries that is answered, and whether any applies."""
        if len(states) == 1:
            return self.missing.answered[states[0]], self.missing.applicable[states[0]]
        answered = np.sum([self.missing.answered[s] for s in states], axis=0)
        applicable = np.sum([self.missing.applicable[s] for s in states], axis=0)
        applies = applicable > 0
        share: Values = answered / np.where(applies, applicable, 1.0)
        return share, applies.astype(np.float64)


def take_together(take: str, values: Values) -> Values:
    """Take what the entries of a list come to: the mean, best or worst that counts.

    Args:
        take: mean, best or worst.
        values: (entries, rows); NaN for an entry that does not count.
    """
    return values[0] if len(values) == 1 else _TAKE[take](values)


def _take_mean(values: Values) -> Values:
    known = ~np.isnan(values)
    count = known.sum(axis=0)
    total = np.where(known, values, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _take_best(values: Values) -> Values:
    best: Values = np.fmax.reduce(values)
    return best


def _take_worst(values: Values) -> Values:
    worst: Values = np.fmin.reduce(values)
    return worst


_TAKE: dict[str, Callable[[Values], Values]] = {
    "mean": _take_mean,
    "best": _take_best,
    "worst": _take_worst,
}
