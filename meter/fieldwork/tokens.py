"""Secret tokens of links and sessions: made once, kept only as digests."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

TOKEN_BYTES = 32

UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Categories of characters that nobody sees: spaces, line ends, soft hyphens."""


def make_token() -> str:
    """Make a token of 256 random bits that fits in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_token(token: str) -> str:
    """Hash a token as it is kept; 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def strip_unseen(token: str) -> str:
    """Leave out what paper, mails and clipboards put between the signs of a link."""
    return "".join(one for one in token if unicodedata.category(one) not in UNSEEN)
