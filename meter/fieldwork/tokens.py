"""Secret tokens of links and sessions: made once, kept only as digests."""

from __future__ import annotations

import hashlib
import secrets

TOKEN_BYTES = 32


def make_token() -> str:
    """Make a token of 256 random bits that fits in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_token(token: str) -> str:
    """Hash a token as it is kept; 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
