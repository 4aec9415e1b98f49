"""Help texts: Markdown to HTML that can do no harm."""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {"p", "ul", "ol", "li", "strong", "em", "code", "br", "a"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto"}

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
