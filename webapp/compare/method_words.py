"""What methods say, in the words of the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.method_facts import write_number
from webapp.filters import say_points
from webapp.languages import gettext as _
from webapp.languages import mark
from webapp.results.numbers import COMBINING
from webapp.wording import join_words, word_ask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instruments.model.instrument import Instrument
    from scoring.method_facts import Difference, Fact

TOPICS = {
    "combine": mark("How parts are combined"),
    "weights": mark("Weights"),
    "normalise": mark("How values come on one scale"),
    "not_applicable": mark("Not applicable"),
    "unanswered": mark("No answer yet"),
    "dont_know": mark("Don't know"),
    "refused": mark("Prefer not to say"),
    "without_score": mark("A part without a score"),
    "least_coverage": mark("Least coverage of a printed score"),
    "least_share": mark("Least share of known parts"),
    "most_not_applicable": mark("Largest share that may not apply"),
    "bounds": mark("Worst and best case are printed"),
    "gates": mark("Conditions on answers"),
    "stages": mark("Ladders of stages"),
    "rank_decimals": mark("Decimals that count for a rank"),
}

WEIGHTS = {
    "equal": mark("equal weights"),
    "declared": mark("unequal weights"),
    "budget": mark("budget allocation by experts"),
    "ahp": mark("comparison in pairs (AHP)"),
    "pca": mark("principal components"),
    "factor": mark("factor analysis"),
    "entropy": mark("entropy"),
    "critic": mark("contrast and conflict (CRITIC)"),
}

NORMALISING = {
    "goalposts": mark("between fixed goalposts"),
    "raw": mark("values as they are"),
    "min_max": mark("between the lowest and the highest"),
    "z_score": mark("z-score (sample)"),
    "z_score_population": mark("z-score (population)"),
    "rank": mark("rank"),
    "percent_rank": mark("percentile rank from 0 to 1"),
    "percentile": mark("percentile rank"),
    "borda": mark("Borda count"),
    "ratio": mark("ratio to a reference"),
    "difference": mark("difference from a reference"),
    "distance_to_target": mark("distance to a target"),
    "above_below": mark("above or below the mean"),
    "categories": mark("classes of equal count"),
}

TREATMENTS = {
    "leave_out": mark("left out"),
    "zero": mark("counts as 0"),
    "one": mark("counts as 100"),
    "mean": mark("counts as the mean of the others"),
    "drop": mark("leaves everything without a score"),
}

GATES = {"zero": mark("becomes 0"), "no_score": mark("gets no score")}

TRUTHS = {"yes": mark("Yes"), "no": mark("No")}

WORDS: Mapping[str, Mapping[str, str]] = {
    "combine": COMBINING,
    "weights": WEIGHTS,
    "normalise": NORMALISING,
    "gates": GATES,
    "bounds": TRUTHS,
}
"""The words of a topic; the others are about missing answers."""


@dataclass(frozen=True)
class Said:
    """One thing that a method says: in words, and what an author wrote beside it."""

    text: str
    code: str = ""


@dataclass(frozen=True)
class DifferenceRow:
    """What two methods say differently; nothing where one is silent."""

    what: str
    where: str
    published: tuple[Said, ...]
    restated: tuple[Said, ...]


def word_difference(worded: Instrument, difference: Difference) -> DifferenceRow:
    """Put a difference of two methods into words."""
    return DifferenceRow(
        what=_(TOPICS[difference.topic]),
        where=word_key(worded, difference.about) if difference.about else "",
        published=word_facts(worded, difference.one),
        restated=word_facts(worded, difference.other),
    )


def word_facts(worded: Instrument, facts: Sequence[Fact]) -> tuple[Said, ...]:
    """Put what a method says about one thing into words."""
    return tuple(_word_fact(worded, fact) for fact in facts)


def _word_fact(worded: Instrument, fact: Fact) -> Said:
    if fact.topic == "stages":
        return Said(worded.stages[fact.word].title)
    text = _(WORDS.get(fact.topic, TREATMENTS)[fact.word]) if fact.word else ""
    if fact.word == "declared":
        return Said(join_words(text, _list_shares(worded, fact)))
    return Said(text, ", ".join(_write_detail(*one) for one in fact.details))


def _list_shares(worded: Instrument, fact: Fact) -> str:
    """Write each child with its share in per cent."""
    shares = (
        f"{word_key(worded, child)} {say_points(float(share) * 100)}"
        for child, share in fact.details
    )
    return _("; ").join(shares)


def _write_detail(name: str, value: float | str) -> str:
    shown = value if isinstance(value, str) else write_number(value)
    return shown if name in {"", "when"} else f"{name}: {shown}"


def word_key(worded: Instrument, key: str) -> str:
    """Write the title of a node, or what an item or repeated item asks."""
    framework = worded.framework
    if framework is not None and key in framework.nodes:
        return framework.nodes[key].title
    if key in worded.repeated:
        return worded.items[worded.repeated[key][0]].ask
    return word_ask(worded, key) if key in worded.items else key
