"""Tables of a package: what each holds, column by column, in Arrow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from instruments.answers import answer_to_text
from instruments.model.answers import Missing
from instruments.model.items import MultipleItem, NumberItem
from scoring.kernel.codes import GIVEN, REASONS, state_of
from scoring.kernel.coding import decode_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from instruments.model.items import Item
    from meter.exchange.package.snapshot import Results, Snapshot

    Values = NDArray[np.float64]

UNIT = "unit"
GIVEN_MARK = "given"
"""Stands for a text, a date or a link: what it says is withheld."""

Kind = Literal["text", "mixed", "number", "whole"]
"""Mixed are numbers, written as text, among marks for the reasons why there is none."""

FACT = "fact.{}"
"""Names the column of a fact, which may be called as another column is."""


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        title: what it is, in the language of the package.
        data: in Arrow; null where there is nothing.
        codes: what each text in it stands for; empty where texts are free.
    """

    name: str
    title: str
    kind: Kind
    data: pa.Array
    codes: dict[str, str]


@dataclass(frozen=True)
class Table:
    """A table of a package; `key` names the columns that no two rows share."""

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def __len__(self) -> int:
        return len(self.columns[0].data)


def list_tables(snapshot: Snapshot) -> list[Table]:
    """List the tables that a round has something for."""
    return list(_make_tables(snapshot))


def _make_tables(snapshot: Snapshot) -> Iterator[Table]:
    yield _make_units(snapshot)
    yield _make_wide_answers(snapshot)
    yield _make_long_answers(snapshot)
    if snapshot.results is not None:
        yield _make_item_scores(snapshot, snapshot.results)
        yield _make_node_scores(snapshot, snapshot.results)
        yield _make_wide_scores(snapshot, snapshot.results)
        if snapshot.results.plan.rules:
            yield _make_stages(snapshot, snapshot.results)
        if snapshot.results.drawn is not None:
            yield _make_intervals(snapshot, snapshot.results)
    if snapshot.agreement is not None:
        yield _make_agreement(snapshot)
    yield _make_evidence(snapshot)


def _make_units(snapshot: Snapshot) -> Table:
    words = snapshot.terms.words
    columns = [_text(UNIT, words.unit, snapshot.keys)]
    if snapshot.names_somebody:
        names = [unit.name for unit in snapshot.units]
        columns.append(_text("name", words.name, names))
    for one in snapshot.worded.profile:
        facts = [unit.facts.get(one.key) or None for unit in snapshot.units]
        codes = {option.code: option.say for option in one.options or ()}
        columns.append(_text(FACT.format(one.key), one.title, facts, codes))
    return Table("units", "The units and their facts", (UNIT,), tuple(columns))


def _make_wide_answers(snapshot: Snapshot) -> Table:
    words, worded = snapshot.terms.words, snapshot.worded
    columns = [_text(UNIT, words.unit, snapshot.keys)]
    for key, item in worded.items.items():
        texts = write_answers(snapshot, key)
        codes = {one.code: one.say for one in words.options_of(worded, item)}
        title = words.ask_of(worded, key)
        free = {} if isinstance(item, MultipleItem) else codes
        column = _text(key, title, texts, free)
        is_number = isinstance(item, NumberItem)
        columns.append(replace(column, kind="mixed") if is_number else column)
    return Table("answers_wide", "The answers, a row a unit", (UNIT,), tuple(columns))


def write_answers(snapshot: Snapshot, key: str) -> list[str | None]:
    """Write the answers to an item as files of answers have them; None for a blank."""
    item, column = snapshot.source.items[key], snapshot.coded[key]
    distinct, places = np.unique(_bits(column), return_inverse=True)
    firsts = {int(place): row for row, place in reversed(list(enumerate(places)))}
    said = [
        _say(snapshot, item, column[firsts[place] : firsts[place] + 1]) or None
        for place in range(len(distinct))
    ]
    return [said[place] for place in places.tolist()]


def _bits(column: NDArray[Any]) -> NDArray[Any]:
    """Give the bits of codes: two reasons of a number are not one NaN."""
    return np.ascontiguousarray(column).view(f"u{column.dtype.itemsize}")


def _say(snapshot: Snapshot, item: Item, code: NDArray[Any]) -> str:
    answer = decode_item(snapshot.source, item, code)
    return GIVEN_MARK if answer is None else answer_to_text(item, answer)


def _make_long_answers(snapshot: Snapshot) -> Table:
    words, keys = snapshot.terms.words, list(snapshot.source.items)
    sections = [snapshot.source.section_of[key].key for key in keys]
    units, places = _cross(snapshot, len(keys))
    answers = [text for key in keys for text in write_answers(snapshot, key)]
    states = [_find_reasons(snapshot.coded[key]) for key in keys]
    reasons = {reason.value: words.reasons[reason] for reason in Missing}
    items = {key: words.ask_of(snapshot.worded, key) for key in keys}
    marks = {answer_to_text(snapshot.source.items[keys[0]], one) for one in Missing}
    answers = [None if text in marks else text for text in answers]
    return Table(
        "answers",
        "The answers, a row a unit and item, with why there is none",
        (UNIT, "item"),
        (
            _places(UNIT, words.unit, snapshot.keys, units),
            _places("section", "Section", sections, places),
            _places("item", "Item", keys, places, items),
            _text("answer", "Answer", answers),
            _places(
                "missing",
                "Why there is no answer",
                [reason.value for reason in REASONS],
                np.concatenate(states) if states else np.empty(0, dtype=np.intp),
                reasons,
            ),
        ),
    )


def _find_reasons(column: NDArray[Any]) -> NDArray[np.intp]:
    state = state_of(column).astype(np.intp)
    return np.where(state == GIVEN, -1, state)


def _make_item_scores(snapshot: Snapshot, results: Results) -> Table:
    keys = list(results.values)
    words = snapshot.terms.words
    asks = {key: _ask(snapshot, key) for key in keys}
    stacked = [results.values[key] for key in keys]
    units, items = _cross(snapshot, len(keys))
    return Table(
        "item_scores",
        "What each answer is worth, 0 to 1",
        (UNIT, "item"),
        (
            _places(UNIT, words.unit, snapshot.keys, units),
            _places("item", "Item", keys, items, asks),
            _number("value", "Value", np.concatenate(stacked or [np.empty(0)])),
        ),
    )


def _ask(snapshot: Snapshot, key: str) -> str:
    """Write what an item asks; what is asked over a list is asked without an entry."""
    worded = snapshot.worded
    if key in worded.repeated:
        return worded.items[worded.repeated[key][0]].ask
    return snapshot.terms.words.ask_of(worded, key)


def _cross(
    snapshot: Snapshot, others: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give the places of units, and of what each of them has, unit after unit."""
    rows = len(snapshot.units)
    return np.tile(np.arange(rows), others), np.repeat(np.arange(others), rows)


def _make_node_scores(snapshot: Snapshot, results: Results) -> Table:
    words, plan = snapshot.terms.words, results.plan
    units, nodes = _cross(snapshot, len(plan.nodes))
    low, high = results.bounds
    titles = name_nodes(snapshot)
    return Table(
        "node_scores",
        "Scores of the nodes of the framework, 0 to 1",
        (UNIT, "node"),
        (
            _places(UNIT, words.unit, snapshot.keys, units),
            _places("node", "Node", list(plan.nodes), nodes, titles),
            _number("score", "Score", results.scores.score.T.ravel()),
            _number("coverage", "Coverage", results.scores.coverage.T.ravel()),
            _number("low", "Score if all that is open were worst", low.T.ravel()),
            _number("high", "Score if all that is open were best", high.T.ravel()),
        ),
    )


def name_nodes(snapshot: Snapshot) -> dict[str, str]:
    """Name the nodes in the language of the package."""
    framework = snapshot.worded.framework
    if framework is None:
        return {}
    return {key: framework.nodes[key].title for key in framework.list_nodes()}


def _make_wide_scores(snapshot: Snapshot, results: Results) -> Table:
    words, titles, plan = snapshot.terms.words, name_nodes(snapshot), results.plan
    columns = [_text(UNIT, words.unit, snapshot.keys)]
    for place, node in enumerate(plan.nodes):
        fact = {"title": titles[node]}
        columns.append(
            _number(node, words.score % fact, results.scores.score[:, place])
        )
        coverage = results.scores.coverage[:, place]
        columns.append(_number(f"{node}.coverage", words.coverage % fact, coverage))
        if node in plan.indices:
            columns.append(_rank(node, results.scores.rank(node)))
    return Table("scores_wide", "The scores, a row a unit", (UNIT,), tuple(columns))


def _rank(node: str, ranks: NDArray[np.int64]) -> Column:
    import pyarrow as pa

    values = pa.array(ranks, mask=ranks == 0)
    return Column(f"{node}.rank", f"Rank: {node}", "whole", values, {})


def _make_stages(snapshot: Snapshot, results: Results) -> Table:
    words, plan = snapshot.terms.words, results.plan
    units, rules = _cross(snapshot, len(plan.rules))
    stages = [key for rule in plan.rules for key in results.scores.stage_keys(rule.key)]
    declared = snapshot.worded.stages
    keys = [rule.key for rule in plan.rules]
    titles = {key: declared[key].title for key in keys}
    nodes = [plan.nodes[rule.place] for rule in plan.rules]
    return Table(
        "stages",
        "The stage of each unit on each ladder",
        (UNIT, "ladder"),
        (
            _places(UNIT, words.unit, snapshot.keys, units),
            _places("ladder", "Ladder", keys, rules, titles),
            _places("node", "Node", nodes, rules, name_nodes(snapshot)),
            _text("stage", "Stage", stages, name_bands(snapshot, keys)),
            _number("holds", "Share of draws that give this stage", _holds(results)),
        ),
    )


def name_bands(snapshot: Snapshot, ladders: Iterable[str]) -> dict[str, str]:
    """Name the stages by key; where ladders differ over one, each with its ladder."""
    said: dict[str, dict[str, list[str]]] = {}
    for ladder in ladders:
        declared = snapshot.worded.stages[ladder]
        for band in declared.bands:
            said.setdefault(band.key, {}).setdefault(band.title, []).append(
                declared.title
            )
    return {
        key: next(iter(titles))
        if len(titles) == 1
        else "; ".join(
            f"{title} ({', '.join(where)})" for title, where in titles.items()
        )
        for key, titles in said.items()
    }


def _holds(results: Results) -> Values:
    found, rows = results.drawn, len(results.scores)
    if found is None:
        return np.full(rows * len(results.plan.rules), np.nan)
    return np.concatenate([found.stages[rule.key].holds for rule in results.plan.rules])


def _make_intervals(snapshot: Snapshot, results: Results) -> Table:
    spreads = list(results.drawn.nodes.values()) if results.drawn else []
    keys = [one.key for one in spreads]
    units, nodes = _cross(snapshot, len(keys))
    figures = {
        "score_low": ("5 % of the draws are this or below", "score", "low"),
        "score_median": ("Half of the draws are this or below", "score", "median"),
        "score_high": ("95 % of the draws are this or below", "score", "high"),
        "rank_low": ("5 % of the ranks are this or above", "rank", "low"),
        "rank_high": ("95 % of the ranks are this or above", "rank", "high"),
    }
    return Table(
        "intervals",
        "How far scores and ranks rest on choices of the method: 90 % intervals",
        (UNIT, "node"),
        (
            _places(UNIT, snapshot.terms.words.unit, snapshot.keys, units),
            _places("node", "Node", keys, nodes, name_nodes(snapshot)),
            *(
                _number(name, title, np.concatenate([_pick(s, *at) for s in spreads]))
                for name, (title, *at) in figures.items()
            ),
        ),
    )


def _pick(spread: Any, band: str, end: str) -> Values:
    values: Values = np.asarray(getattr(getattr(spread, band), end), dtype=np.float64)
    return values


def _make_agreement(snapshot: Snapshot) -> Table:
    found, words = snapshot.agreement, snapshot.terms.words
    if found is None:
        raise TypeError(snapshot)
    keys = list(snapshot.source.items)
    asks = {key: words.ask_of(snapshot.worded, key) for key in keys}
    return Table(
        "agreement",
        "How far the respondents of a unit lie apart",
        (UNIT, "item"),
        (
            _text(UNIT, words.unit, found["unit"].tolist()),
            _text("item", "Item", found["item"].tolist(), asks),
            _whole("answers", "Respondents who answered", found["answers"].tolist()),
            _number("spread", "Highest less lowest value", _floats(found["spread"])),
            _number("agreement", "Pairs who agree", _floats(found["agreement"])),
        ),
    )


def _floats(series: Any) -> Values:
    values: Values = series.to_numpy(dtype=np.float64, na_value=np.nan)
    return values


def _make_evidence(snapshot: Snapshot) -> Table:
    words, found = snapshot.terms.words, snapshot.standing
    asks = {
        key: words.ask_of(snapshot.worded, key) for key in {one.item for one in found}
    }
    return Table(
        "evidence",
        "The evidence beside answers, and what a review came to",
        (UNIT, "item"),
        (
            _text(UNIT, words.unit, [snapshot.keys[one.row] for one in found]),
            _text("item", "Item", [one.item for one in found], asks),
            _whole("links", "Links", [one.links for one in found]),
            _whole("files", "Files", [one.files for one in found]),
            _text("review", "State in the review", [one.state for one in found]),
        ),
    )


def _text(
    name: str,
    title: str,
    values: Sequence[str | None],
    codes: dict[str, str] | None = None,
) -> Column:
    import pyarrow as pa

    return Column(name, title, "text", pa.array(values, pa.string()), codes or {})


def _places(
    name: str,
    title: str,
    texts: Sequence[str],
    places: NDArray[np.intp],
    codes: dict[str, str] | None = None,
) -> Column:
    """Make a column of a few texts that stand often; -1 stands for nothing."""
    import pyarrow as pa

    # Readers want each text of a dictionary once: two items are of one section.
    distinct = list(dict.fromkeys(texts))
    place_of = np.array([distinct.index(text) for text in texts], dtype=np.int32)
    found = pa.array(place_of[places], mask=places < 0)
    values = pa.DictionaryArray.from_arrays(found, pa.array(distinct, pa.string()))
    return Column(name, title, "text", values, codes or {})


def _number(name: str, title: str, values: Values) -> Column:
    import pyarrow as pa

    return Column(name, title, "number", pa.array(values, from_pandas=True), {})


def _whole(name: str, title: str, values: Sequence[int]) -> Column:
    import pyarrow as pa

    return Column(name, title, "whole", pa.array(values, pa.int64()), {})
