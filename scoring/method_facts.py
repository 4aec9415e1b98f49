"""What a method says, fact by fact, and what two methods say differently."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

from instruments.model.conditions import AllOf, AnyOf, Comparison
from instruments.model.items import NumberItem
from instruments.model.methods import OTHERS, Method
from instruments.model.missing_policy import MissingPolicy
from instruments.model.normalisation import Normalisation
from scoring.errors import NotScoredError, UnknownMethodError
from scoring.kernel.judgements import consistency_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from instruments.model.combination import Combination
    from instruments.model.conditions import Condition
    from instruments.model.framework import Framework
    from instruments.model.instrument import Instrument
    from instruments.model.weighting import Weighting

Topic = Literal[
    "combine",
    "weights",
    "normalise",
    "not_applicable",
    "unanswered",
    "dont_know",
    "refused",
    "without_score",
    "least_coverage",
    "least_share",
    "most_not_applicable",
    "bounds",
    "gates",
    "stages",
    "rank_decimals",
]
"""What a fact is about, in the order in which facts are told."""

Detail = tuple[str, float | str]

WITH_FLOOR = frozenset({"geometric", "harmonic", "power"})

SIGNS = {"equals": "=", "at_least": "≥", "at_most": "≤", "in": "∈", "includes": "∋"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a method says.

    Attributes:
        about: the node or item; blank where it is said of all, or of all others.
        word: the name that the grammar has for it; blank where it is a number.
        details: parameters by name, or shares of 0..1 by child.
    """

    topic: Topic
    about: str
    word: str
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What two methods say differently about one thing; nothing where one is silent."""

    topic: Topic
    about: str
    one: tuple[Fact, ...]
    other: tuple[Fact, ...]


def list_facts(instrument: Instrument, method: str) -> list[Fact]:
    """List what a method says of every node, defaults too, in the order of topics.

    Raises:
        NotScoredError: the instrument has no framework.
        UnknownMethodError: it has no method of that name.
    """
    if instrument.framework is None:
        raise NotScoredError(instrument.key)
    if method not in instrument.methods:
        raise UnknownMethodError(instrument.key, method, instrument.methods)
    declared, framework = instrument.methods[method], instrument.framework
    return [
        *_list_combinations(declared, framework),
        *_list_weights(declared, framework),
        *_list_normalisations(declared),
        *_list_missing(declared.missing),
        *_list_gates(declared),
        *(Fact("stages", instrument.stages[one].of, one) for one in declared.stages),
        Fact("rank_decimals", "", "", (("", declared.rank_decimals),)),
    ]


def list_differences(instrument: Instrument, one: str, other: str) -> list[Difference]:
    """List what two methods of an instrument say differently.

    Raises:
        NotScoredError: the instrument has no framework.
        UnknownMethodError: it has no method of one of those names.
    """
    first, second = (_gather(list_facts(instrument, key)) for key in (one, other))
    named = [about for topic, about in (*first, *second) if topic == "normalise"]
    for side, key in ((first, one), (second, other)):
        for about in filter(None, named):
            default = _find_default(instrument, instrument.methods[key], about)
            side.setdefault(("normalise", about), default)
    found = [
        Difference(topic, about, first.get((topic, about), ()), told)
        for topic, about in dict.fromkeys((*first, *second))
        if first.get((topic, about)) != (told := second.get((topic, about), ()))
    ]
    order = get_args(Topic)
    return sorted(found, key=lambda difference: order.index(difference.topic))


def _gather(facts: Iterable[Fact]) -> dict[tuple[Topic, str], tuple[Fact, ...]]:
    gathered: dict[tuple[Topic, str], tuple[Fact, ...]] = {}
    for fact in facts:
        place = (fact.topic, fact.about)
        gathered[place] = (*gathered.get(place, ()), fact)
    return gathered


def _list_parents(framework: Framework) -> list[str]:
    """Name the nodes that combine children."""
    nodes = framework.nodes
    return [
        key
        for key in framework.list_nodes()
        if nodes[key].children or nodes[key].tagged
    ]


def _list_combinations(method: Method, framework: Framework) -> Iterator[Fact]:
    for node in _list_parents(framework):
        combination = method.combination_of(node)
        details = tuple(_list_parameters(method, combination))
        yield Fact("combine", node, combination.by, details)


def _list_parameters(method: Method, combination: Combination) -> Iterator[Detail]:
    for name in ("exponent", "least_share", "most_share"):
        value = getattr(combination, name)
        if value is not None:
            yield name, value
    if combination.by in WITH_FLOOR and not (combination.exponent or 0) > 0:
        floor = combination.floor
        yield "floor", method.floor if floor is None else floor


def _list_weights(method: Method, framework: Framework) -> Iterator[Fact]:
    for node in _list_parents(framework):
        if framework.nodes[node].of and method.combine_of(node) == "pooled":
            continue  # the weights of the items below count
        rule = method.weighting.get(node)
        if rule is not None:
            children = framework.nodes[node].children
            yield Fact("weights", node, rule.by, tuple(_detail_rule(rule, [*children])))
            continue
        weights = method.weights.get(node, framework.nodes[node].children)
        if len(set(weights.values())) <= 1:
            yield Fact("weights", node, "equal")
        else:
            total = sum(weights.values())
            shares = tuple((child, w / total) for child, w in weights.items())
            yield Fact("weights", node, "declared", shares)


def _detail_rule(rule: Weighting, children: list[str]) -> Iterator[Detail]:
    """Tell what a rule for weights rests on, and how far judgements contradict."""
    if rule.factors is not None:
        yield "factors", rule.factors
    if rule.by == "ahp":
        ratio = consistency_of(rule, children).ratio
        yield "consistency ratio", round(ratio, _RATIO_DECIMALS)


_RATIO_DECIMALS = 3


def _list_normalisations(method: Method) -> Iterator[Fact]:
    for key, one in method.normalise.items():
        yield _tell_normalisation("" if key == OTHERS else key, one)


def _tell_normalisation(about: str, one: Normalisation) -> Fact:
    details = tuple(
        (name, _plain(getattr(one, name)))
        for name, field in Normalisation.model_fields.items()
        if name != "by" and getattr(one, name) != field.default
    )
    return Fact("normalise", about, one.by, details)


def _find_default(
    instrument: Instrument, method: Method, name: str
) -> tuple[Fact, ...]:
    """Tell how a number is normalised where the method does not name it."""
    keys = instrument.repeated.get(name, (name,))
    item = instrument.items.get(keys[0])
    if not isinstance(item, NumberItem):
        return ()
    if item.goalposts is None:
        others = _list_normalisations(method)
        return tuple(replace(one, about=name) for one in others if not one.about)
    posts = item.goalposts
    own = Normalisation(by="goalposts", low=posts.low, high=posts.high, log=posts.log)
    return (_tell_normalisation(name, own),)


def _plain(value: object) -> float | str:
    """Write a truth value as a word; numbers and names stay."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, int | float) else str(value)


def _list_missing(policy: MissingPolicy) -> Iterator[Fact]:
    for name in MissingPolicy.model_fields:
        if name != "nodes":
            yield _tell(name, "", getattr(policy, name))
    for node, own in policy.nodes.items():
        for name, value in own:
            if value is not None:
                yield _tell(name, node, value)


def _tell(topic: str, about: str, value: object) -> Fact:
    told = _plain(value)
    if isinstance(told, str):
        return Fact(topic, about, told)  # type: ignore[arg-type]
    return Fact(topic, about, "", (("", told),))  # type: ignore[arg-type]


def _list_gates(method: Method) -> Iterator[Fact]:
    for gate in method.gates:
        when = write_condition(gate.when)
        yield Fact("gates", gate.node, gate.becomes, (("when", when),))


def write_number(value: float) -> str:
    """Write a number with all its digits, so that it can be computed with again."""
    return f"{value:.15g}"


def write_condition(condition: Condition) -> str:
    """Write a condition in signs, such as `law = no and not (share ≤ 0.1)`."""
    match condition:
        case Comparison():
            return _write_comparison(condition)
        case AllOf() | AnyOf():
            word = " and " if isinstance(condition, AllOf) else " or "
            return word.join(_enclose(part) for part in condition.parts)
        case _:
            return f"not ({write_condition(condition.part)})"


def _enclose(part: Condition) -> str:
    text = write_condition(part)
    return f"({text})" if isinstance(part, AllOf | AnyOf) else text


def _write_comparison(comparison: Comparison) -> str:
    verb, operand = comparison.verb, comparison.operand
    if verb == "answered":
        return f"{comparison.item} answered"
    shown = [
        write_number(one) if isinstance(one, float) else str(one)
        for one in (operand if isinstance(operand, tuple) else (operand,))
    ]
    listed = f"{{{', '.join(shown)}}}" if verb == "in" else shown[0]
    return f"{comparison.item} {SIGNS[verb]} {listed}"
