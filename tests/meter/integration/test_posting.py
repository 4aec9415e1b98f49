"""Posting: one request to the address, which leads nowhere else whatever it replies."""

from __future__ import annotations

import socket
import ssl
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from meter.integration.errors import DeliveryError
from meter.integration.posting import HookPost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
HEADERS = {"Content-Type": "application/json", "Meter-Event": "test"}


class Receiver(HTTPServer):
    """Keeps what it is sent, and replies with a status."""

    def __init__(self, status: int) -> None:
        self.status = status
        self.taken: list[tuple[str, bytes, str | None]] = []
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((self.path, body, self.headers["Meter-Event"]))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/secret")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Print nothing."""


@contextmanager
def receiving(
    status: int = 204, tls: ssl.SSLContext | None = None
) -> Iterator[Receiver]:
    server = Receiver(status)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def tls(authority: trustme.CA) -> ssl.SSLContext:
    """Give the server's side of a host that is named localhost."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(made)
    return made


@pytest.fixture
def trust(authority: trustme.CA) -> Callable[[], ssl.SSLContext]:
    """Give what makes contexts that trust the authority."""
    make = ssl.create_default_context

    def make_trusting() -> ssl.SSLContext:
        context = make()
        authority.configure_trust(context)
        return context

    return make_trusting


def send(url: str, *, private: bool = True, seconds: float = 2.0) -> None:
    HookPost(private=private, seconds=seconds).send(url, b"{}", HEADERS)


def test_an_event_is_posted() -> None:
    with receiving() as server:
        send(f"http://127.0.0.1:{server.server_port}/hook?key=1")

    assert server.taken == [("/hook?key=1", b"{}", "test")]


@pytest.mark.parametrize("status", [301, 302, 307, 404, 500])
def test_another_reply_is_a_refusal_and_no_way_elsewhere(status: int) -> None:
    with receiving(status) as server, pytest.raises(DeliveryError, match=str(status)):
        send(f"http://127.0.0.1:{server.server_port}/hook")

    assert len(server.taken) == 1


def test_nothing_is_sent_into_the_network_unless_a_setting_lets_it() -> None:
    with receiving() as server:
        for host in ("127.0.0.1", "localhost"):
            with pytest.raises(DeliveryError):
                send(f"http://{host}:{server.server_port}/", private=False)
            with pytest.raises(DeliveryError):
                send(f"https://{host}:{server.server_port}/", private=False)

    assert server.taken == []


def test_a_name_that_has_come_to_lead_into_the_network_is_not_followed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Between adding an address and telling it, its name may be given a new number."""
    with receiving() as server:
        found = [(socket.AF_INET, 1, 6, "", ("127.0.0.1", server.server_port))]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
        with pytest.raises(DeliveryError, match="public internet"):
            send(f"https://hooks.example.org:{server.server_port}/", private=False)

    assert server.taken == []


def test_an_address_that_nobody_serves_is_told() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        with pytest.raises(DeliveryError, match="cannot be reached"):
            send(f"http://127.0.0.1:{bound.getsockname()[1]}/")


def test_an_address_that_says_nothing_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(DeliveryError, match="too long"):
            send(url, seconds=0.2)


@contextmanager
def dripping(
    piece: bytes, tls: ssl.SSLContext | None = None, *, first: bytes = b""
) -> Iterator[int]:
    """Reply with a piece again and again, and at last, after seconds, with a status."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            line, _ = server.accept()
            if tls is not None:
                line = tls.wrap_socket(line, server_side=True)
            with line, suppress(OSError):
                line.sendall(first)
                for _ in range(100):
                    line.sendall(piece)
                    sleep(0.05)
                line.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

        thread = Thread(target=drip)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            thread.join()


@pytest.mark.parametrize("piece", [b"H", CONTINUE])
def test_an_address_that_never_ends_is_not_listened_to(piece: bytes) -> None:
    with (
        dripping(piece) as port,
        pytest.raises(DeliveryError, match="too long"),
    ):
        send(f"http://127.0.0.1:{port}/", seconds=0.3)


def test_an_address_that_never_ends_is_not_listened_to_by_tls_either(
    tls: ssl.SSLContext,
    trust: Callable[[], ssl.SSLContext],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ssl.create_default_context", trust)
    with (
        dripping(CONTINUE, tls) as port,
        pytest.raises(DeliveryError, match="too long"),
    ):
        send(f"https://localhost:{port}/", seconds=1.0)


def test_a_handshake_that_never_ends_is_not_waited_for() -> None:
    """A record of TLS says that it is long, and then comes byte by byte."""
    with (
        dripping(b"\0", first=b"\x16\x03\x03\x40\x00") as port,
        pytest.raises(DeliveryError, match="too long"),
    ):
        send(f"https://localhost:{port}/", seconds=0.3)


def test_a_certificate_has_to_be_that_of_the_name(
    tls: ssl.SSLContext,
    trust: Callable[[], ssl.SSLContext],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with receiving(tls=tls) as server:
        port = server.server_port
        with pytest.raises(DeliveryError, match="not sound"):
            send(f"https://localhost:{port}/")
        monkeypatch.setattr("ssl.create_default_context", trust)
        send(f"https://localhost:{port}/")
        with pytest.raises(DeliveryError, match="not sound"):
            send(f"https://127.0.0.1:{port}/")

    assert len(server.taken) == 1
