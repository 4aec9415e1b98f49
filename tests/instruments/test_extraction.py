from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from instruments import Instrument, load_instrument
from instruments.extraction import (
    NoSuchLanguageError,
    Progress,
    extract_translations,
    make_template,
    measure_progress,
)
from instruments.reading.po_files import read_catalog, read_po_file
from instruments.texts import list_texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]

AT = dt.datetime(2026, 6, 18, 9, 30, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=1)
ITEM = "{key: a, type: text, ask: Ask A}"
TEXTS = 3  # title, section, item


def extract(file: Path, *languages: str, at: dt.datetime = AT) -> list[str]:
    changed = extract_translations(load_instrument(file), file, at, languages)
    return [path.name for path in changed]


def translate_all(path: Path, words: str = "Mots") -> None:
    """Write the same words for every text that has none."""
    head, *entries = path.read_text(encoding="utf-8").split("\n\n")
    entries = [entry.replace('msgstr ""', f'msgstr "{words}"') for entry in entries]
    path.write_text("\n\n".join([head, *entries]), encoding="utf-8")


def progress(file: Path) -> list[Progress]:
    return measure_progress(load_instrument(file), file)


def test_a_new_language_gets_a_file_with_every_text(write: Write) -> None:
    file = write(ITEM)

    assert extract(file, "fr") == ["fr.po"]
    po_file = read_po_file(file.parent / "locale" / "fr.po")
    texts = {entry.path: entry.source for entry in po_file.entries}
    assert texts == list_texts(load_instrument(file))
    assert progress(file) == [Progress("fr", 0, 0, TEXTS, 0)]


def test_what_is_up_to_date_is_left_alone(write: Write) -> None:
    file = write(ITEM)
    extract(file, "fr", "ar", "zh-Hant")

    assert extract(file, "fr", at=LATER) == []


def test_translations_are_kept_when_texts_come_and_go(write: Write) -> None:
    file = write(ITEM, "{key: b, type: text, ask: Ask B}")
    extract(file, "fr")
    translate_all(file.parent / "locale" / "fr.po")

    write("{key: c, type: text, ask: Ask C}", ITEM)
    extract(file)

    assert load_instrument(file).translations["fr"]["item.a.ask"] == "Mots"
    assert progress(file) == [Progress("fr", TEXTS, 0, 1, 0)]
    catalog = read_catalog(file.parent / "locale" / "fr.po")
    assert [message.context for message in catalog.obsolete.values()] == ["item.b.ask"]


def test_a_translation_of_changed_words_is_kept_and_marked_fuzzy(write: Write) -> None:
    file = write(ITEM)
    extract(file, "fr")
    translate_all(file.parent / "locale" / "fr.po")

    write(ITEM.replace("Ask A", "Ask A anew"))
    before = progress(file)
    extract(file)

    assert before == progress(file) == [Progress("fr", TEXTS - 1, 1, 0, 0)]
    entries = read_po_file(file.parent / "locale" / "fr.po").entries
    assert [(one.source, one.words) for one in entries if one.fuzzy] == [
        ("Ask A anew", "Mots")
    ]


def test_an_empty_text_is_not_fuzzy_when_its_words_change(write: Write) -> None:
    file = write(ITEM)
    extract(file, "fr")

    write(ITEM.replace("Ask A", "Ask A anew"))
    extract(file)

    assert progress(file) == [Progress("fr", 0, 0, TEXTS, 0)]


def test_texts_that_are_gone_are_unknown_until_they_are_extracted(write: Write) -> None:
    file = write(ITEM)
    extract(file, "fr")
    translate_all(file.parent / "locale" / "fr.po")

    write("{key: b, type: text, ask: Ask B}")

    assert progress(file) == [Progress("fr", TEXTS - 1, 0, 1, 1)]


def test_comments_and_the_names_of_translators_stay(write: Write) -> None:
    file = write(ITEM)
    extract(file, "fr")
    path = file.parent / "locale" / "fr.po"
    text = path.read_text(encoding="utf-8")
    text = text.replace("FULL NAME <EMAIL@ADDRESS>", "Ann")
    path.write_text(text.replace('msgctxt "title"', '# Short.\nmsgctxt "title"'))

    write(ITEM, "{key: b, type: text, ask: Ask B}")
    extract(file, at=LATER)

    renewed = path.read_text(encoding="utf-8")
    assert "Last-Translator: Ann" in renewed
    assert '# Short.\nmsgctxt "title"' in renewed
    assert "2026-06-18 09:30" in renewed


@pytest.mark.parametrize("language", ["xx", "french", "../fr", ""])
def test_a_language_that_is_not_known_is_refused(write: Write, language: str) -> None:
    file = write(ITEM)

    with pytest.raises(NoSuchLanguageError):
        extract(file, language)
    assert not (file.parent / "locale").exists()


def test_a_template_has_every_text_and_no_translation(
    make: Callable[..., Instrument], tmp_path: Path
) -> None:
    instrument = make(ITEM)
    (tmp_path / "tiny.po").write_bytes(make_template(instrument, AT))

    entries = read_po_file(tmp_path / "tiny.po").entries

    assert {entry.path: entry.source for entry in entries} == list_texts(instrument)
    assert {entry.words for entry in entries} == {""}


def test_what_is_asked_for_many_entries_is_translated_once(write: Write) -> None:
    file = write(ITEM)
    text = file.read_text(encoding="utf-8")
    over = "    repeat: {over: [{key: x, say: Ex}, {key: y, say: Why}]}\n"
    file.write_text(text.replace("    items:\n", f"{over}    items:\n"))

    extract(file, "fr")

    po_file = read_po_file(file.parent / "locale" / "fr.po")
    assert {entry.path: entry.source for entry in po_file.entries} == {
        "title": "Tiny",
        "section.s.title": "S",
        "section.s.entry.x.say": "Ex",
        "section.s.entry.y.say": "Why",
        "item.a.ask": "Ask A",
    }
    assert progress(file) == [Progress("fr", 0, 0, TEXTS + 2, 0)]
