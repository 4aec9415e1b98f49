from __future__ import annotations

import pytest

from meter.fieldwork.given.errors import EvidenceLinkError
from meter.fieldwork.given.links import name_host, parse_link


@pytest.mark.parametrize(
    "link",
    [
        "https://city.example/law.pdf#page=3",
        "http://192.0.2.1:8080/a?b=c&d=e",
        "https://[2001:db8::1]/",
        "https://\u0645\u062f\u064a\u0646\u0629.example/\u0642\u0627\u0646\u0648\u0646",
        "HTTPS://CITY.EXAMPLE/",
    ],
)
def test_web_addresses_are_taken_as_they_are(link: str) -> None:
    assert parse_link(f"  {link}\n") == link


@pytest.mark.parametrize(
    "text",
    [
        "",
        "city.example",
        "//city.example/",
        "https://",
        "https:///law",
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)//https://x",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://city.example/",
        "mailto:a@city.example",
        "https://bank.example@evil.example/",
        "https://user:pass@city.example/",
        "https://a b.example/",
        "https://city.example/a b",
        "https://city.example/\u202egpj.exe",
        "https://city.example/\u200b",
        "https://city.example/a\r\nSet-Cookie: x",
        "https://city.example\\@evil.example/",
        "java\tscript:alert(1)",
        "https://[",
        "https://city.example:99999/",
        "https://city.example/" + "x" * 2000,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(EvidenceLinkError):
        parse_link(text)


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://city.example/law", "city.example"),
        ("https://CITY.example:8443/", "city.example"),
        ("https://\u0441ity.example/", "xn--ity-3ed.example"),
        ("https://" + "\u0441" * 80 + ".example/", "\\u0441" * 80 + ".example"),
    ],
)
def test_a_host_is_named_as_it_is_looked_up(link: str, host: str) -> None:
    assert name_host(link) == host
