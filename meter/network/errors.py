"""Why something cannot be said, promised, agreed to or planned in a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.errors import DataError, StateError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class FieldError(DataError):
    """The directory has no such field."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"The directory has no field '{name}'.")


class LanguageError(DataError):
    """Something is the tag of no language."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"'{name}' is no language.")


class ThemeError(DataError):
    """The instrument of the workshop measures no such theme."""

    def __init__(self, theme: str) -> None:
        self.theme = theme
        super().__init__(f"The workshop has no theme '{theme}'.")


class PhoneError(DataError):
    """Something is no telephone number."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"'{text}' is no telephone number.")


class ReasonMissingError(DataError):
    """A commitment is given up, and nobody says why."""

    def __init__(self) -> None:
        super().__init__("Say why the commitment is given up.")


class MilestoneDaysError(DataError):
    """A milestone would be due before it begins."""

    def __init__(self, begins_on: date, due_on: date) -> None:
        self.begins_on = begins_on
        self.due_on = due_on
        super().__init__(f"It begins on {begins_on} and would be due on {due_on}.")


class MilestoneOrderError(DataError):
    """A milestone would wait for itself, by way of others; `titles` is the circle."""

    def __init__(self, titles: Sequence[str]) -> None:
        self.titles = tuple(titles)
        super().__init__(f"It would wait for itself: {', '.join(titles)}.")


class ChangedMeanwhileError(StateError):
    """Somebody changed something after the page was read on which it is changed."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(f"The {kind} was changed meanwhile. Read it again.")


class NotTwinningError(StateError):
    """A unit does not take part in twinning."""

    def __init__(self) -> None:
        super().__init__("Both cities have to take part in twinning first.")


class AlreadyTwinnedError(StateError):
    """Two units have a twinning already, proposed or active."""

    def __init__(self) -> None:
        super().__init__("There is a twinning of these two already.")


class TwinningOverError(StateError):
    """A twinning is not in a state in which that can be done."""

    def __init__(self) -> None:
        super().__init__("The twinning has changed meanwhile, and this cannot be done.")


class NothingSharedError(StateError):
    """Two units offer nothing that the other one needs."""

    def __init__(self) -> None:
        super().__init__("Neither of the two offers what the other needs.")
