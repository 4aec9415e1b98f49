"""Several options of one cell, whatever stands between and within them."""

from __future__ import annotations

import pytest

from meter.exchange.imports.splitting import split_options

KNOWN = ["web", "web, at home", "by phone", "phone"]


@pytest.mark.parametrize(
    ("text", "separators", "parts"),
    [
        ("web;phone", ";", ["web", "phone"]),
        ("Web, at home, By  phone", ";,", ["Web, at home", "By  phone"]),
        ("web phone", " ;,", ["web", "phone"]),
        ("by phone web", " ;,", ["by phone", "web"]),
        ("web\nphone؛ web", ";", ["web", "phone", "web"]),
        ("letter, web", ";,", ["letter", "web"]),
        ("webs, web", ";,", ["webs", "web"]),
        (";; web ;", ";", ["web"]),
        (" ", ";", []),
    ],
)
def test_known_options_are_one_part(
    text: str, separators: str, parts: list[str]
) -> None:
    assert split_options(text, KNOWN, separators) == parts
