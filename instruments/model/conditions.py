"""Conditions on answers: when an item is asked, a gate closes, a row holds.

A condition is a small tree of `all`, `any` and `not` over comparisons with one
item. A comparison with a missing answer is false.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from instruments.model.text import TRUTH, Key, Model

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Operand = str | float
"""An option code, or a number for a number item."""

COMPARISONS = ("equals", "in", "at_least", "at_most", "includes", "answered")


class Comparison(Model):
    """One item's answer held against one operand."""

    item: Key = Field(description="The item whose answer is compared.")
    equals: Operand | None = Field(default=None, description="The answer is this one.")
    in_: tuple[Operand, ...] | None = Field(
        default=None,
        alias="in",
        min_length=1,
        description="The answer is one of these.",
    )
    at_least: Operand | None = Field(
        default=None, description="The answer is this one or higher."
    )
    at_most: Operand | None = Field(
        default=None, description="The answer is this one or lower."
    )
    includes: Key | None = Field(
        default=None, description="This option is among those chosen."
    )
    answered: Annotated[Literal[True] | None, TRUTH] = Field(
        default=None, description="There is an answer at all."
    )

    @model_validator(mode="after")
    def _compares_once(self) -> Comparison:
        given = self.model_fields_set - {"item"}
        if len(given) != 1:
            raise ComparisonError(len(given))
        return self

    @property
    def verb(self) -> str:
        """Name the comparison: one of COMPARISONS."""
        return next(name for name in self.model_fields_set if name != "item").rstrip(
            "_"
        )

    @property
    def operand(self) -> Any:
        """Give what the answer is held against."""
        verb = self.verb
        return getattr(self, "in_" if verb == "in" else verb)


class ComparisonError(ValueError):
    """A comparison names no verb, or more than one."""

    def __init__(self, given: int) -> None:
        self.given = given
        verbs = ", ".join(COMPARISONS)
        super().__init__(
            f"a comparison needs exactly one of {verbs}; {given} are given"
        )


class AllOf(Model):
    """Holds when every part holds."""

    parts: tuple[Condition, ...] = Field(alias="all", min_length=1)


class AnyOf(Model):
    """Holds when at least one part holds."""

    parts: tuple[Condition, ...] = Field(alias="any", min_length=1)


class Not(Model):
    """Holds when its part does not."""

    part: Condition = Field(alias="not")


_KEYS = {"all": "AllOf", "any": "AnyOf", "not": "Not"}


def _kind(value: Any) -> str:
    """Name the class; the tags of the union must not look like keys of a file."""
    if isinstance(value, dict):
        return next((_KEYS[key] for key in _KEYS if key in value), "Comparison")
    return type(value).__name__ if isinstance(value, Model) else "Comparison"


Condition = Annotated[
    Annotated[AllOf, Tag("AllOf")]
    | Annotated[AnyOf, Tag("AnyOf")]
    | Annotated[Not, Tag("Not")]
    | Annotated[Comparison, Tag("Comparison")],
    Discriminator(_kind),
]
"""A rule over answers."""

for _model in (AllOf, AnyOf, Not):
    _model.model_rebuild()


def list_comparisons(condition: Condition) -> Iterator[Comparison]:
    """Walk the leaves of a condition in reading order."""
    if isinstance(condition, Comparison):
        yield condition
    else:
        parts = (condition.part,) if isinstance(condition, Not) else condition.parts
        for part in parts:
            yield from list_comparisons(part)


def point_condition(condition: Condition, names: Mapping[str, str]) -> Condition:
    """Let a condition name items otherwise; those without another name stay."""
    match condition:
        case Comparison():
            item = names.get(condition.item, condition.item)
            return condition.model_copy(update={"item": item})
        case Not():
            part = point_condition(condition.part, names)
            return condition.model_copy(update={"part": part})
        case AllOf() | AnyOf():
            parts = tuple(point_condition(part, names) for part in condition.parts)
            return condition.model_copy(update={"parts": parts})
