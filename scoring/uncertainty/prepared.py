"""Prepared methods: all that does not move when weights move, worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.combining import combine_node, find_dropped
from scoring.uncertainty.leaving import (
    find_dropped_without,
    find_owners,
    list_children,
    tabulate_left_out,
)
from scoring.uncertainty.sheets import (
    Sheet,
    add_products,
    fit_members,
    map_sheet,
    sum_products,
    write_sheet,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, MutableMapping

    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.nodes import NodePlan
    from scoring.kernel.plan import Plan
    from scoring.uncertainty.draws import Draws
    from scoring.uncertainty.sheets import Product
    from scoring.uncertainty.space import Space

    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]

_EVERYTHING = slice(None)


@dataclass(frozen=True)
class Share:
    """Where the weight of one child comes from in a draw.

    Attributes:
        node: the node whose weights are drawn.
        column: the child's place among them.
        times: what the drawn weight is multiplied with.
    """

    node: str
    column: int
    times: float


@dataclass(frozen=True)
class PreparedNode:
    """One node, ready to be combined under any weights.

    Attributes:
        step: its plan, with items fitted.
        children: the keys of what it weighs.
        base: their weights where none are drawn.
        shares: for each child where its drawn weight comes from; None for the base.
        learns: whether a rule still has to find the weights in the units.
        sheet: of a node of items; None for the others.
        mapped: its values for a mean; None for the others.
        fixed: score and coverage of a decision table or ratio; None for the others.
        closed: where each gate closes, and whether it makes the score 0.
        left_out: which children each thing that may be left out takes, (things,
            children); None where nothing is taken.
    """

    step: NodePlan
    children: tuple[str, ...]
    base: Values
    shares: tuple[Share | None, ...]
    learns: bool
    sheet: Sheet | None
    mapped: Values | None
    fixed: Values | None
    closed: tuple[tuple[Truth, bool], ...]
    left_out: Truth | None

    def weigh(self, draws: Draws) -> Values:
        """Give the weights of the children in each draw: (draws or 1, children).

        What is left out has none.
        """
        weights = self.base[None, :]
        if any(self.shares):
            weights = np.repeat(weights, len(draws), axis=0)
            for place, share in enumerate(self.shares):
                if share is not None:
                    drawn = draws.weights[share.node][:, share.column]
                    weights[:, place] = drawn * share.times
        left_out = self.find_left_out(draws)
        return weights if left_out is None else np.where(left_out, 0.0, weights)

    def find_left_out(self, draws: Draws) -> Truth | None:
        """Tell which children are left out: (draws, children); None for none ever."""
        return None if self.left_out is None else self.left_out[draws.left_out]


@dataclass(frozen=True)
class Prepared:
    """A method's nodes and what its responses are.

    Attributes:
        plan: compiled; what it takes from a population is learned as it is needed.
        columns: the coded answers.
        units: how many responses there are.
        kept: the rows that scores are learned from; those that are dropped are none.
        dropped: which rows a missing answer drops; None for none.
        covers: whether a score depends on some coverage.
        product: how weights and values are multiplied.
    """

    plan: Plan
    columns: Columns
    units: int
    nodes: tuple[PreparedNode, ...]
    kept: Truth | slice
    dropped: Truth | None
    covers: bool
    product: Product


@dataclass(frozen=True)
class Workshop:
    """Prepares methods of one instrument for one batch of responses.

    Attributes:
        space: what is varied.
        columns: the coded answers.
        sheets: those that are written already, for the next method that has the same.
    """

    space: Space
    columns: Columns
    sheets: MutableMapping[object, tuple[NodePlan, Sheet]] = field(default_factory=dict)

    def prepare(
        self, plan: Plan, values: Iterable[object] = (), left_out: str | None = None
    ) -> Prepared:
        """Work out what the draws of a method have in common.

        Args:
            plan: a compiled method; it need not be fitted.
            values: what tells apart the values that its items have.
            left_out: what is left out in all of these draws, where that says who is
                dropped; None elsewhere.
        """
        values = (*values, left_out)
        dropped = find_dropped(plan, self.columns)
        if left_out is not None:
            dropped = find_dropped_without(plan, self.columns, left_out)
        some = bool(dropped.any())
        kept = ~dropped if some else _EVERYTHING
        population = None
        if plan.is_relative:
            names = plan.coder.layout.names or ()
            population = {name: self.columns[name][kept] for name in names}
        tables = tabulate_left_out(plan, self.space.left_out)
        drawn = {one.node: one.children for one in self.space.weighed}
        nodes = []
        for step in plan.steps:
            key = (step.key, tuple(list_children(plan, step)), values)
            fitted, sheet = self._write(key, step, population)
            nodes.append(self._prepare(plan, fitted, sheet, drawn, tables))
        policies = [step.missing.policy for step in plan.steps]
        covers = any(
            p.least_coverage > 0 or p.least_share > 0 or p.without_score != "leave_out"
            for p in policies
        )
        return Prepared(
            plan,
            self.columns,
            len(dropped),
            tuple(nodes),
            kept,
            dropped if some else None,
            covers,
            add_products if plan.is_relative else sum_products,
        )

    def _write(
        self, key: object, step: NodePlan, population: Columns | None
    ) -> tuple[NodePlan, Sheet | None]:
        """Fit and write the items of a node, or take what was written before."""
        if not step.members:
            return step, None
        if key not in self.sheets:
            fitted = step if population is None else fit_members(step, population)
            self.sheets[key] = fitted, write_sheet(fitted, self.columns)
        return step, self.sheets[key][1]

    def _prepare(
        self,
        plan: Plan,
        step: NodePlan,
        sheet: Sheet | None,
        drawn: Mapping[str, tuple[str, ...]],
        tables: Mapping[str, Truth],
    ) -> PreparedNode:
        children = tuple(list_children(plan, step))
        shares = _find_shares(plan, step, drawn, self.space)
        is_mean = step.aggregation.is_mean and sheet is not None
        mapped = map_sheet(sheet, step.aggregation.forward) if is_mean else None  # type: ignore[arg-type]
        return PreparedNode(
            step,
            children,
            np.array([weight for _, weight in step.weighed], dtype=np.float64),
            shares,
            step.weighting is not None and not any(shares),
            sheet,
            mapped,
            _fix(plan, step, self.columns),
            tuple((g.test.holds(self.columns), g.becomes_zero) for g in step.gates),
            tables.get(step.key),
        )


def _fix(plan: Plan, step: NodePlan, columns: Columns) -> Values | None:
    """Score a decision table or a ratio, which no weight moves."""
    if step.table is None and step.ratio is None:
        return None
    rows = len(columns[step.items[0]])
    found = np.full((2, len(plan.nodes), rows), np.nan)
    combine_node(step, columns, found)
    fixed: Values = found[:, step.place]
    return fixed


def _find_shares(
    plan: Plan, step: NodePlan, drawn: Mapping[str, tuple[str, ...]], space: Space
) -> tuple[Share | None, ...]:
    """Find where each child's weight comes from.

    A pooled node takes the weights that items have in their own nodes.
    """
    owners = find_owners(plan, step)
    totals = {one.node: one.total for one in space.weighed}
    whole: dict[str, float] = {}
    for child, weight in zip(list_children(plan, step), step.weighed, strict=True):
        node = owners.get(child, step.key)
        whole[node] = whole.get(node, 0.0) + weight[1]
    found: list[Share | None] = []
    for child in list_children(plan, step):
        node = owners.get(child, step.key)
        children = drawn.get(node, ())
        if child not in children:
            found.append(None)
            continue
        times = whole[node] / totals[node] if owners else 1.0
        found.append(Share(node, children.index(child), times))
    return tuple(found)
