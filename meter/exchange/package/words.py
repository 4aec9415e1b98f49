"""Words that label what a package holds, beside those of the instrument."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from instruments.model.answers import Missing
from instruments.model.scales import YES_NO
from meter.exchange.package.guide import Guide
from meter.exchange.package.rules import Rules
from meter.exchange.package.titles import Titles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from instruments.model.scales import Option


@dataclass(frozen=True)
class Words:
    """Labels in one language; English unless others are given.

    Attributes:
        language: that of the labels and of the instrument's words.
        score: of a node, by its `title`; so `coverage`, `low`, `high`, `stage`.
        chosen: of an option of a multiple choice, by `option` and `title`: labels are
            cut at their end, and the options of a question differ at their beginning.
    """

    language: str = "en"
    unit: str = "Unit"
    name: str = "Name"
    yes: str = "Yes"
    no: str = "No"
    given: str = "Given, and withheld"
    score: str = "Score: %(title)s"
    coverage: str = "Coverage: %(title)s"
    low: str = "Lowest possible score: %(title)s"
    high: str = "Highest possible score: %(title)s"
    stage: str = "Stage: %(title)s"
    chosen: str = "%(option)s: %(title)s"
    titles: Titles = field(default_factory=Titles)
    guide: Guide = field(default_factory=Guide)
    rules: Rules = field(default_factory=Rules)
    reasons: Mapping[Missing, str] = field(
        default_factory=lambda: {
            Missing.UNANSWERED: "Unanswered",
            Missing.NOT_ASKED: "Not asked",
            Missing.NOT_APPLICABLE: "Not applicable",
            Missing.DONT_KNOW: "Don't know",
            Missing.REFUSED: "Refused",
        }
    )

    def options_of(self, instrument: Instrument, item: Item) -> tuple[Option, ...]:
        """List the options of an item; a plain yes and no in the chosen language."""
        if instrument.scale_of(item) is not YES_NO:
            return instrument.options_of(item)
        said = {"yes": self.yes, "no": self.no}
        return tuple(
            option.model_copy(update={"say": said[option.code]})
            for option in YES_NO.options
        )

    def ask_of(self, instrument: Instrument, key: str) -> str:
        """Write what an item asks; the entry of its list goes first."""
        ask, entry = instrument.items[key].ask, instrument.section_of[key].entry
        if entry is None:
            return ask
        return self.chosen % {"option": entry.say, "title": ask}
