from __future__ import annotations

import pytest

from instruments.model.text import LONGEST_TEXT
from instruments.reading.po_files import Entry, PoFile
from instruments.reading.translated import Translated

TEXTS = {"title": "Tiny", "item.a.ask": "Ask {name}"}
TITLE = Entry("title", "Tiny", "Petit", 4)
ASK = Entry("item.a.ask", "Ask {name}", "Dis {name}", 8)


def translated(*entries: Entry, language: str = "fr") -> Translated:
    return Translated(PoFile(f"{language}.po", language, entries), TEXTS, "en")


def found(*entries: Entry, language: str = "fr") -> list[tuple[str, int]]:
    findings = translated(*entries, language=language).list_findings()
    return [(one.code, one.line) for one in findings]


def test_a_complete_translation_has_no_finding() -> None:
    assert found(TITLE, ASK) == []
    assert translated(TITLE, ASK).list_words() == {
        "title": "Petit",
        "item.a.ask": "Dis {name}",
    }


@pytest.mark.parametrize(
    ("entry", "codes"),
    [
        (Entry("item.b.ask", "Ask", "Dis", 9), [("TX03", 9), ("TX05", 1)]),
        (Entry("item.a.ask", "Asked", "Dis", 9), [("TX04", 9)]),
        (Entry("item.a.ask", "Ask {name}", "", 9), [("TX05", 1)]),
        (Entry("item.a.ask", "Ask {name}", "Dis", 9), [("TX06", 9)]),
        (Entry("item.a.ask", "Ask {name}", "Dis {nom}", 9), [("TX06", 9)]),
        (Entry("item.a.ask", "Ask {name}", "Dis", 9, fuzzy=True), [("TX07", 9)]),
        (Entry("item.a.ask", "Ask", "x" * (LONGEST_TEXT + 1), 9), [("TX10", 9)]),
    ],
)
def test_what_cannot_be_used_is_told_and_not_used(
    entry: Entry, codes: list[tuple[str, int]]
) -> None:
    assert found(TITLE, entry) == codes
    assert translated(TITLE, entry).list_words() == {"title": "Petit"}


def test_a_text_that_is_translated_twice_is_told() -> None:
    again = Entry("title", "Tiny", "Minuscule", 12)

    assert found(TITLE, ASK, again) == [("TX09", 12)]
    assert translated(TITLE, again).list_words()["title"] == "Minuscule"


def test_a_file_is_named_by_a_language() -> None:
    assert found(TITLE, language="french") == [("TX02", 1)]
    assert not translated(language="french").is_used


def test_a_file_in_the_source_language_is_not_used() -> None:
    assert found(TITLE, language="en") == [("TX08", 1)]
    assert not translated(language="en").is_used


def test_spaces_around_words_do_not_matter() -> None:
    entry = Entry("title", " Tiny\n", " Petit\n", 4)

    assert found(entry, ASK) == []
    assert translated(entry).list_words() == {"title": "Petit"}
