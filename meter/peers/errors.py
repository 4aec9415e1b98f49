"""What may be wrong about what peers are let to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.errors import DataError, StateError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class PeerFieldError(DataError):
    """Units cannot be grouped by that fact, or there is none of that name."""

    def __init__(self, field: str, known: Sequence[str]) -> None:
        self.field = field
        self.known = known
        super().__init__(
            f"Units cannot be grouped by '{field}', but by: {', '.join(known)}."
        )


class PeersWidenedError(StateError):
    """A round would show more than its units had before them when they consented."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(
            f"Units of the round '{key}' have consented to what it declares now."
        )


class NothingDeclaredError(StateError):
    """A round lets peers see nothing of each other."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"The round '{key}' lets peers see nothing.")


class ConsentNodeError(DataError):
    """What is consented to is neither an index nor a part of one."""

    def __init__(self, node: str) -> None:
        self.node = node
        super().__init__(f"'{node}' is neither an index nor a part of one.")


class ConsentExceedsError(StateError):
    """A unit would let peers see more than the round declares."""

    def __init__(self, node: str) -> None:
        self.node = node
        super().__init__(f"The round does not let that much be seen of '{node}'.")


class ConsentsChangedError(StateError):
    """Somebody else of the unit has decided since the page was read."""

    def __init__(self, who: str, at: datetime) -> None:
        self.who = who
        self.at = at
        super().__init__(f"{who} has decided otherwise since the page was read.")
