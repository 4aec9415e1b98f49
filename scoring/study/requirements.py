"""Requirements: what has to be in place before an answer is, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.kernel.codes import GIVEN, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scoring.study.rescoring import Answers
    from scoring.study.rungs import Rungs

MET = 0.5
"""Value from which an item is in place for those that require it."""


@dataclass(frozen=True)
class Requirements:
    """What the items of one response require of each other.

    Attributes:
        items: all items by key.
    """

    items: Mapping[str, Rungs]

    def of(self, item: str) -> list[str]:
        """List the items that one requires, as declared."""
        return [key for key in self.items[item].item.requires if key in self.items]

    def is_met(self, key: str, bits: int | None = None) -> bool:
        """Tell whether an answer, or the present one, is enough for what requires it.

        Enough is half of the way; any answer to an item without a value; and what does
        not apply.
        """
        asked = self.items[key]
        if bits is None and not asked.applies:
            return True
        if state_of(asked.column(bits))[0] != GIVEN:
            return False
        return asked.worth is None or asked.value(bits) >= MET - 1e-9

    def unmet(self, item: str) -> list[str]:
        """List the items that one requires and that are not in place."""
        return [key for key in self.of(item) if not self.is_met(key)]

    def first_met(self, key: str) -> int | None:
        """Give the lowest answer that is enough; None where there is none."""
        enough = (bits for bits in self.items[key].steps if self.is_met(key, bits))
        return next(enough, None)

    def close(self, made: Mapping[str, int]) -> Answers | None:
        """Add what answers require and is not in place, what is required first.

        Returns:
            All answers in an order in which each stands on those before; None where
            something required cannot be put in place.
        """
        levels, ahead = dict(made), list(made)
        while ahead:
            for key in self.unmet(ahead.pop()):
                if key not in levels or not self.is_met(key, levels[key]):
                    needed = self.first_met(key)
                    if needed is None:
                        return None
                    levels[key] = needed
                    ahead.append(key)
        ordered: Answers = {}
        for item in levels:
            self._put(item, levels, ordered)
        return ordered

    def required_by(self, answers: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Tell per item which others among some answers require it and lack it now."""
        lacking = {one: self.unmet(one) for one in answers}
        return {
            key: tuple(one for one, unmet in lacking.items() if key in unmet)
            for key in lacking
        }

    def _put(self, item: str, levels: Answers, ordered: Answers) -> None:
        """Put an answer after those that it requires."""
        if item not in ordered:
            for key in self.unmet(item):
                self._put(key, levels, ordered)
            ordered[item] = levels[item]
