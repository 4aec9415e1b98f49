"""Posting: one request to an address, by the number that was found to be allowed.

Nothing that the address replies leads anywhere: a redirect is a refusal, and of the
reply only the status is read.
"""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Event, Timer
from typing import TYPE_CHECKING

from typing_extensions import override

from meter.integration.addresses import find_number, split_hook_url
from meter.integration.errors import DeliveryError, HookAddressError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meter.integration.addresses import Target

SECONDS = 10.0
"""How long an address may take for all of its reply, however it is cut up."""

AGENT = "METER webhooks"

OK, REDIRECTS = 200, 300


class HookPost:
    """Sends events; `private` lets them go to addresses within a network."""

    def __init__(self, *, private: bool = False, seconds: float = SECONDS) -> None:
        self._private = private
        self._seconds = seconds

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Send an event.

        Raises:
            DeliveryError: it was not taken, or must not be sent there.
        """
        try:
            target = split_hook_url(url, private=self._private)
        except HookAddressError as error:
            problem = "events are not sent to such an address"
            raise DeliveryError(problem) from error
        number = find_number(target, private=self._private)
        status = self._post(target, number, body, headers)
        if not OK <= status < REDIRECTS:
            problem = f"it replied with {status}"
            raise DeliveryError(problem)

    def _post(
        self, target: Target, number: str, body: bytes, headers: Mapping[str, str]
    ) -> int:
        line, late = _make_line(target, number, self._seconds), Event()
        timer = Timer(self._seconds, _give_up, (line, late))
        timer.daemon = True
        timer.start()
        try:
            _connect(line, late)
            line.request("POST", target.path, body, {"User-Agent": AGENT, **headers})
            return line.getresponse().status
        except (OSError, HTTPException, ValueError) as error:
            problem = _say_problem(error, is_late=late.is_set())
            raise DeliveryError(problem) from error
        finally:
            timer.cancel()
            line.close()


def _connect(line: HTTPConnection, late: Event) -> None:
    line.connect()
    # Where it was too late before there was a socket, none has been shut.
    if late.is_set():
        raise TimeoutError


def _give_up(line: HTTPConnection, late: Event) -> None:
    """End a line from another thread: whatever waits for it there goes on at once."""
    late.set()
    sock = line.sock
    if sock is not None:
        with suppress(OSError):
            # That of TLS would take its state from under the thread that reads.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _say_problem(error: Exception, *, is_late: bool) -> str:
    if is_late or isinstance(error, TimeoutError):
        return "it took too long"
    if isinstance(error, ssl.SSLError):
        return "its certificate or encryption is not sound"
    return "it cannot be reached"


def _make_line(target: Target, number: str, seconds: float) -> HTTPConnection:
    if target.scheme == "https":
        return _FixedHttps(target.host, target.port, number, seconds)
    return _FixedHttp(target.host, target.port, number, seconds)


class _FixedHttp(HTTPConnection):
    """A line to a number that was looked up before, by the name of the host."""

    def __init__(self, host: str, port: int, number: str, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._number = number

    @override
    def connect(self) -> None:
        self.sock = socket.create_connection((self._number, self.port), self.timeout)


class _FixedHttps(HTTPSConnection):
    """The same by TLS: the certificate has to be that of the name."""

    def __init__(self, host: str, port: int, number: str, seconds: float) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(host, port, timeout=seconds, context=self._tls)
        self._number = number

    @override
    def connect(self) -> None:
        bare = socket.create_connection((self._number, self.port), self.timeout)
        try:
            self.sock = self._tls.wrap_socket(
                bare, server_hostname=self.host, do_handshake_on_connect=False
            )
        except BaseException:
            bare.close()
            raise
        # It is known as the line's before, so that the handshake can be ended too.
        self.sock.do_handshake()
