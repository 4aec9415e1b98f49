"""The words of an instrument by path, to list them and to put others in place.

A path says where words stand and stays when they move: `item.c1_1.ask`,
`scale.extent.option.none.say`, `node.legal.title`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from instruments.model.items import YesNoItem
from instruments.model.scales import YES_NO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from instruments.model.instrument import Instrument


class Slot(NamedTuple):
    """A place for words in a document: its path, holder and field."""

    path: str
    holder: dict[str, Any]
    field: str

    @property
    def words(self) -> str:
        """The words that stand there now."""
        return str(self.holder[self.field])


def list_texts(instrument: Instrument) -> dict[str, str]:
    """List the words of an instrument in its own language, by path."""
    return {slot.path: slot.words for slot in list_slots(to_worded(instrument))}


def to_worded(instrument: Instrument) -> dict[str, Any]:
    """Write an instrument as a document that holds the words of yes and no too."""
    document = instrument.to_document()
    scales = document.setdefault("scales", {})
    if "yes_no" not in scales and _uses_built_in(instrument):
        scales["yes_no"] = YES_NO.model_dump(mode="json", exclude_defaults=True)
    return document


def _uses_built_in(instrument: Instrument) -> bool:
    return any(
        isinstance(item, YesNoItem) and item.scale is None and item.options is None
        for item in instrument.items.values()
    )


def list_slots(document: dict[str, Any]) -> Iterator[Slot]:
    """Walk the places for words of a document, in reading order."""
    yield from _slots("", document, ("title", "summary", "source"))
    for part in document.get("profile", ()):
        yield from _with_options(f"profile.{part['key']}.", part, ("title", "unit"))
    for key, scale in document.get("scales", {}).items():
        yield from _option_slots(f"scale.{key}.", scale)
    for section in document["sections"]:
        prefix = f"section.{section['key']}."
        yield from _slots(prefix, section, ("title", "intro"))
        yield from _entry_slots(prefix, section)
        for item in section["items"]:
            fields = ("ask", "help", "unit")
            yield from _with_options(f"item.{item['key']}.", item, fields)
    yield from _measured_slots(document)


def _entry_slots(prefix: str, section: dict[str, Any]) -> Iterator[Slot]:
    """Walk the entries of a repeated section; its own where it is for one of them."""
    if "entry" in section:
        yield from _slots(f"{prefix}entry.", section["entry"], ("say",))
        return
    for entry in section.get("repeat", {}).get("over", ()):
        yield from _slots(f"{prefix}entry.{entry['key']}.", entry, ("say",))


def _measured_slots(document: dict[str, Any]) -> Iterator[Slot]:
    for key, node in document.get("framework", {}).get("nodes", {}).items():
        yield from _slots(f"node.{key}.", node, ("title", "about", "source"))
    for key, method in document.get("methods", {}).items():
        yield from _slots(f"method.{key}.", method, ("title",))
    for key, rule in document.get("stages", {}).items():
        yield from _slots(f"stages.{key}.", rule, ("title",))
        for band in rule["bands"]:
            prefix = f"stages.{key}.band.{band['key']}."
            yield from _slots(prefix, band, ("title", "about"))
    for key, diagnostic in document.get("diagnostics", {}).items():
        yield from _slots(f"diagnostic.{key}.", diagnostic, ("title", "about"))


def _with_options(
    prefix: str, holder: dict[str, Any], fields: Iterable[str]
) -> Iterator[Slot]:
    yield from _slots(prefix, holder, fields)
    yield from _option_slots(prefix, holder)


def _option_slots(prefix: str, holder: dict[str, Any]) -> Iterator[Slot]:
    for option in holder.get("options") or ():
        fields = ("say", "hint")
        yield from _slots(f"{prefix}option.{option['code']}.", option, fields)


def _slots(
    prefix: str, holder: dict[str, Any], fields: Iterable[str]
) -> Iterator[Slot]:
    for field in fields:
        if holder.get(field) is not None:
            yield Slot(prefix + field, holder, field)
