"""The real server: what it takes in, and what it says of itself."""

from __future__ import annotations

import http.client
import socket
from typing import TYPE_CHECKING

import pytest

from tests.trust.killing.server import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "127.0.0.1"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with serve(tmp_path_factory.mktemp("served")) as server:
        yield server.port


def send_raw(port: int, request: bytes) -> bytes:
    """Send bytes and read the beginning of the reply."""
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(request)
        return connection.recv(65_536)


def is_alive(port: int) -> bool:
    """Tell whether the server answers somebody else."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", "/health")
    status = connection.getresponse().status
    connection.close()
    return status == 200


def test_a_room_that_keeps_its_lines_open_is_served(port: int) -> None:
    lines = [socket.create_connection((HOST, port), timeout=10) for _ in range(400)]
    try:
        for line in lines:
            line.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        replies = [line.recv(65_536)[:12] for line in lines]
        assert is_alive(port)
    finally:
        for line in lines:
            line.close()

    assert set(replies) == {b"HTTP/1.1 200"}


def test_replies_do_not_name_the_software(port: int) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", "/health")
    reply = connection.getresponse()
    connection.close()

    assert reply.status == 200
    assert reply.getheader("Server") is None
    assert reply.getheader("Via") is None


def test_a_body_over_the_limit_is_refused_with_a_page(port: int) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    connection.request("POST", "/staff/sign-in", b"x" * 1_000_001, FORM)
    reply = connection.getresponse()
    page = reply.read().decode()
    connection.close()

    assert reply.status == 413
    assert "What you sent is too large" in page
    assert reply.getheader("Content-Security-Policy")


@pytest.mark.parametrize("length", [10_000_001, 50_000_000_000])
def test_a_body_far_over_the_limit_is_refused_at_its_announcement(
    port: int, length: int
) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % length

    reply = send_raw(port, head + b"x")

    assert reply.startswith(b"HTTP/1.1 413 ")
    assert b"\r\nConnection: close\r\n" in reply


def test_a_body_of_unknown_length_is_refused_once_it_is_too_long(port: int) -> None:
    head = b"POST /staff/sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
    part = b"%x\r\n" % 100_000 + b"x" * 100_000 + b"\r\n"

    reply = send_raw(port, head + b"\r\n" + part * 11 + b"0\r\n\r\n")

    assert reply.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "request_",
    [
        b"\x16\x03\x01\x00\xa5\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 300_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: x\r\n\r\nabcd",
        b"GET /%zz%ff%00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
    ids=["noise", "headers", "length", "transfer", "address", "long address"],
)
def test_requests_that_cannot_be_read_get_an_answer_and_the_server_lives(
    port: int, request_: bytes
) -> None:
    reply = send_raw(port, request_)

    assert 400 <= int(reply.split()[1]) < 510
    assert b"Traceback" not in reply
    assert is_alive(port)
