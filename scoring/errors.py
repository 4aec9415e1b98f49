"""Errors of scoring; each class takes facts and says them in a sentence.

ScoringError
    NotScoredError          the instrument declares no framework or no method
    UnknownMethodError      there is no such method
    UnknownNodeError        there is no such node
    UnknownRuleError        the method uses no such stage rule
    UnknownAnswerError      a value is no answer to its item
    PackedAnswersError      packed answers do not fit the instrument
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
    """

    def __init__(self, cells: Sequence[object], count: int) -> None:
        self.cells = tuple(cells)
        self.count = count
        many = "1 cell holds" if count == 1 else f"{count} cells hold"
        lines = [f"{many} what cannot be read; nothing was scored."]
        lines += [f"  {cell}" for cell in cells]
        if count > len(self.cells):
            lines.append(f"  and {count - len(self.cells)} more")
        super().__init__("\n".join(lines))
