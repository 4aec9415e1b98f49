"""What shows that an answer is true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is kept; `digest` is the SHA-256 of its content."""

    name: str
    media_type: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that an answer is true: a link, or a file.

    What was removed stays in the history; the content of its file does not.
    """

    id: int
    item: str
    url: str | None
    file: File | None
    added_at: datetime
    added_by: str
    removed_at: datetime | None = None
    removed_by: str | None = None

    @property
    def stands(self) -> bool:
        """Tell whether it was not removed."""
        return self.removed_at is None
