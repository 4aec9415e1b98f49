"""What the page of an edition tells: ladders, spreads, named units, their origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.peers.bands import STEP
from meter.publication.records import LICENCES
from scoring import compile_plan
from webapp.charts.palette import stage_shade
from webapp.public.words import say_withheld

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from meter.publication.records import (
        Edition,
        NamedUnit,
        PublicSpread,
        StageCounts,
    )
    from meter.records import Round
    from webapp.wording import Wording

POINTS = 100


@dataclass(frozen=True)
class PublicStage:
    """A stage with how many units stand on it; `shade` runs from 1, light, to 5."""

    title: str
    count: int
    shade: int


@dataclass(frozen=True)
class PublicLadder:
    """The stages of a ladder, the lowest first, or why they are not told.

    `title` is that of the node it stands over, `rule` its own.
    """

    key: str
    title: str
    rule: str
    units: int
    stages: tuple[PublicStage, ...]
    withheld: str

    @property
    def most(self) -> int:
        """The largest number of units on a stage."""
        return max((stage.count for stage in self.stages), default=0)


@dataclass(frozen=True)
class PublicBand:
    """The spread of a node, in points; `band` and `tick` of 0..1 draw it.

    `low`, `middle` and `high` are None where the spread is not told.
    """

    node: str
    title: str
    units: int
    low: int | None
    middle: int | None
    high: int | None
    withheld: str

    @property
    def band(self) -> tuple[float, float]:
        """The middle half."""
        return (self.low or 0) / POINTS, (self.high or 0) / POINTS

    @property
    def tick(self) -> float:
        """The middle of the band in which the median lies."""
        return ((self.middle or 0) + STEP / 2) / POINTS


@dataclass(frozen=True)
class NamedRow:
    """A unit that lets its name be read: its stages and scores, in column order."""

    name: str
    stages: tuple[str, ...]
    scores: tuple[float | None, ...]


@dataclass(frozen=True)
class EditionPage:
    """All that the page of an edition shows.

    Attributes:
        numbers: of all editions that are shown, the newest first.
        ladders: every ladder over an index or a part of one.
        columns: titles of the nodes that `named` has scores of.
        method: title and version; `fingerprints` tell exactly what was asked and how it
            was scored.
    """

    key: str
    title: str
    number: int
    numbers: tuple[int, ...]
    made_at: dt.datetime
    made_by: str
    licence: str
    licence_address: str
    submitted: int
    units: int
    ladders: tuple[PublicLadder, ...]
    bands: tuple[PublicBand, ...]
    columns: tuple[str, ...]
    named: tuple[NamedRow, ...]
    instrument: str
    version: str
    method: tuple[str, str]
    fingerprints: tuple[str, str]
    words_language: str
    words_direction: str

    @property
    def is_newest(self) -> bool:
        """Tell whether no later edition is shown."""
        return self.number == self.numbers[0]


def make_edition_page(
    asked: Round, wording: Wording, edition: Edition, numbers: Sequence[int]
) -> EditionPage:
    """Word an edition; `numbers` are those of all editions of the round."""
    worded, figures = wording.instrument, edition.figures
    plan = compile_plan(wording.source, asked.method)
    ladders = [one.ladder for one in figures.ladders]
    titles = {spread.node: _title(wording, spread.node) for spread in figures.spreads}
    method = worded.methods[plan.method_key]
    return EditionPage(
        key=asked.key,
        title=asked.title,
        number=edition.number,
        numbers=tuple(numbers),
        made_at=edition.made_at,
        made_by=edition.made_by,
        licence=edition.licence,
        licence_address=LICENCES[edition.licence],
        submitted=figures.submitted,
        units=figures.units,
        ladders=tuple(_make_ladder(wording, one) for one in figures.ladders),
        bands=tuple(_make_band(one, titles[one.node]) for one in figures.spreads),
        columns=tuple(titles.values()),
        named=tuple(_make_row(wording, one, ladders, titles) for one in figures.named),
        instrument=worded.title,
        version=worded.version,
        method=(method.title, method.version),
        fingerprints=(wording.source.meaning, plan.method_fingerprint),
        words_language=wording.language,
        words_direction=wording.direction,
    )


def _title(wording: Wording, node: str) -> str:
    framework = wording.instrument.framework
    return framework.nodes[node].title if framework else node


def _make_ladder(wording: Wording, told: StageCounts) -> PublicLadder:
    declared = wording.instrument.stages[told.ladder]
    return PublicLadder(
        key=told.ladder,
        title=_title(wording, told.node),
        rule=declared.title,
        units=told.units,
        stages=tuple(
            PublicStage(band.title, count, stage_shade(place, len(declared.bands)) + 1)
            for place, (band, count) in enumerate(
                zip(declared.bands, told.counts or (), strict=False)
            )
        ),
        withheld=say_withheld(told.withheld) if told.withheld else "",
    )


def _make_band(told: PublicSpread, title: str) -> PublicBand:
    return PublicBand(
        node=told.node,
        title=title,
        units=told.units,
        low=told.lower,
        middle=told.middle,
        high=None if told.upper is None else told.upper + STEP,
        withheld=say_withheld(told.withheld) if told.withheld else "",
    )


def _make_row(
    wording: Wording, told: NamedUnit, ladders: Iterable[str], nodes: Iterable[str]
) -> NamedRow:
    return NamedRow(
        told.name,
        tuple(_name_stage(wording, one, told.stages.get(one)) for one in ladders),
        tuple(told.scores.get(node) for node in nodes),
    )


def _name_stage(wording: Wording, ladder: str, held: str | None) -> str:
    bands = wording.instrument.stages[ladder].bands
    return next((band.title for band in bands if band.key == held), "")
