"""Translations held against the words of today: what is usable, what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from instruments.model.text import LONGEST_TEXT, Language
from instruments.reading.findings import Advice, make_finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from instruments.reading.findings import Finding
    from instruments.reading.po_files import Entry, PoFile

_PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)[sd]")
_LANGUAGE = TypeAdapter(Language)


def is_language(tag: str) -> bool:
    """Tell whether a text has the form of a language tag."""
    try:
        _LANGUAGE.validate_python(tag)
    except ValidationError:
        return False
    return True


@dataclass(frozen=True)
class Translated:
    """A `.po` file beside the texts that it translates, by path."""

    po_file: PoFile
    texts: Mapping[str, str]
    source_language: str

    @property
    def is_used(self) -> bool:
        """Whether the file is for a language, and not for the source language."""
        language = self.po_file.language
        return is_language(language) and language != self.source_language

    def list_words(self) -> dict[str, str]:
        """List the translations that can be used, by path."""
        return {
            entry.path: entry.words.strip()
            for entry in self.po_file.entries
            if entry.words.strip() and not entry.fuzzy and self._still_fits(entry)
        }

    def _still_fits(self, entry: Entry) -> bool:
        same_words = self.texts.get(entry.path) == entry.source.strip()
        length = len(entry.words.strip())
        return same_words and _keeps_placeholders(entry) and length <= LONGEST_TEXT

    def list_findings(self) -> Iterator[Finding]:
        """List what is wrong with the file."""
        if not is_language(self.po_file.language):
            yield self._find("TX02", 1, found=self.po_file.language)
        elif not self.is_used:
            yield self._find("TX08", 1, language=self.source_language)
        else:
            for entry in self.po_file.entries:
                yield from self._list_entry_findings(entry)
            yield from self._list_twice()
            yield from self._list_gaps()

    def _find(self, code: str, line: int, **facts: object) -> Finding:
        return make_finding(code, self.po_file.file, (line, 1), **facts)

    def _list_entry_findings(self, entry: Entry) -> Iterator[Finding]:
        path, line = entry.path, entry.line
        length = len(entry.words.strip())
        if path not in self.texts:
            yield self._find("TX03", line, path=path, advice=Advice(path, self.texts))
        elif length > LONGEST_TEXT:
            yield self._find("TX10", line, path=path, most=LONGEST_TEXT, length=length)
        elif not entry.words or entry.fuzzy:
            return
        elif self.texts[path] != entry.source.strip():
            yield self._find("TX04", line, path=path)
        elif not _keeps_placeholders(entry):
            wanted = ", ".join(_list_placeholders(entry.source)) or "none"
            yield self._find("TX06", line, path=path, wanted=wanted)

    def _list_twice(self) -> Iterator[Finding]:
        first: dict[str, int] = {}
        for entry in self.po_file.entries:
            if entry.path in first:
                facts = {"path": entry.path, "first": first[entry.path]}
                yield self._find("TX09", entry.line, **facts)
            first.setdefault(entry.path, entry.line)

    def _list_gaps(self) -> Iterator[Finding]:
        language = self.po_file.language
        fuzzy = [one for one in self.po_file.entries if one.fuzzy and one.words]
        if fuzzy:
            facts = {"fuzzy": len(fuzzy), "path": fuzzy[0].path}
            yield self._find("TX07", fuzzy[0].line, language=language, **facts)
        translated = {one.path for one in self.po_file.entries if one.words}
        missing = [path for path in self.texts if path not in translated]
        if missing:
            facts = {"missing": len(missing), "all": len(self.texts)}
            yield self._find("TX05", 1, language=language, path=missing[0], **facts)


def _keeps_placeholders(entry: Entry) -> bool:
    return _list_placeholders(entry.words) == _list_placeholders(entry.source)


def _list_placeholders(text: str) -> Sequence[str]:
    return sorted(_PLACEHOLDER.findall(text))
