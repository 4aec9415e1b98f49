"""Errors of scoring; each class takes facts and says them in a sentence.

ScoringError
    NotScoredError          the instrument declares no framework or no method
    UnknownMethodError      there is no such method
    UnknownNodeError        there is no such node
    UnknownRuleError        the method uses no such stage rule
    UnknownAnswerError      a value is no answer to its item
    PackedAnswersError      packed answers do not fit the instrument
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from instruments.names import find_closest

if TYPE_CHECKING:
    from collections.abc import Iterable


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
