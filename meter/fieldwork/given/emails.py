"""E-mail addresses as they are kept: trimmed and in small letters."""

from __future__ import annotations

import re

from meter.fieldwork.given.errors import EmailError

MOST_CHARACTERS = 254
_FORM = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(\.[^@\s,;<>\".]+)+")


def parse_email(text: str) -> str:
    """Read an address such as name@example.org; whether it works only mail tells.

    Raises:
        EmailError: the text cannot be an address.
    """
    email = text.strip().lower()
    is_formed = _FORM.fullmatch(email) and email.isprintable()
    if len(email) > MOST_CHARACTERS or not is_formed:
        raise EmailError(text.strip())
    return email
