"""The declared diagnostics as cards: numbers, both guards, what would clear them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.study.diagnostics.diagnosis import FALLING, LEVELS
from webapp.charts.words import quote
from webapp.filters import show_bound, show_number, show_points
from webapp.languages import gettext as _
from webapp.results import diagnosis_words as words
from webapp.states import State
from webapp.wording import word_ask
from webapp.words import say_answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scoring.study.diagnostics import Diagnosis, ItemValue, Pair, Raise
    from webapp.results.assessment import Assessment


@dataclass(frozen=True)
class NumberLine:
    """A number of a diagnostic, and what it was held against; `held` may be empty."""

    name: str
    title: str
    say: str
    held: str


@dataclass(frozen=True)
class ClearingLine:
    """An answer that would have to rise, alone or with others."""

    item: str
    ask: str
    now: str
    needed: str


@dataclass(frozen=True)
class PairLine:
    """A claim and the work behind it that is not reported; values are 0..1."""

    front: str
    front_value: float
    back: str
    back_value: float


@dataclass(frozen=True)
class ValueLine:
    """A question that was looked at, and what its answer is worth; None for nothing."""

    item: str
    ask: str
    value: float | None


@dataclass(frozen=True)
class DiagnosisCard:
    """One diagnostic put to a response.

    `is_there` is whether it says that something is there. `clears` are answers that
    together would clear it, `steps` the steps of all of them; none where it is not
    there, or no answers to these questions would.
    """

    key: str
    title: str
    about: str | None
    state: State
    is_there: bool
    say: tuple[str, ...]
    formula: str
    numbers: tuple[NumberLine, ...]
    guards: tuple[str, ...]
    clears: tuple[ClearingLine, ...]
    steps: int
    pairs: tuple[PairLine, ...]
    ahead: tuple[ValueLine, ...]
    behind: tuple[ValueLine, ...]


def make_diagnoses(assessment: Assessment) -> tuple[DiagnosisCard, ...]:
    """Make a card of each declared diagnostic, the strongest first."""
    return tuple(_make_card(assessment, one) for one in assessment.study.diagnoses)


def _make_card(assessment: Assessment, one: Diagnosis) -> DiagnosisCard:
    declared = assessment.instrument.diagnostics[one.key]
    raises = one.clearing.raises if one.clearing else ()
    return DiagnosisCard(
        key=one.key,
        title=declared.title,
        about=declared.about,
        state=State(_(words.LEVELS[one.level]), words.MARKS[one.level]),
        is_there=one.is_reported,
        say=tuple(_say(assessment, one)),
        formula=_(words.FORMULAS[one.kind]) % _collect_facts(assessment, one),
        numbers=tuple(_list_numbers(one)),
        guards=tuple(_list_guards(one)),
        clears=tuple(_show_raise(assessment, it) for it in raises),
        steps=sum(it.steps for it in raises),
        pairs=tuple(_show_pair(assessment, it) for it in one.pairs),
        ahead=_show_values(assessment, one.ahead),
        behind=_show_values(assessment, one.behind),
    )


def _say(assessment: Assessment, one: Diagnosis) -> Iterator[str]:
    """Say what was found; what came of a former round is said beside it."""
    if one.level == "not_enough":
        yield _(words.NOT_ENOUGH) % one.sentences[0].facts
        return
    facts = _collect_facts(assessment, one)
    found = words.REPORTED if one.is_reported else words.NOT_THERE
    yield _(found[one.kind]) % facts
    if one.is_reported and one.numbers.get("K") is not None:
        yield _(words.GAIN) % facts


def _collect_facts(assessment: Assessment, one: Diagnosis) -> dict[str, str]:
    """Collect all that a sentence may name: numbers, bounds of values, the node."""
    facts = {name: write_number(name, value) for name, value in one.numbers.items()}
    for key, bound in one.thresholds.items():
        facts.setdefault(key.partition(".")[2], show_bound(bound))
    declared = assessment.instrument.diagnostics[one.key]
    node = getattr(declared, "node", None)
    if node is not None:
        facts["node"] = quote(assessment.title_of(node))
    return facts


def write_number(name: str, value: float | None) -> str:
    """Write a number of a diagnostic: a count, a ratio, or points of 100."""
    if value is None:
        return show_points(None)
    if name in words.COUNTS:
        return show_number(value)
    return show_number(value, 2) if name in words.RATIOS else show_points(value)


def _list_numbers(one: Diagnosis) -> Iterator[NumberLine]:
    for name, value in one.numbers.items():
        held = _("; ").join(_list_held(one, name))
        yield NumberLine(name, _(words.NUMBERS[name]), write_number(name, value), held)


def _list_held(one: Diagnosis, name: str) -> Iterator[str]:
    """Say what a number was held against, and what it gives from there on."""
    for key, bound in one.thresholds.items():
        number, _dot, gives = key.partition(".")
        if number != name:
            continue
        facts = {"bound": _write_bound(name, bound)}
        if gives == "at_least":
            yield _("at least %(bound)s") % facts
        elif gives in LEVELS:
            facts["level"] = _(words.LEVELS[gives])
            falls = name in FALLING
            said = (
                _("under %(bound)s: %(level)s")
                if falls
                else _("from %(bound)s: %(level)s")
            )
            yield said % facts


def _write_bound(name: str, bound: float) -> str:
    is_points = name not in words.COUNTS | words.RATIOS
    return show_bound(bound) if is_points else write_number(name, bound)


def _list_guards(one: Diagnosis) -> Iterator[str]:
    """Say what chance explains, and in how many draws each level holds."""
    for name, p in one.chance.items():
        facts = {
            "name": name,
            "share": show_points(p),
            "most": show_bound(one.most_chance),
        }
        yield (
            _(
                "Chance: in %(share)s of 100 shuffles of these answers %(name)s is as "
                "high; %(most)s at most may be."
            )
            % facts
        )
    for name, share in one.stability.items():
        facts = {
            "level": _name_criterion(name),
            "share": show_points(share),
            "least": show_bound(one.least_stable[name]),
        }
        yield (
            _(
                "Other weights: “%(level)s” comes out in %(share)s of 100 draws; "
                "%(least)s are needed."
            )
            % facts
        )


def _name_criterion(name: str) -> str:
    """Name a criterion: by the level that it gives, or by what it looks at."""
    if name in words.LEVELS:
        return _(words.LEVELS[name])  # type: ignore[index]
    return _(words.NUMBERS["K"])


def _show_raise(assessment: Assessment, one: Raise) -> ClearingLine:
    instrument = assessment.instrument
    item = instrument.items[one.item]
    return ClearingLine(
        one.item,
        word_ask(instrument, one.item),
        say_answer(instrument, item, one.now),
        say_answer(instrument, item, one.needed),
    )


def _show_pair(assessment: Assessment, one: Pair) -> PairLine:
    front, back = (
        word_ask(assessment.instrument, item) for item in (one.front, one.back)
    )
    return PairLine(front, one.front_value, back, one.back_value)


def _show_values(
    assessment: Assessment, items: Sequence[ItemValue]
) -> tuple[ValueLine, ...]:
    """Show what was looked at, the highest first, what is left out last."""
    ordered = sorted(items, key=lambda one: -1 if one.value is None else -one.value)
    ordered.sort(key=lambda one: one.value is None)
    return tuple(
        ValueLine(one.item, word_ask(assessment.instrument, one.item), one.value)
        for one in ordered
    )
