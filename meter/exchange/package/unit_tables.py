"""Tables of units: their facts, how their respondents agree, and their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from meter.exchange.package.columns import (
    UNIT,
    Table,
    number_column,
    text_column,
    whole_column,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from instruments.model.questionnaire import ProfileField
    from meter.exchange.package.columns import Column
    from meter.exchange.package.snapshot import Snapshot

    Values = NDArray[np.float64]

FACT = "fact.{}"
"""Names the column of a fact, which may be called as another column is."""


def make_units(snapshot: Snapshot) -> Table:
    """List the units by pseudonym, with what may be told of them."""
    words = snapshot.terms.words
    columns = [text_column(UNIT, words.unit, snapshot.keys)]
    if snapshot.names_somebody:
        names = [unit.name for unit in snapshot.units]
        columns.append(text_column("name", words.name, names))
    columns += [_make_fact(snapshot, one) for one in snapshot.worded.profile]
    return Table("units", words.titles.tables["units"], (UNIT,), tuple(columns))


def _make_fact(snapshot: Snapshot, field: ProfileField) -> Column:
    """Make the column of a fact; numbers that are told as bands are texts."""
    name = FACT.format(field.key)
    if snapshot.has_numbers(field):
        return number_column(name, field.title, snapshot.numbers_of(field))
    facts = [unit.facts.get(field.key) or None for unit in snapshot.units]
    codes = {option.code: option.say for option in field.options or ()}
    return text_column(name, field.title, facts, codes)


def make_agreement(snapshot: Snapshot) -> Table:
    """List how far the respondents of each unit lie apart, item by item."""
    found, words = snapshot.agreement, snapshot.terms.words
    if found is None:
        raise TypeError(snapshot)
    keys = list(snapshot.source.items)
    asks = {key: words.ask_of(snapshot.worded, key) for key in keys}
    told = words.titles.columns
    return Table(
        "agreement",
        words.titles.tables["agreement"],
        (UNIT, "item"),
        (
            text_column(UNIT, words.unit, found["unit"].tolist()),
            text_column("item", told["item"], found["item"].tolist(), asks),
            whole_column("answers", told["answers"], found["answers"].tolist()),
            number_column("spread", told["spread"], _floats(found["spread"])),
            number_column("agreement", told["agreement"], _floats(found["agreement"])),
        ),
    )


def _floats(series: Any) -> Values:
    values: Values = series.to_numpy(dtype=np.float64, na_value=np.nan)
    return values


def make_evidence(snapshot: Snapshot) -> Table:
    """Count the evidence beside each answer."""
    words, found = snapshot.terms.words, snapshot.standing
    told = words.titles.columns
    asks = {
        key: words.ask_of(snapshot.worded, key) for key in {one.item for one in found}
    }
    return Table(
        "evidence",
        words.titles.tables["evidence"],
        (UNIT, "item"),
        (
            text_column(UNIT, words.unit, [snapshot.keys[one.row] for one in found]),
            text_column("item", told["item"], [one.item for one in found], asks),
            whole_column("links", told["links"], [one.links for one in found]),
            whole_column("files", told["files"], [one.files for one in found]),
            text_column("review", told["review"], [one.state for one in found]),
        ),
    )
