"""The explanation of one score as text, in lines of at most 80 characters."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from instruments.model.stages import Gate
    from scoring.study.blocking import Step
    from scoring.study.diagnostics import Diagnosis
    from scoring.study.explanation import Branch, Explanation, Standing
    from scoring.study.roadmap import Move, Roadmap, Way

WIDTH = 80

MOST_GAINS = 5
MOST_MISSING = 12
"""How many ways and missing answers are printed."""

_NAMES = 34
"""Width of the column of names in the tree."""

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
        *_write_diagnoses(found.diagnoses),
        "",
        *_write_provenance(found),
    ]
    return [line.rstrip() for line in lines]


def _write_score(found: Explanation) -> Iterator[str]:
    yield from _wrap(f"{found.unit}: {found.title}")
    yield "=" * min(len(f"{found.unit}: {found.title}"), WIDTH)
    if found.score is None:
        yield from _wrap("No score: too little is answered, or nothing applies.")
    else:
        yield f"Score {_show(found.score)} of 100"
    if found.coverage is not None:
        yield f"Coverage {100 * found.coverage:.0f} % of the weight that applies"
    if found.bounds is not None:
        low, high = found.bounds
        yield f"Open answers could make it {_show(low)} to {_show(high)}"


def _write_tree(found: Explanation) -> Iterator[str]:
    heads = ("nominal", "effect.", "value", "adds", "loses")
    yield f"{'Where it comes from':<{_NAMES}}" + "".join(f"{h:>9}" for h in heads)
    for branch in found.branches:
        yield _write_branch(branch)
    yield from _wrap(
        "Nominal: share among siblings, in %. Effective: share of the whole, in %. "
        "What all items add makes the score; what they lose makes the rest of 100."
    )
    if any(_show(branch.contribution).startswith("-") for branch in found.branches):
        yield from _wrap(
            "What adds less than 0 loses more than its share: where children are not "
            "simply averaged, a weak one draws the others down."
        )
    nodes = [b for b in found.branches if not b.weight.is_item and b.weight.depth]
    if any(branch.value is None and branch.contribution for branch in nodes):
        yield from _wrap(
            "A node without a value has too few answers for it to be printed; what is "
            "there still counts above it."
        )


def _write_branch(branch: Branch) -> str:
    weight = branch.weight
    name = (
        f"{'  ' * min(weight.depth, 5)}{weight.key if weight.is_item else weight.title}"
    )
    if len(name) > _NAMES - 1:
        name = name[: _NAMES - 4] + "..."
    figures = (
        f"{100 * weight.nominal:.1f}",
        f"{100 * weight.effective:.1f}",
        _show(branch.value),
        _show(branch.contribution),
        _show(branch.lost),
    )
    return f"{name:<{_NAMES}}" + "".join(f"{one:>9}" for one in figures)


def _write_missing(found: Explanation) -> Iterator[str]:
    if not found.missing:
        return
    yield ""
    yield "What is missing, and what that does"
    for one in found.missing[:MOST_MISSING]:
        reason = one.reason.replace("_", " ")
        text = f"{one.item} ({reason}): {_TREATED[one.treatment]}"
        yield from _list(text)
    if len(found.missing) > MOST_MISSING:
        yield f"  and {len(found.missing) - MOST_MISSING} more"


def _write_standing(standing: Standing) -> Iterator[str]:
    blocking, ladder = standing.blocking, standing.ladder
    titles: dict[str | None, str] = {b.key: b.title for b in ladder.bands}
    yield ""
    yield from _wrap(f"Stage ({ladder.title}): {titles.get(blocking.current, 'none')}")
    if blocking.next is None:
        yield "  The highest stage is held."
        return
    needs = blocking.index_needed or 0.0
    now = "no score" if blocking.index_now is None else _show(blocking.index_now)
    above = "more than" if ladder.edge == "excluded" else "at least"
    yield from _list(
        f"{titles[blocking.next]} needs {above} {_show(needs)} for {ladder.of}; it has "
        f"{now}."
    )
    for gate in blocking.gates_unmet:
        yield from _list(f"A gate is not met: {_say_gate(gate)}.")
    if not blocking.reachable:
        beyond = "; ".join(map(_say_gate, blocking.gates_out_of_reach))
        because = f": {beyond}" if beyond else ""
        yield from _list(f"No answers to the items asked would reach it{because}.")
        return
    proof = "the fewest there are" if blocking.is_fewest else "none can be left out"
    many = len(blocking.steps)
    count = "1 answer" if many == 1 else f"{many} answers"
    yield f"  What blocks it, {count} ({proof}):"
    for step in blocking.steps:
        yield from _list(f"{step.item}: {_say_step(step)}", indent=4)


def _say_gate(gate: Gate) -> str:
    if gate.node is not None:
        return f"{gate.node} at least {_show(float(gate.at_least))}"
    return f"{gate.item} at least {gate.at_least}"


def _say_step(step: Step) -> str:
    return f"{_say(step.now)} -> {_say(step.needed)}"


def _write_roadmap(found: Explanation) -> Iterator[str]:
    yield ""
    yield "Roadmap"
    yield from _wrap(_ABOUT_ROADMAP)
    parts = [_write_gains(found.roadmap), _write_budget(found.roadmap)]
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


def _write_gains(roadmap: Roadmap) -> Iterator[str]:
    yield "Most gain for the effort, one step at a time"
    for way in roadmap.gains[:MOST_GAINS]:
        yield from _write_way(way)
    if not roadmap.gains:
        yield "   No step on a single item raises the score."


def _write_budget(roadmap: Roadmap) -> Iterator[str]:
    yield f"The best plan found for an effort of {roadmap.budget}"
    if roadmap.within_budget.moves:
        yield from _write_way(roadmap.within_budget)
        if roadmap.within_budget.is_best:
            yield "   No plan within the budget gains more."
    else:
        yield "   No plan within the budget raises the score."


def _write_way(way: Way) -> Iterator[str]:
    for move in way.moves:
        yield from _list(_say_move(move), indent=3)
    if len(way.moves) > 1:
        gain = "" if way.gain is None else f", +{100 * way.gain:.2f}"
        yield f"     together: effort {way.effort}{gain}"


def _say_move(move: Move) -> str:
    index = f"{_show(move.index_before)} -> {_show(move.index_after)}"
    first = f"; first, for {', '.join(move.required_by)}" if move.required_by else ""
    return (
        f"{move.item}: {_say(move.now)} -> {_say(move.target)} (effort {move.effort}; "
        f"score {index}{first})"
    )


def _note_required(way: Way) -> Iterator[str]:
    if any(move.required_by for move in way.moves):
        yield from _list(
            "Without any one of these the stage is lost; those that come first for "
            "another one are there because it requires them.",
            indent=3,
        )


def _write_diagnoses(diagnoses: Iterable[Diagnosis]) -> Iterator[str]:
    listed = list(diagnoses)
    if not listed:
        return
    yield ""
    yield "Diagnostics"
    for one in listed:
        level = one.level.replace("_", " ")
        yield from _list(f"{one.title} ({level}): {one}")


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
    yield from _wrap(text)


def _show(score: float | None) -> str:
    return "-" if score is None else f"{round(100 * score, 1) + 0.0:.1f}"


def _say(answer: object) -> str:
    """Say an answer as files do; a reason in brackets."""
    from instruments import Missing

    if isinstance(answer, Missing):
        return f"[{answer.value.replace('_', ' ')}]"
    if isinstance(answer, tuple):
        return ";".join(answer) or "(none)"
    return f"{answer:g}" if isinstance(answer, float) else str(answer)


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)


def _list(text: str, indent: int = 2) -> list[str]:
    head, rest = " " * indent + "- ", " " * (indent + 2)
    return textwrap.wrap(text, WIDTH, initial_indent=head, subsequent_indent=rest)
