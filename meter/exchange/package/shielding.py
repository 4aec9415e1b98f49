"""Shielding: which units are named, and what of their facts may be told.

A pseudonym is drawn by the secret key of the server: it stays the same in every package
of a round, says nothing, and is another in another round. A fact is told of a unit that
did not agree to be named only where as many others as FEWEST asks for have all the same
facts told of them, in all packages of the round together.
"""

from __future__ import annotations

import base64
import hmac
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.comparison.grouping import group_units
from meter.peers.cover import FEWEST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from instruments.model.questionnaire import ProfileField
    from meter.records import Unit

WITHHELD = "withheld"
"""Stands where a fact is not told, whether it is known or not."""

ID_LETTERS = 12

Facts = dict[str, str]


@dataclass(frozen=True)
class ShownUnit:
    """A unit as a package shows it.

    Attributes:
        key: its pseudonym.
        name: None unless it may be named.
        facts: by field of the profile; a number that may not be told as a band.
    """

    key: str
    name: str | None
    facts: Mapping[str, str]


def draw_key(secret: bytes, round_id: int, unit_id: int) -> str:
    """Draw the pseudonym of a unit: letters and digits that are not mistaken."""
    drawn = hmac.digest(secret, f"package:{round_id}:{unit_id}".encode(), "sha256")
    return f"u{base64.b32encode(drawn).decode().lower()[:ID_LETTERS]}"


def shield_units(
    units: Sequence[Unit],
    fields: Sequence[ProfileField],
    named: Collection[int] | None,
    secret: bytes,
    round_id: int,
    classes: Sequence[Collection[int]] | None = None,
) -> list[ShownUnit]:
    """Show units as a package may, in their order.

    Args:
        units: those of the package.
        fields: what a profile may hold.
        named: ids of units that agreed to be named here; None names and tells all.
        secret: what pseudonyms are drawn by.
        round_id: the round.
        classes: ids of units that look alike beside the packages before; None where
            all do.
    """
    whole = [place for place, unit in enumerate(units) if named is None]
    told = [_write_facts(unit, fields) for unit in units]
    if named is not None:
        whole = [place for place, unit in enumerate(units) if unit.id in named]
        told = _band_facts(units, fields)
        rest = sorted(set(range(len(units))) - set(whole))
        kept = [{u.id for u in units}] if classes is None else classes
        for members in kept:
            alike = [place for place in rest if units[place].id in members]
            keys = [one.key for one in fields]
            hidden = hide_facts([told[place] for place in alike], keys)
            for place, facts in zip(alike, hidden, strict=True):
                told[place] = facts
    return [
        ShownUnit(
            draw_key(secret, round_id, unit.id),
            unit.name if place in set(whole) else None,
            told[place],
        )
        for place, unit in enumerate(units)
    ]


def _write_facts(unit: Unit, fields: Iterable[ProfileField]) -> Facts:
    return {one.key: _write(unit.profile.get(one.key)) for one in fields}


def _write(fact: str | float | None) -> str:
    if fact is None:
        return ""
    return fact if isinstance(fact, str) else repr(fact).removesuffix(".0")


def _band_facts(units: Sequence[Unit], fields: Sequence[ProfileField]) -> list[Facts]:
    """Write numbers as bands between powers of ten, everything else as it is."""
    told = [_write_facts(unit, fields) for unit in units]
    profiles = [unit.profile for unit in units]
    for one in fields:
        if one.type != "number":
            continue
        for group in group_units(one, profiles):
            for place in group.places:
                told[place][one.key] = _say_band(group.value, group.upper)
    return told


def _say_band(low: str | float | None, upper: float | None) -> str:
    if not isinstance(low, float) or upper is None:
        return ""
    return f"{low:.0f} to below {upper:.0f}"


def hide_facts(
    told: Sequence[Facts], fields: Sequence[str], fewest: int = FEWEST
) -> list[Facts]:
    """Withhold facts until whoever has the same ones told are enough.

    Field after field: who would stand with too few others is told nothing of it. Units
    of whom it is withheld have to be enough as well, so others join them.

    Args:
        told: the facts of each unit.
        fields: in the order in which they are told.
        fewest: units that have to be alike.
    """
    shown: list[Facts] = [{} for _ in told]
    classes = [list(range(len(told)))] if told else []
    for field in fields:
        classes = [
            part
            for members in classes
            for part in _divide(members, field, told, shown, fewest)
        ]
    return shown


def _divide(
    members: list[int],
    field: str,
    told: Sequence[Facts],
    shown: list[Facts],
    fewest: int,
) -> list[list[int]]:
    """Divide units that are alike so far by one more fact; tell it, or withhold it."""
    by_value: defaultdict[str, list[int]] = defaultdict(list)
    for place in members:
        by_value[told[place].get(field, "")].append(place)
    kept = sorted(by_value.values(), key=lambda one: (len(one), one))
    pooled: list[int] = []
    while kept and (len(kept[0]) < fewest or 0 < len(pooled) < fewest):
        pooled += kept.pop(0)
    for places in kept:
        for place in places:
            shown[place][field] = told[place].get(field, "")
    for place in pooled:
        shown[place][field] = WITHHELD
    return [*kept, *([pooled] if pooled else [])]
