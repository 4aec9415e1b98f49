"""The explanation of one score as text, in lines of at most 80 characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.reports.diagnoses import write_diagnoses
from meter.reports.lines import WIDTH, bullet, say, show, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from instruments.model.stages import Gate
    from scoring.study.blocking import Step
    from scoring.study.branches import Branch
    from scoring.study.explanation import Explanation, Standing
    from scoring.study.roadmap import Move, Roadmap, Way

MOST_GAINS = 5
MOST_MISSING = 12
"""How many ways and missing answers are printed."""

_NAMES = 31
"""Width of the column of names in the tree."""

_HEADS = {
    "nominal": 8, "effect.": 8, "variance": 9, "value": 8, "adds": 8, "loses": 8,
}  # fmt: skip
"""The other columns with their widths."""

_SHOWN = 8
"""Digits of a fingerprint that are printed."""

_ABOUT_ROADMAP = """\
Gains are arithmetic of the questionnaire, not predicted effects. Effort is steps times
the declared effort of an item, 1 to 3; 2 where none is declared."""

_TREATED = {
    "leave_out": "left out; its weight goes to the others",
    "zero": "counted as 0",
    "one": "counted as 100",
    "mean": "counted as the mean of the units that answered",
    "drop": "took every score of the unit away",
    "asks": "no rule or ratio that asks it holds",
    "too_little": "left out; what is left of {node} is too little for a score",
}


def write_explanation(found: Explanation) -> list[str]:
    """Write everything, line by line. Scores are shown from 0 to 100."""
    lines = [
        *_write_score(found),
        "",
        *_write_tree(found),
        *_write_missing(found),
        *(line for one in found.standings for line in _write_standing(one)),
        *_write_roadmap(found),
        *write_diagnoses(found.diagnoses),
        "",
        *_write_provenance(found),
    ]
    return [line.rstrip() for line in lines]


def _write_score(found: Explanation) -> Iterator[str]:
    yield from wrap(f"{found.unit}: {found.title}")
    yield "=" * min(len(f"{found.unit}: {found.title}"), WIDTH)
    if found.score is None:
        yield from wrap("No score: too little is answered, or nothing applies.")
    else:
        yield f"Score {show(found.score)} of 100"
    if found.coverage is not None:
        yield f"Coverage {100 * found.coverage:.0f} % of the weight that applies"
    if found.bounds is not None:
        low, high = found.bounds
        yield f"Open answers could make it {show(low)} to {show(high)}"


def _write_tree(found: Explanation) -> Iterator[str]:
    yield _write_row("Where it comes from", _HEADS)
    for branch in found.branches:
        yield _write_branch(branch)
    yield from wrap(
        "Nominal: share among siblings, in %. Effective: share of the whole, in %. "
        "Variance: share of the variance of the scores of all units, in %; below 0 "
        "where high values go with low scores. What all items add makes the score; "
        "what they lose makes the rest of 100."
    )
    yield from _note_negative(found)
    nodes = [b for b in found.branches if not b.weight.is_item and b.weight.depth]
    if any(branch.value is None and branch.contribution for branch in nodes):
        yield from wrap(
            "A node without a value has too few answers for it to be printed; what is "
            "there still counts above it."
        )


def _note_negative(found: Explanation) -> Iterator[str]:
    """Say why parts are below 0, if any is shown to be."""
    below = [one for one in found.branches if show(one.contribution).startswith("-")]
    if not below:
        return
    because = ""
    if any(one.value is not None and one.value < 0 for one in below):
        because = (
            ": values are not held between 0 and 100 here, and one below 0 takes from "
            "what the others add"
        )
    elif not found.is_averaged:
        because = (
            ": where children are not simply averaged, a weak one draws the others down"
        )
    yield from wrap(f"What adds less than 0 loses more than its share{because}.")


def _write_branch(branch: Branch) -> str:
    weight = branch.weight
    name = (
        f"{'  ' * min(weight.depth, 5)}{weight.key if weight.is_item else weight.title}"
    )
    if len(name) > _NAMES - 1:
        name = name[: _NAMES - 4] + "..."
    figures = (
        weight.nominal,
        weight.effective,
        weight.variance_share,
        branch.value,
        branch.contribution,
        branch.lost,
    )
    return _write_row(name, map(show, figures))


def _write_row(name: str, cells: Iterable[str]) -> str:
    widths = zip(cells, _HEADS.values(), strict=True)
    return f"{name:<{_NAMES}}" + "".join(f"{cell:>{width}}" for cell, width in widths)


def _write_missing(found: Explanation) -> Iterator[str]:
    if not found.missing:
        return
    yield ""
    yield "What is missing, and what that does"
    for one in found.missing[:MOST_MISSING]:
        reason = one.reason.replace("_", " ")
        treated = _TREATED[one.treatment].format(node=one.node)
        text = f"{one.item} ({reason}): {treated}"
        yield from bullet(text)
    if len(found.missing) > MOST_MISSING:
        yield f"  and {len(found.missing) - MOST_MISSING} more"


def _write_standing(standing: Standing) -> Iterator[str]:
    blocking, ladder = standing.blocking, standing.ladder
    titles: dict[str | None, str] = {b.key: b.title for b in ladder.bands}
    yield ""
    yield from wrap(f"Stage ({ladder.title}): {titles.get(blocking.current, 'none')}")
    if blocking.next is None:
        yield "  The highest stage is held."
        return
    needs = blocking.index_needed or 0.0
    now = "no score" if blocking.index_now is None else show(blocking.index_now)
    above = "more than" if ladder.edge == "excluded" else "at least"
    yield from bullet(
        f"{titles[blocking.next]} needs {above} {show(needs)} for {ladder.of}; it has "
        f"{now}."
    )
    for gate in blocking.gates_unmet:
        yield from bullet(f"A gate is not met: {_say_gate(gate)}.")
    if not blocking.reachable:
        beyond = "; ".join(map(_say_gate, blocking.gates_out_of_reach))
        because = f": {beyond}" if beyond else ""
        yield from bullet(f"No answers to the items asked would reach it{because}.")
        return
    proof = "the fewest there are" if blocking.is_fewest else "none can be left out"
    many = len(blocking.steps)
    count = "1 answer" if many == 1 else f"{many} answers"
    yield f"  What blocks it, {count} ({proof}):"
    for step in blocking.steps:
        yield from bullet(f"{step.item}: {_say_step(step)}", by=4)


def _say_gate(gate: Gate) -> str:
    if gate.node is not None:
        return f"{gate.node} at least {show(float(gate.at_least))}"
    return f"{gate.item} at least {gate.at_least}"


def _say_step(step: Step) -> str:
    return f"{say(step.now)} -> {say(step.needed)}"


def _write_roadmap(found: Explanation) -> Iterator[str]:
    yield ""
    yield "Roadmap"
    yield from wrap(_ABOUT_ROADMAP)
    parts = [_write_gains(found), _write_budget(found)]
    if found.roadmap.next_stage is not None:
        parts.insert(0, _write_next(found.roadmap))
    for number, (title, *lines) in enumerate(parts, 1):
        yield f"{number}. {title}"
        yield from lines


def _write_next(roadmap: Roadmap) -> Iterator[str]:
    yield f"To the next stage, {roadmap.next_stage}"
    if roadmap.to_stage is None:
        yield "   No answers reach it with all that they require in place."
    else:
        yield from _write_way(roadmap.to_stage)
        yield from _note_required(roadmap.to_stage)


_NO_SCORE = "   There is no score yet that could be raised."


def _write_gains(found: Explanation) -> Iterator[str]:
    roadmap = found.roadmap
    yield "Most gain for the effort, one step at a time"
    for way in roadmap.gains[:MOST_GAINS]:
        yield from _write_way(way)
    if found.score is None:
        yield _NO_SCORE
    elif not roadmap.gains:
        yield "   No step on a single item raises the score."


def _write_budget(found: Explanation) -> Iterator[str]:
    roadmap = found.roadmap
    yield f"The best plan found for an effort of {roadmap.budget}"
    if found.score is None:
        yield _NO_SCORE
    elif roadmap.within_budget.moves:
        yield from _write_way(roadmap.within_budget)
        if roadmap.within_budget.is_best:
            yield "   No plan within the budget gains more."
    else:
        yield "   No plan within the budget raises the score."


def _write_way(way: Way) -> Iterator[str]:
    for move in way.moves:
        yield from bullet(_say_move(move), by=3)
    if len(way.moves) > 1:
        gain = "" if way.gain is None else f", +{100 * way.gain:.2f}"
        yield f"     together: effort {way.effort}{gain}"


def _say_move(move: Move) -> str:
    index = f"{show(move.index_before)} -> {show(move.index_after)}"
    first = f"; first, for {', '.join(move.required_by)}" if move.required_by else ""
    return (
        f"{move.item}: {say(move.now)} -> {say(move.target)} (effort {move.effort}; "
        f"score {index}{first})"
    )


def _note_required(way: Way) -> Iterator[str]:
    if any(move.required_by for move in way.moves):
        yield from bullet(
            "Without any one of these the stage is lost, except perhaps those that "
            "come first for another one: they are there because it requires them.",
            by=3,
        )


def _write_provenance(found: Explanation) -> Iterator[str]:
    marks = f"{found.meaning[:_SHOWN]}, {found.method_fingerprint[:_SHOWN]}"
    text = (
        f"How was this computed? {found.instrument} {found.version} by {found.method} "
        f"{found.method_version} (fingerprints {marks})."
    )
    if found.is_relative:
        text += (
            f" The method depends on the other units: it was fitted on the "
            f"{found.units} of the file."
        )
    yield from wrap(text)
