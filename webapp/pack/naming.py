"""Who may be named in a pack: everybody in the organiser's own, else who agreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.charts.words import quote
from webapp.languages import gettext as _
from webapp.languages import ngettext

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from meter.records import Unit


@dataclass(frozen=True)
class Naming:
    """A rule of who is named; `named` holds ids of units, None stands for all."""

    named: Container[int] | None = None

    def allows(self, unit_id: int) -> bool:
        """Tell whether a unit may be named."""
        return self.named is None or unit_id in self.named

    def choose(self, units: Iterable[Unit]) -> list[Unit]:
        """Leave the units that may be named."""
        return [unit for unit in units if self.allows(unit.id)]

    def say(self, units: Iterable[Unit]) -> str:
        """List units in words; those that may not be named are counted."""
        every = list(units)
        names = [quote(unit.name) for unit in self.choose(every)]
        if others := len(every) - len(names):
            said = ngettext(
                "%(num)s unit that is not named",
                "%(num)s units that are not named",
                others,
            )
            names.append(said % {"num": others})
        return _(", ").join(names)

    def say_left_out(self, units: Iterable[Unit]) -> tuple[str, ...]:
        """Say how many units are left out because they may not be named."""
        others = sum(not self.allows(unit.id) for unit in units)
        if not others:
            return ()
        said = ngettext(
            "%(num)s unit that has not agreed to be named is left out.",
            "%(num)s units that have not agreed to be named are left out.",
            others,
        )
        return (said % {"num": others},)
