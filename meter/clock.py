"""The clock: read here, and handed to everything else as an argument."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Read the machine's clock as an aware time in UTC."""
    return datetime.now(UTC)  # noqa: TID251
