"""Errors of scoring; each class takes facts and says them in a sentence.

ScoringError
    NotScoredError          the instrument declares no framework or no method
    UnknownMethodError      there is no such method
    UnknownNodeError        there is no such node
    UnknownRuleError        the method uses no such stage rule
    UnknownUnitError        no row of answers is that unit's
    UnknownAnswerError      a value is no answer to its item
    PackedAnswersError      packed answers do not fit the instrument
    PairsError, ExpertsError, FactorsError, SharesError
                            weights cannot be found as they are declared
    FewUnitsError, ConstantChildError, AlikeChildrenError, NegativeValuesError,
    KemenySizeError         the units' values do not allow the method
    UnsolvedError           a solver found no answer
    RepeatedColumnError, NoUnitColumnError, ItemAsUnitError, NoItemColumnError,
    NoRowsError             a frame is no table of answers
    BadCellsError           some of its cells cannot be read
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from instruments.names import find_closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class ScoringError(Exception):
    """Something could not be scored.

    Attributes:
        exit_code: what a command ends with; 10 instrument, 11 data.
    """

    exit_code: ClassVar[int] = 11


class NotScoredError(ScoringError):
    """The instrument declares nothing that could be scored."""

    exit_code = 10

    def __init__(self, instrument: str) -> None:
        self.instrument = instrument
        super().__init__(
            f"Instrument '{instrument}' is not scored: it declares no framework or "
            "no method."
        )


class UnknownMethodError(ScoringError):
    """The instrument has no method of that name."""

    exit_code = 13

    def __init__(self, instrument: str, method: str, known: Iterable[str]) -> None:
        self.instrument = instrument
        self.method = method
        self.known = tuple(known)
        super().__init__(
            f"Instrument '{instrument}' has no method '{method}'; it has "
            f"{', '.join(self.known)}."
        )


class UnknownNodeError(ScoringError):
    """The plan scores no node of that name."""

    exit_code = 10

    def __init__(self, node: str, known: Iterable[str]) -> None:
        self.node = node
        self.closest = find_closest(node, known)
        hint = f" Did you mean '{self.closest}'?" if self.closest else ""
        super().__init__(f"No node is named '{node}'.{hint}")


class UnknownRuleError(ScoringError):
    """The method uses no stage rule of that name."""

    exit_code = 10

    def __init__(self, rule: str | None, known: Iterable[str]) -> None:
        self.rule = rule
        self.known = tuple(known)
        named = f"no stage rule '{rule}'" if rule else "no stage rule"
        has = f"; it uses {', '.join(self.known)}" if self.known else ""
        super().__init__(f"The method uses {named}{has}.")


class UnknownUnitError(ScoringError):
    """No row of the answers has the name of that unit.

    Attributes:
        place: which answers, where it is not plain.
    """

    exit_code = 13

    def __init__(self, unit: str, known: Iterable[str], place: str = "") -> None:
        self.unit = unit
        self.place = place
        self.closest = find_closest(unit, known)
        hint = f" Did you mean '{self.closest}'?" if self.closest else ""
        where = f" in {place}" if place else ""
        super().__init__(f"No unit is named '{unit}'{where}.{hint}")


class UnknownAnswerError(ScoringError):
    """A value is no answer to its item."""

    def __init__(self, item: str, answer: object) -> None:
        self.item = item
        self.answer = answer
        super().__init__(f"Item '{item}' has no answer {answer!r}.")


class PackedAnswersError(ScoringError):
    """Packed answers do not fit the instrument they are read with."""

    def __init__(self, instrument: str, fact: str) -> None:
        self.instrument = instrument
        self.fact = fact
        super().__init__(
            f"The packed answers do not fit instrument '{instrument}': {fact}."
        )


class RepeatedColumnError(ScoringError):
    """Two columns of answers have one name."""

    def __init__(self, column: str) -> None:
        self.column = column
        super().__init__(
            f"Two columns are named '{column}'. Keep one, or rename the other."
        )


class NoUnitColumnError(ScoringError):
    """There is no column that names the units."""

    def __init__(self, column: str | None, closest: str | None = None) -> None:
        self.column = column
        self.closest = closest
        if column is None:
            text = "There are no columns. The first one has to name the units."
        else:
            hint = f" Did you mean '{closest}'?" if closest else ""
            text = f"No column is named '{column}' to take the units from.{hint}"
        super().__init__(text)


class ItemAsUnitError(ScoringError):
    """The first column holds answers where the names of the units should be."""

    def __init__(self, column: str) -> None:
        self.column = column
        super().__init__(
            f"The first column, '{column}', is an item. Put a column with the names of "
            "the units before it, or say which column names them."
        )


class NoItemColumnError(ScoringError):
    """None of the columns is an item of the instrument."""

    def __init__(self, instrument: str, closest: Iterable[tuple[str, str]]) -> None:
        self.instrument = instrument
        self.closest = dict(closest)
        near = "; ".join(f"'{name}' for '{one}'" for one, name in self.closest.items())
        hint = f" Nearest: {near}." if near else ""
        super().__init__(
            f"No column is named as an item of instrument '{instrument}'. Name the "
            f"columns by the keys of its items.{hint}"
        )


class NoRowsError(ScoringError):
    """There are column names and no responses."""

    def __init__(self) -> None:
        super().__init__("There are no rows of answers. Give one row a unit.")


class BadCellsError(ScoringError):
    """Some cells hold no answer to their item.

    Attributes:
        cells: the first bad ones, in the order of the rows.
        count: how many there are in all.
        source: name of the file that they are in; None for a frame.
    """

    def __init__(
        self, cells: Sequence[object], count: int, source: str | None = None
    ) -> None:
        self.cells = tuple(cells)
        self.count = count
        self.source = source
        many = "1 cell holds" if count == 1 else f"{count} cells hold"
        where = f"'{source}': " if source else ""
        lines = [f"{where}{many} what cannot be read; nothing was scored."]
        lines += [f"  {cell}" for cell in cells]
        if count > len(self.cells):
            lines.append(f"  and {count - len(self.cells)} more")
        super().__init__("\n".join(lines))


class PairsError(ScoringError):
    """Judgements by pairs give no weights.

    Attributes:
        missing: pairs that are judged neither way.
        contrary: pairs that are judged both ways, not as each other's reciprocal.
        unknown: names that are no children.
    """

    exit_code = 10

    def __init__(
        self,
        missing: Iterable[tuple[str, str]] = (),
        contrary: Iterable[tuple[str, str]] = (),
        unknown: Iterable[str] = (),
    ) -> None:
        self.missing = tuple(missing)
        self.contrary = tuple(contrary)
        self.unknown = tuple(unknown)
        parts = []
        if self.missing:
            parts.append(f"judge {_write_pairs(self.missing)}")
        if self.contrary:
            parts.append(f"judge {_write_pairs(self.contrary)} one way only")
        if self.unknown:
            parts.append(f"leave out {', '.join(self.unknown)}, which are no children")
        super().__init__(f"The comparisons give no weights: {'; '.join(parts)}.")


def _write_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"'{first}' with '{second}'" for first, second in pairs)


class ExpertsError(ScoringError):
    """An expert's points cannot be shared out.

    Attributes:
        expert: the place among the experts, from 1.
        unknown: names that are no children; empty if all points are 0.
    """

    exit_code = 10

    def __init__(self, expert: int, unknown: Iterable[str] = ()) -> None:
        self.expert = expert
        self.unknown = tuple(unknown)
        what = (
            f"gives points to {', '.join(self.unknown)}, which are no children. Name "
            "the children"
            if self.unknown
            else "gives no points. Give points to one child or more"
        )
        super().__init__(f"Expert {expert} {what}.")


class FactorsError(ScoringError):
    """The correlations of the children do not have so many factors."""

    def __init__(self, rule: str, factors: int, children: int) -> None:
        self.rule = rule
        self.factors = factors
        self.children = children
        many = "1 factor" if factors == 1 else f"{factors} factors"
        ways = ["Keep fewer"] if factors > 1 else []
        ways += ["weigh by 'pca'"] if rule != "pca" else []
        remedy = ", or ".join(ways)
        super().__init__(
            f"Weights by '{rule}' cannot be found: the values of {children} children "
            f"do not have {many}. {remedy[:1].upper()}{remedy[1:]}."
        )


class SharesError(ScoringError):
    """The bounds of the children's shares leave no weights."""

    exit_code = 10

    def __init__(self, least: float, most: float, children: int) -> None:
        self.least = least
        self.most = most
        self.children = children
        super().__init__(
            f"No weights of {children} children have shares from {least:g} to "
            f"{most:g}. Set 'least_share' to 1/{children} or less, and 'most_share' "
            f"to 1/{children} or more."
        )


class FewUnitsError(ScoringError):
    """There are too few units to learn weights from."""

    def __init__(self, rule: str, units: int, needed: int) -> None:
        self.rule = rule
        self.units = units
        self.needed = needed
        super().__init__(
            f"Weights by '{rule}' need {needed} units that have all values; there are "
            f"{units}. Score more units together, or declare the weights."
        )


class ConstantChildError(ScoringError):
    """Children in which all units are equal give no weights."""

    def __init__(self, rule: str, children: Iterable[str]) -> None:
        self.rule = rule
        self.children = tuple(children)
        super().__init__(
            f"Weights by '{rule}' cannot be found: all units are equal in "
            f"{', '.join(self.children)}. Leave these out, or declare the weights."
        )


class AlikeChildrenError(ScoringError):
    """Children that follow from each other give no weights."""

    def __init__(self, rule: str, children: Iterable[str]) -> None:
        self.rule = rule
        self.children = tuple(children)
        super().__init__(
            f"Weights by '{rule}' cannot be found: among {', '.join(self.children)} "
            "one follows from the others. Leave it out, or declare the weights."
        )


class NegativeValuesError(ScoringError):
    """A method that needs values of 0 or more has a lower one."""

    def __init__(self, rule: str, lowest: float) -> None:
        self.rule = rule
        self.lowest = lowest
        super().__init__(
            f"'{rule}' needs values of 0 or more; one is {lowest:g}. Normalise by "
            "'min_max' with the lowest and highest of the units, or by goalposts that "
            "clip."
        )


class KemenySizeError(ScoringError):
    """Too many units beat each other in circles for the best order to be found."""

    def __init__(self, units: int, limit: int) -> None:
        self.units = units
        self.limit = limit
        super().__init__(
            f"The order by 'kemeny' cannot be found: {units} units beat each other in "
            f"circles, and at most {limit} can be untied. Combine by 'copeland' or "
            "'borda'."
        )


class UnsolvedError(ScoringError):
    """A solver found no answer to a problem that has one."""

    def __init__(self, rule: str, reason: str) -> None:
        self.rule = rule
        self.reason = reason
        super().__init__(
            f"'{rule}' was not solved: {reason} Normalise the values to 0..1, or "
            "combine by another method."
        )
