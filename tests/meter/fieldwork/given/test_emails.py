"""Addresses are trimmed, in small letters, and shaped like one."""

from __future__ import annotations

import pytest

from meter.fieldwork.given.emails import parse_email
from meter.fieldwork.given.errors import EmailError


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("ana@example.org", "ana@example.org"),
        (" Ana.Lee+x@Sub.Example.ORG\n", "ana.lee+x@sub.example.org"),
        ("ana@例え.jp", "ana@例え.jp"),
    ],
)
def test_an_address_is_read(text: str, email: str) -> None:
    assert parse_email(text) == email


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ana",
        "ana@",
        "@example.org",
        "ana@example",
        "ana@@example.org",
        "ana@example..org",
        "ana lee@example.org",
        "ana@example.org,ben@example.org",
        "Ana <ana@example.org>",
        "ana@example.org\nBcc: all@example.org",
        "ana\0@example.org",
        "ana\u202e@example.org",
        "a" * 250 + "@example.org",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(EmailError):
        parse_email(text)
