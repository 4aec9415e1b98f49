"""Headings of forms whose questions stand in groups, as XForms have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meter.exchange.imports.layout import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def list_grouped(
    heading: str, separators: str, before_option: str | None = None
) -> Iterator[Reading]:
    """List the ways to read a heading behind any number of groups.

    Options come first: one of them may be called as some other question is.

    Args:
        heading: what stands there.
        separators: each of these may stand between groups and question.
        before_option: what stands between a question and an option; without it the
            separators too.
    """
    if before_option is None:
        yield from _list_options(heading, separators)
    else:
        split, found, option = heading.rpartition(before_option)
        if found:
            yield from (
                Reading(one, option) for one in _list_endings(split, separators)
            )
    yield from (Reading(one) for one in _list_endings(heading, separators))


def _list_endings(text: str, separators: str) -> Iterator[str]:
    """Give a text, then without its first group, without its first two, and so on."""
    yield text
    for found in re.finditer(f"[{re.escape(separators)}]", text):
        yield text[found.end() :]


def _list_options(heading: str, separators: str) -> Iterator[Reading]:
    for found in re.finditer(f"[{re.escape(separators)}]", heading):
        for name in _list_endings(heading[: found.start()], separators):
            yield Reading(name, heading[found.end() :])
