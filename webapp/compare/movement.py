"""What the page of a round beside an earlier one shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.charts.markup import say_difference
from webapp.compare.room import POINTS, list_tops
from webapp.languages import gettext as _
from webapp.languages import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from instruments.model.instrument import Instrument
    from instruments.revised_items import ItemRevision
    from meter.comparison.movement import Movement
    from meter.records import Round
    from scoring.study.breaks import Break

FATES = {
    "added": mark("Asked now, and not before"),
    "removed": mark("No longer asked"),
    "type": mark("Answered in another way"),
    "replaced_by": mark("Replaced by another question"),
    "rescaled": mark("On another scale"),
}
"""What became of a question, in words."""

SCALES = {
    "options": mark("its options"),
    "points": mark("its points"),
    "reverse": mark("which answer is best"),
    "full": mark("the points for a full score"),
    "bounds": mark("its bounds"),
    "goalposts": mark("the values that score 0 and 100"),
    "condition": mark("when it is asked"),
}
"""What differs of a question's scale."""

PARTS = {
    "added": mark("New part"),
    "removed": mark("Part left out"),
    "changed": mark("Made up or weighted otherwise"),
}

METHODS = {
    "combine": mark("how parts are combined"),
    "normalise": mark("how values are put on a scale"),
    "missing": mark("what missing answers do"),
    "weighting": mark("how weights are found"),
    "gates": mark("what takes a score away"),
    "repeat": mark("what answers over a list come to"),
    "weights": mark("weights of the method"),
}


@dataclass(frozen=True)
class Change:
    """One thing that the two rounds did not ask or count alike.

    Attributes:
        label: what became of it.
        words: the question or part that it is about; empty for the method.
        more: what differs, or what has come in its place; empty for nothing to say.
    """

    label: str
    words: str
    more: str = ""


@dataclass(frozen=True)
class Choice:
    """An earlier round that may stand beside this one, or a part to look at."""

    key: str
    title: str
    chosen: bool


@dataclass(frozen=True)
class MovementPage:
    """A round beside an earlier one, for one part of what both measure."""

    key: str
    title: str
    former: Choice
    rounds: tuple[Choice, ...]
    nodes: tuple[Choice, ...]
    node: Choice | None
    changes: tuple[Change, ...]
    only_former: tuple[str, ...]
    only_later: tuple[str, ...]
    # Whether some unit is in both rounds, and whether some unit has a movement.
    has_rows: bool
    is_linked: bool


def make_movement_page(
    asked: Round,
    rounds: Sequence[Round],
    movement: Movement,
    worded: tuple[Instrument, Instrument],
    chosen: tuple[str, str | None],
) -> MovementPage:
    """Put two rounds onto a page.

    Args:
        asked: the later round.
        rounds: the earlier rounds that there are to choose from.
        movement: both compared.
        worded: the instruments of the earlier and of the later round, in the words of
            the reader.
        chosen: the key of the earlier round, and of the node; one that both do not
            score, or none, stands for the first.
    """
    nodes = _list_nodes(movement, worded[1], chosen[1])
    node = next((one for one in nodes if one.chosen), None)
    moved = movement.list_moved(node.key) if node else []
    choices = tuple(Choice(r.key, r.title, r.key == chosen[0]) for r in rounds)
    broken = movement.find_break(node.key) if node else None
    return MovementPage(
        key=asked.key,
        title=asked.title,
        former=next(one for one in choices if one.chosen),
        rounds=choices,
        nodes=nodes,
        node=node,
        changes=tuple(_tell_break(broken, *worded) if broken else ()),
        only_former=tuple(unit.name for unit in movement.only_former),
        only_later=tuple(unit.name for unit in movement.only_later),
        has_rows=bool(movement.units),
        is_linked=any(one.change is not None for one in moved),
    )


def list_shared(movement: Movement, worded: Instrument) -> list[str]:
    """Name the nodes with parts that both rounds score, indices first."""
    if worded.framework is None:
        return []
    return [key for key in list_tops(worded.framework) if key in movement.chain.nodes]


def choose_node(
    movement: Movement, worded: Instrument, chosen: str | None
) -> str | None:
    """Choose the node to look at; one that both do not score stands for the first."""
    keys = list_shared(movement, worded)
    return chosen if chosen in keys else next(iter(keys), None)


def _list_nodes(
    movement: Movement, worded: Instrument, chosen: str | None
) -> tuple[Choice, ...]:
    framework = worded.framework
    if framework is None:
        return ()
    picked = choose_node(movement, worded, chosen)
    return tuple(
        Choice(key, framework.nodes[key].title, key == picked)
        for key in list_shared(movement, worded)
    )


def say_change(change: float) -> str:
    """Write a change of a score of 0..1 in points, with its sign; 0.0 has none."""
    return say_difference(change * POINTS)


def _tell_break(
    broken: Break, former: Instrument, later: Instrument
) -> Iterator[Change]:
    for one in broken.items:
        yield _tell_item(one, former, later)
    for part in broken.nodes:
        framework = former.framework if part.kind == "removed" else later.framework
        if framework is not None:
            yield Change(_(PARTS[part.kind]), framework.nodes[part.key].title)
    if broken.method:
        yield Change(_("Counted otherwise"), "", _say(METHODS, broken.method))
    if broken.is_other_population:
        yield Change(_("Scores are held against other units than before"), "")


def _tell_item(one: ItemRevision, former: Instrument, later: Instrument) -> Change:
    fate = one.kind if one.kind != "not_comparable" else one.differs[0]
    asked = later if one.kind == "added" else former
    more = _say(SCALES, one.differs) if one.kind == "rescaled" else ""
    if one.successors:
        more = _("; ").join(later.items[key].ask for key in one.successors)
    return Change(_(FATES[fate]), asked.items[one.item].ask, more)


def _say(words: dict[str, str], names: Iterable[str]) -> str:
    return _(", ").join(_(words[name]) for name in names if name in words)
