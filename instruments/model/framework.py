"""The framework: what is measured, a tree from index to items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from instruments.model.conditions import Condition
from instruments.model.goalposts import Goalposts
from instruments.model.text import NUMBER, Key, Model, Number, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

Weight = Annotated[float, Field(gt=0, le=1_000_000), NUMBER]


def _list_one(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _weigh_equally(value: Any) -> Any:
    """Read a list of names as a mapping of names to weight 1."""
    names = isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value)
    return dict.fromkeys(value, 1) if names else value


Weights = Annotated[
    dict[Key, Weight],
    Field(min_length=1),
    BeforeValidator(
        _weigh_equally, json_schema_input_type=dict[Key, Weight] | list[Key]
    ),
]
"""Importance of siblings relative to each other; a plain list weighs equally."""


class TableRow(Model):
    """One row of a decision table: the score where its condition holds."""

    when: Condition = Field(description="A rule over answers.")
    score: Number = Field(ge=0, le=1, description="The score where it holds.")


class Ratio(Model):
    """One number answer over another, such as visits per inhabitant."""

    of: Key = Field(description="The number item above the line.")
    to: Key = Field(description="The number item below the line.")
    times: Number = Field(
        default=1, gt=0, description="What one is called, such as 1000 inhabitants."
    )


FORMS = ("of", "items", "tagged", "ratio", "table")
"""The ways to measure; a node has exactly one."""


class Node(Model):
    """An index, dimension or indicator; has exactly one of FORMS."""

    title: Text = Field(description="What the node is called.")
    about: Text | None = Field(default=None, description="What the node measures.")
    source: Text | None = Field(default=None, description="Where the node comes from.")
    of: Weights | None = Field(
        default=None, description="Child nodes and their weights."
    )
    items: Weights | None = Field(default=None, description="Items and their weights.")
    tagged: Key | None = Field(
        default=None, description="All scored items with this tag, equally weighted."
    )
    ratio: Ratio | None = Field(default=None, description="One number over another.")
    goalposts: Goalposts | None = Field(
        default=None, description="Ratio: the values that score 0 and 1."
    )
    table: tuple[TableRow, ...] | None = Field(
        default=None,
        min_length=1,
        description="Decision table; the first row that holds.",
    )
    otherwise: Number = Field(
        default=0, alias="else", ge=0, le=1, description="Score where no row holds."
    )

    @model_validator(mode="after")
    def _measures_one_way(self) -> Node:
        if sum(getattr(self, form) is not None for form in FORMS) != 1:
            raise NodeShapeError
        return self

    @property
    def children(self) -> dict[str, float]:
        """Child nodes or items with their declared weights; empty for other forms."""
        return self.of or self.items or {}


class NodeShapeError(ValueError):
    """A node has none, or more than one, of FORMS."""

    def __init__(self) -> None:
        super().__init__(f"a node needs exactly one of {', '.join(FORMS)}")


class Framework(Model):
    """Named nodes and which of them are indices (roots)."""

    index: Annotated[
        tuple[Key, ...],
        Field(min_length=1),
        BeforeValidator(_list_one, json_schema_input_type=Key | list[Key]),
    ] = Field(description="The node at the top, or several.")
    nodes: dict[Key, Node] = Field(min_length=1, description="All nodes by key.")

    def list_nodes(self) -> list[str]:
        """Name the nodes under the indices top down, parents before children."""
        return list(self.walk(*self.index))

    def walk(self, *tops: str) -> Iterator[str]:
        """Name nodes and those below them, parents before children, each once."""
        seen: set[str] = set()
        ahead = list(reversed(tops))
        while ahead:
            key = ahead.pop()
            if key not in seen:
                seen.add(key)
                yield key
                ahead.extend(reversed(self.nodes[key].of or {}))

    def leaves(self, top: str) -> Iterator[str]:
        """Name the lowest nodes below a node, or itself: those of items or tables."""
        return (key for key in self.walk(top) if not self.nodes[key].of)
