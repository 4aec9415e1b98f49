"""What columns and cells may be called: keys, codes, and words in any language."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from instruments.model.items import YesNoItem
from instruments.translations import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item

_NO_SIGNS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Write words as they are compared: whatever their case, width and spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def squash(key: str) -> str:
    """Write a key as programs do that allow letters and digits alone."""
    return _NO_SIGNS.sub("", fold(key))


def _keep_single(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map names to what they stand for, without those that stand for several."""
    found: dict[str, str] = {}
    several: set[str] = set()
    for name, meant in pairs:
        if found.setdefault(name, meant) != meant:
            several.add(name)
    return {
        name: meant for name, meant in found.items() if name and name not in several
    }


class Words:
    """The names of an instrument's items and options, in all its languages."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self._spoken = [translate(instrument, one) for one in instrument.languages]
        self._options: dict[str, Mapping[str, str]] = {}

    def find_item(self, name: str) -> str | None:
        """Find the item of a key, of a key without signs, or of what is asked."""
        if name in self.instrument.items:
            return name
        folded = fold(name)
        single = self._by_words.get(folded, ())
        return self._by_key.get(squash(name)) or (
            single[0] if len(single) == 1 else None
        )

    def list_asked(self, name: str) -> tuple[str, ...]:
        """List the items that ask with these words, in the order of asking."""
        return self._by_words.get(fold(name), ())

    def find_part(self, name: str, part: str) -> str | None:
        """Find the item that a row of a grid is: of a name, and of a part of it."""
        joined = f"{name}_{part}"
        if joined in self.instrument.items:
            return joined
        pair = (fold(name), fold(part))
        return self._by_key.get(squash(joined)) or self._by_part.get(pair)

    def find_option(self, item: Item, given: str) -> str | None:
        """Find the code of an option by its code or its words in any language."""
        options = self.list_options(item)
        return options.get(fold(given)) or self._squashed(item).get(squash(given))

    def list_options(self, item: Item) -> Mapping[str, str]:
        """Map folded words and codes of an item's options to their codes."""
        known = self._options.get(item.key)
        if known is None:
            codes = {
                fold(one.code): one.code for one in self.instrument.options_of(item)
            }
            known = _keep_single(self._list_labels(item)) | codes
            self._options[item.key] = known
        return known

    @cached_property
    def affirmed(self) -> frozenset[str]:
        """The folded words for yes of all questions that are answered so."""
        return self._list_truths("yes")

    @cached_property
    def denied(self) -> frozenset[str]:
        """The folded words for no."""
        return self._list_truths("no")

    def _list_truths(self, code: str) -> frozenset[str]:
        items = self.instrument.items.values()
        asked = [item for item in items if isinstance(item, YesNoItem)]
        labels = {pair for item in asked for pair in self._list_labels(item)}
        return frozenset({code, *(name for name, of in labels if of == code)})

    def _squashed(self, item: Item) -> Mapping[str, str]:
        codes = (one.code for one in self.instrument.options_of(item))
        return _keep_single((squash(code), code) for code in codes)

    def _list_labels(self, item: Item) -> Iterator[tuple[str, str]]:
        for spoken in self._spoken:
            for option in spoken.options_of(spoken.items[item.key]):
                yield fold(option.say), option.code

    @cached_property
    def _by_key(self) -> Mapping[str, str]:
        return _keep_single((squash(key), key) for key in self.instrument.items)

    @cached_property
    def _by_words(self) -> Mapping[str, tuple[str, ...]]:
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for spoken in self._spoken:
            for key, item in spoken.items.items():
                found[fold(item.ask)][key] = None
        return {name: tuple(keys) for name, keys in found.items()}

    @cached_property
    def _by_part(self) -> Mapping[tuple[str, str], str]:
        return dict(self._list_parts())

    def _list_parts(self) -> Iterator[tuple[tuple[str, str], str]]:
        """Name items by section and words, and those of a list by words and entry."""
        for spoken in self._spoken:
            for section in spoken.sections:
                for item in section.items:
                    yield (fold(section.title), fold(item.ask)), item.key
                    if section.entry is not None:
                        yield (fold(item.ask), fold(section.entry.say)), item.key
