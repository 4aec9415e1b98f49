"""Repeats: a section asked over a list becomes one section for each entry, and back.

Only the questionnaire is written out. Nodes, methods and stages go on naming the
group: what the item of a repeated section is called in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.conditions import point_condition
from instruments.model.repeats import name_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from instruments.model.repeats import Entry

Names = dict[str, str]
Words = dict[str, str]


def expand_repeats(instrument: Instrument) -> Instrument:
    """Write out every repeated section once for each of its entries.

    The section `sites` over `health` becomes `sites_health`, its item `portal`
    becomes `portal_health`. Conditions and requirements that name items of the same
    section name those of the same entry. One that is written out stays as it is.
    """
    if all(part.repeat is None or part.entry for part in instrument.sections):
        return instrument
    sections = tuple(one for part in instrument.sections for one in _expand(part))
    words = {
        language: _expand_words(instrument, words)
        for language, words in instrument.translations.items()
    }
    changes = {"sections": sections, "translations": words}
    return instrument.model_copy(update=changes)


def fold_repeats(instrument: Instrument) -> Instrument:
    """Take back what `expand_repeats` did: the instrument as its file declares it."""
    if not instrument.repeated:
        return instrument
    sections: dict[str, Section] = {}
    for part in instrument.sections:
        folded = _fold(part)
        sections.setdefault(folded.key, folded)
    words = {
        language: _fold_words(instrument, words)
        for language, words in instrument.translations.items()
    }
    changes = {"sections": tuple(sections.values()), "translations": words}
    return instrument.model_copy(update=changes)


def _expand(part: Section) -> Iterator[Section]:
    if part.repeat is None or part.entry is not None:
        yield part
        return
    for entry in part.repeat.over:
        names = {item.key: name_for(item.key, entry.key) for item in part.items}
        key = name_for(part.key, entry.key)
        yield _rename(part, key, names, entry)


def _fold(part: Section) -> Section:
    if part.entry is None:
        return part
    names = {item.key: _own_key(item.key, part.entry) for item in part.items}
    return _rename(part, _own_key(part.key, part.entry), names, None)


def _own_key(key: str, entry: Entry) -> str:
    return key.removesuffix(name_for("", entry.key))


def _rename(part: Section, key: str, names: Names, entry: Entry | None) -> Section:
    items = tuple(_rename_item(item, names) for item in part.items)
    return part.model_copy(update={"key": key, "items": items, "entry": entry})


def _rename_item(item: Item, names: Names) -> Item:
    return item.model_copy(
        update={
            "key": names[item.key],
            "when": None if item.when is None else point_condition(item.when, names),
            "requires": tuple(names.get(one, one) for one in item.requires),
        }
    )


def _expand_words(instrument: Instrument, words: Mapping[str, str]) -> Words:
    """Give the translations of a repeated section to each of its entries."""
    entries = {
        owner: part.repeat.over
        for part in instrument.sections
        if part.repeat is not None
        for owner in _list_owners(part)
    }
    found: Words = {}
    for path, text in words.items():
        kind, key, rest = _split(path)
        over = entries.get((kind, key))
        if over is None:
            found[path] = text
        elif rest.startswith("entry."):
            entry = rest.split(".")[1]
            found[f"{kind}.{name_for(key, entry)}.entry.say"] = text
        else:
            for one in over:
                found[f"{kind}.{name_for(key, one.key)}.{rest}"] = text
    return found


def _fold_words(instrument: Instrument, words: Mapping[str, str]) -> Words:
    entries = {
        owner: part.entry
        for part in instrument.sections
        if part.entry is not None
        for owner in _list_owners(part)
    }
    found: Words = {}
    for path, text in words.items():
        kind, key, rest = _split(path)
        entry = entries.get((kind, key))
        if entry is None:
            found[path] = text
            continue
        own = f"{kind}.{_own_key(key, entry)}."
        is_entry = rest == "entry.say"
        found.setdefault(own + (f"entry.{entry.key}.say" if is_entry else rest), text)
    return found


def _list_owners(part: Section) -> Iterator[tuple[str, str]]:
    """Name the section and its items as the paths of their words begin."""
    yield "section", part.key
    for item in part.items:
        yield "item", item.key


def _split(path: str) -> tuple[str, str, str]:
    kind, _, rest = path.partition(".")
    key, _, rest = rest.partition(".")
    return kind, key, rest
