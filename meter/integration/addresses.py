"""Addresses of webhooks: which may be told of events at all.

Whoever names an address makes this server send something there. So that nobody reaches
what only this server can reach, an address has to lead to the public internet; it is
asked again at each delivery, by the number that is then connected to.
"""

from __future__ import annotations

import ipaddress
import socket
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from meter.integration.errors import DeliveryError, HookAddressError

URL_MOST_CHARACTERS = 2000

LOOK_UP_SECONDS = 5.0
"""How long the number of a host may take to be found."""

PORTS = {"https": 443, "http": 80}

WITHIN = tuple(
    ipaddress.ip_network(one)
    for one in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "fec0::/10")
)
"""Numbers behind which a network may hide one of its own, and that the standard library
calls global: translated (RFC 6052, RFC 8215), compatible with IPv4, of one site."""


class Target(NamedTuple):
    """Where a webhook is reached: by which scheme, host and port, at which path."""

    scheme: str
    host: str
    port: int
    path: str


def parse_hook_url(url: str, *, private: bool = False) -> str:
    """Read the address of a webhook as it was typed; spaces at its ends go.

    Args:
        url: what was typed.
        private: whether addresses within a network, and http, are taken too.

    Raises:
        HookAddressError: events are not sent there.
    """
    given = url.strip()
    target = split_hook_url(given, private=private)
    number = _read_number(target.host)
    if not private and (_is_local_name(target.host) or not _is_public(number)):
        raise HookAddressError(given)
    return given


def split_hook_url(url: str, *, private: bool = False) -> Target:
    """Take the address of a webhook apart.

    Raises:
        HookAddressError: events are not sent there.
    """
    parts, port = _split(url)
    host = parts.hostname or ""
    is_plain = parts.username is None and not parts.fragment and host.isascii()
    schemes = {"https", "http"} if private else {"https"}
    if parts.scheme not in schemes or not host or not is_plain:
        raise HookAddressError(url)
    query = f"?{parts.query}" if parts.query else ""
    return Target(
        parts.scheme, host, port or PORTS[parts.scheme], f"{parts.path or '/'}{query}"
    )


def _split(url: str) -> tuple[SplitResult, int | None]:
    unseen = any(not "!" <= sign <= "~" or sign in '<>"\\' for sign in url)
    if unseen or len(url) > URL_MOST_CHARACTERS:
        raise HookAddressError(url)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise HookAddressError(url) from error
    return parts, port


def find_number(
    target: Target, *, private: bool = False, seconds: float = LOOK_UP_SECONDS
) -> str:
    """Find the number at which a host is reached, and that it may be.

    Raises:
        DeliveryError: the host is not found in time, or leads into a network.
    """
    numbers = _look_up(target, seconds)
    if not private and not all(_is_public(_read_number(one)) for one in numbers):
        problem = "its host is not on the public internet"
        raise DeliveryError(problem)
    return numbers[0]


def _look_up(target: Target, seconds: float) -> list[str]:
    """Find all numbers of a host, in a thread that is left alone once it is too late.

    The system's own look-up takes no deadline, and who runs its servers may be whoever
    named the host.
    """
    replies: SimpleQueue[list[str] | Exception] = SimpleQueue()
    Thread(target=_ask_numbers, args=(target, replies), daemon=True).start()
    try:
        reply = replies.get(timeout=seconds)
    except Empty as error:
        problem = "its host was not found in time"
        raise DeliveryError(problem) from error
    if isinstance(reply, Exception):
        problem = "its host is not found"
        raise DeliveryError(problem) from reply
    return reply


def _ask_numbers(target: Target, replies: SimpleQueue[list[str] | Exception]) -> None:
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        replies.put(error)
    else:
        replies.put([str(one[4][0]) for one in found])


def _read_number(
    host: str,
) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Read a host that is written as a number; None for a name."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _is_public(number: ipaddress.IPv4Address | ipaddress.IPv6Address | None) -> bool:
    """Tell whether a number is reached from everywhere; a name is asked later."""
    if number is None:
        return True
    within = getattr(number, "ipv4_mapped", None) or getattr(number, "sixtofour", None)
    number = within or number
    is_hidden = any(number in one for one in WITHIN)
    return number.is_global and not number.is_multicast and not is_hidden


def _is_local_name(host: str) -> bool:
    """Tell whether a name means a machine of this network, however it is written."""
    name = host.rstrip(".").lower()
    is_number = name.rpartition(".")[2][:1].isdigit()
    ends = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
    if _read_number(name) is not None:
        return False
    return name == "localhost" or name.endswith(ends) or "." not in name or is_number
