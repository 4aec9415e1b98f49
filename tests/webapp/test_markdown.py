from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.markdown import TAGS, render_markdown, strip_markdown


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("A **bold** word", "<p>A <strong>bold</strong> word</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_simple_marks_become_markup(text: str, markup: str) -> None:
    assert render_markdown(text) == markup


def test_links_lead_out_without_a_referrer() -> None:
    markup = render_markdown("[the law](https://example.org/law)")

    assert 'href="https://example.org/law"' in markup
    assert 'rel="noopener noreferrer"' in markup


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&#58;alert(1))",
        "![x](https://example.org/spy.png)",
        "<img src=x onerror=alert(1)>",
        '<a href="data:text/html,x">x</a>',
        "[x](vbscript:x)",
    ],
)
def test_what_could_do_harm_is_dropped(text: str) -> None:
    markup = render_markdown(text)

    assert not re.search(r"<(script|img)|<a [^>]*href=\"(?!https?:|mailto:)", markup)


@given(st.text(max_size=200))
def test_nothing_but_the_known_tags_comes_out(text: str) -> None:
    found = set(re.findall(r"</?([a-z0-9]+)", render_markdown(text)))

    assert found <= TAGS


def test_without_its_marks_a_text_has_a_line_for_each_of_its_parts() -> None:
    text = "A **dated** paper & [more](https://a.example).\n\n* one\n* two <b>x</b>"

    assert strip_markdown(text) == "A dated paper & more.\none\ntwo <b>x</b>"
