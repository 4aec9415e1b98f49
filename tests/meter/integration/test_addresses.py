"""Addresses of webhooks: none leads to what only this server can reach."""

from __future__ import annotations

import socket
from threading import Event
from typing import Any

import pytest

from meter.integration.addresses import (
    URL_MOST_CHARACTERS,
    Target,
    find_number,
    parse_hook_url,
    split_hook_url,
)
from meter.integration.errors import DeliveryError, HookAddressError


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        " https://example.org/meter?key=1 ",
        "https://example.org:8443/a",
        "https://93.184.216.34/",
        "https://[2606:2800:220:1:248:1893:25c8:1946]/",
        "https://xn--bcher-kva.example/",
    ],
)
def test_an_address_on_the_public_internet_is_taken(url: str) -> None:
    assert parse_hook_url(url) == url.strip()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "https://user@example.org/",
        "https://user:word@example.org/",
        "https://example.org/#part",
        "https://example.org/a b",
        "https://example.org\\@localhost/",
        "https://example.org:99999/",
        "https://exam\u202eple.org/",
        "https://bücher.example/",
        "https://example.org/\r\nX: y",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://db/",
        "https://app.localhost/",
        "https://printer.local/",
        "https://vault.internal/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://0177.0.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0.0.0.0/",
        "https://10.0.0.1/",
        "https://172.16.9.9/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://[::1]/",
        "https://[::]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[2002:7f00:1::]/",
        "https://[64:ff9b::a00:1]/",
        "https://[64:ff9b:1::a00:1]/",
        "https://[::7f00:1]/",
        "https://[::10.0.0.1]/",
        "https://[fec0::1]/",
        "https://example.org/" + "x" * URL_MOST_CHARACTERS,
    ],
)
def test_what_leads_elsewhere_is_not_taken(url: str) -> None:
    with pytest.raises(HookAddressError):
        parse_hook_url(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9000/hook", "https://db/"])
def test_a_setting_lets_them_stay_within_a_network(url: str) -> None:
    assert parse_hook_url(url, private=True) == url


def test_an_address_is_taken_apart() -> None:
    assert split_hook_url("https://example.org/a?b=1") == Target(
        "https", "example.org", 443, "/a?b=1"
    )
    assert split_hook_url("https://example.org:8443").path == "/"


def resolve_to(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    def look_up(host: str, port: int, **_more: Any) -> list[Any]:
        del host
        return [(socket.AF_INET, 1, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr("socket.getaddrinfo", look_up)


TARGET = Target("https", "example.org", 443, "/")


def test_the_number_of_a_host_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, "93.184.216.34")

    assert find_number(TARGET) == "93.184.216.34"


@pytest.mark.parametrize(
    "numbers",
    [("127.0.0.1",), ("93.184.216.34", "10.0.0.1"), ("::1",), ("fe80::1%eth0",)],
)
def test_a_public_name_that_leads_into_a_network_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, numbers: tuple[str, ...]
) -> None:
    resolve_to(monkeypatch, *numbers)

    with pytest.raises(DeliveryError, match="not on the public internet"):
        find_number(TARGET)
    assert find_number(TARGET, private=True) == numbers[0]


def test_a_host_that_is_not_found_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **_more: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr("socket.getaddrinfo", fail)

    with pytest.raises(DeliveryError, match="not found"):
        find_number(TARGET)


def test_a_host_that_is_not_found_in_time_holds_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered = Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: answered.wait(30) and [])

    with pytest.raises(DeliveryError, match="not found in time"):
        find_number(TARGET, seconds=0.01)
    assert not answered.is_set()
    answered.set()
