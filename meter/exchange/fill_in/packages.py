"""Whether a workbook from outside may be unpacked at all."""

from __future__ import annotations

from meter.exchange import archives
from meter.exchange.errors import (
    LargeArchiveError,
    LargeWorkbookError,
    MacroArchiveError,
    MacroWorkbookError,
    UnreadableArchiveError,
    UnreadableWorkbookError,
)

MOST_BYTES = 20_000_000
"""A workbook of ours unpacks to some 300 kB, eight times its size."""


def ensure_harmless(content: bytes) -> None:
    """Raise unless an XLSX file is small when unpacked, and holds nothing that acts.

    Raises:
        UnreadableWorkbookError: it is no XLSX file, or one with parts out of place.
        LargeWorkbookError: it unpacks to too much.
        MacroWorkbookError: it holds macros.
    """
    try:
        archives.ensure_harmless(content, MOST_BYTES)
    except LargeArchiveError as error:
        raise LargeWorkbookError(MOST_BYTES // 1_000_000) from error
    except MacroArchiveError as error:
        raise MacroWorkbookError from error
    except UnreadableArchiveError as error:
        raise UnreadableWorkbookError from error
