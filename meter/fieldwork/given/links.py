"""Links given as evidence: whole web addresses, which nobody here follows."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

from meter.fieldwork.given.errors import EvidenceLinkError

LINK_MOST_CHARACTERS = 2000


def parse_link(text: str) -> str:
    """Read a web address.

    Raises:
        EvidenceLinkError: it is none, names a user, is too long or holds spaces or
            unseen signs.
    """
    link = text.strip()
    if len(link) > LINK_MOST_CHARACTERS or any(map(_is_strange, link)):
        raise EvidenceLinkError(link)
    try:
        parts = urlsplit(link)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise EvidenceLinkError(link) from error
    # A name before the host would pass for the host.
    if parts.scheme not in {"http", "https"} or not named or "@" in parts.netloc:
        raise EvidenceLinkError(link)
    return link


def name_host(link: str) -> str:
    """Give the host of a link as it is looked up: no sign passes for another there."""
    host = urlsplit(link).hostname or ""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ascii(host)[1:-1]


def _is_strange(sign: str) -> bool:
    return sign.isspace() or sign == "\\" or unicodedata.category(sign)[0] == "C"
