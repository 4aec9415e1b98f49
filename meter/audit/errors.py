"""What may be wrong with the audit trail."""

from __future__ import annotations

from meter.errors import StateError


class BrokenTrailError(StateError):
    """An entry of the trail is not as it was written, or one before it is gone."""

    def __init__(self, entry: int) -> None:
        self.entry = entry
        super().__init__(
            f"The audit trail is broken at entry {entry}: it was changed, moved, or"
            " what stood before it was taken away. Compare with a backup."
        )


class CutTrailError(StateError):
    """No entry has the hash that was written down: the end of the trail is gone."""

    def __init__(self, head: str, count: int) -> None:
        self.head = head
        self.count = count
        super().__init__(
            f"None of the {count} entries of the audit trail has the hash {head}. What"
            " stood at its end was taken away, or the whole trail written anew. Compare"
            " with a backup."
        )
