"""Names of units and people, and titles: one line that says something."""

from __future__ import annotations

import unicodedata

from meter.fieldwork.given.errors import TitleError

TITLE_MAX_CHARACTERS = 200


def parse_title(text: str) -> str:
    """Read a name or title: spaces at its ends go, composed characters stay one.

    Raises:
        TitleError: it is blank, longer than 200 characters or holds controls.
    """
    title = unicodedata.normalize("NFC", text).strip()
    has_controls = any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in title)
    if not title or len(title) > TITLE_MAX_CHARACTERS or has_controls:
        raise TitleError(text, TITLE_MAX_CHARACTERS)
    return title
