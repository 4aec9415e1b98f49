"""Words of a package in a language of tests: every text begins with a mark."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from meter.exchange.package.guide import Guide
from meter.exchange.package.rules import Rules
from meter.exchange.package.titles import Titles
from meter.exchange.package.words import Words

if TYPE_CHECKING:
    from meter.exchange.package.snapshot import Snapshot

MARK = "\u00bf"


def speak(snapshot: Snapshot) -> Snapshot:
    """Give the snapshot titles and sentences of which each begins with the mark."""
    words = Words(
        "ar", titles=_mark(Titles()), guide=_mark(Guide()), rules=_mark(Rules())
    )
    return replace(snapshot, terms=replace(snapshot.terms, words=words))


def _mark(said: Any) -> Any:
    marked = {one.name: _mark_one(getattr(said, one.name)) for one in fields(said)}
    return replace(said, **marked)


def _mark_one(value: Any) -> Any:
    if isinstance(value, str):
        return f"{MARK}{value}"
    if isinstance(value, tuple):
        return tuple(_mark_one(one) for one in value)
    return {key: _mark_one(one) for key, one in value.items()}
