"""Help texts: Markdown to HTML that can do no harm."""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {"p", "ul", "ol", "li", "strong", "em", "code", "br", "a"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto"}

_ENDS = re.compile(r"</(?:p|li)>|<br>")

_PARSER = MarkdownIt("commonmark", {"html": False})


@lru_cache(maxsize=4096)
def render_markdown(text: str) -> Markup:
    """Render paragraphs, lists, emphasis and links; everything else is dropped."""
    cleaned = nh3.clean(
        _PARSER.render(text),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
    return Markup(cleaned.strip())  # noqa: S704  (cleaned above)


def strip_markdown(text: str) -> str:
    """Write a help text without its marks, a paragraph or entry a line."""
    parts = _ENDS.split(render_markdown(text))
    lines = (Markup(part).striptags() for part in parts)  # noqa: S704  (only read)
    return "\n".join(line for line in lines if line)
