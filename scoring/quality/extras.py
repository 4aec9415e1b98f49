"""Libraries of the extra `study`, which not every installation has."""

from __future__ import annotations

from typing import Any

from scoring.quality.errors import MissingLibraryError


def import_pingouin() -> Any:
    """Import pingouin, which takes about a second the first time.

    Raises:
        MissingLibraryError: it is not installed.
    """
    try:
        import pingouin
    except ImportError:
        raise MissingLibraryError("pingouin", "study") from None
    return pingouin
