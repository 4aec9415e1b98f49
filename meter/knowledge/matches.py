"""Matches: a text in parts, of which some are words that were looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.knowledge.words import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from meter.knowledge.words import Term

AROUND = 80
"""Characters of a passage that are shown before the first match, and twice after it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text as it was written; `is_match` where it was looked for."""

    text: str
    is_match: bool = False


def mark_matches(text: str, terms: Sequence[Term]) -> tuple[Part, ...]:
    """Divide a text where a word that is looked for begins or ends."""
    parts: list[Part] = []
    done = 0
    for start, end in _list_spans(text, terms):
        if start > done:
            parts.append(Part(text[done:start]))
        parts.append(Part(text[start:end], is_match=True))
        done = end
    if done < len(text):
        parts.append(Part(text[done:]))
    return tuple(parts)


def find_passage(texts: Iterable[str], terms: Sequence[Term]) -> tuple[Part, ...]:
    """Give the first passage in which a word stands, cut down to its surroundings."""
    for text in texts:
        spans = _list_spans(text, terms)
        if spans:
            return mark_matches(_cut_down(text, spans[0][0]), terms)
    return ()


def _cut_down(text: str, place: int) -> str:
    """Cut a text down to what stands around a place, at spaces where there are some."""
    start, end = max(0, place - AROUND), min(len(text), place + 2 * AROUND)
    if start:
        space = text.find(" ", start, place)
        start = start if space < 0 else space + 1
    if end < len(text):
        space = text.rfind(" ", place, end)
        end = end if space <= place else space
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return f"{before}{text[start:end]}{after}"


def _list_spans(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """List where words stand that are looked for; what touches is one."""
    spans: list[tuple[int, int]] = []
    met = (one for one in cut(text) if any(term.meets(one) for term in terms))
    for word in sorted(met, key=lambda one: (one.start, one.end)):
        if spans and word.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], word.end))
        else:
            spans.append((word.start, word.end))
    return spans
