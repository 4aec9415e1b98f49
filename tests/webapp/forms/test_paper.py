"""A questionnaire on paper says all that its pages say, in every language."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from instruments import list_library
from meter.reports.paper import PaperItem, PaperOption, Tongue
from meter.reports.typesetter import make_pdf
from tests.meter.reports.pdf_reading import read_pdf, squeeze
from tests.webapp.city import DOCUMENT, make_instrument
from webapp.forms.paper import make_paper
from webapp.languages import list_languages, speaking
from webapp.wording import get_library_instrument, word_instrument

if TYPE_CHECKING:
    from meter.reports.paper import Paper

LANGUAGES = ("ar", "en", "es", "fr", "ko", "ru", "zh")
EXAMPLES = (*(("egdi", code) for code in LANGUAGES), ("meter", "ar"), ("meter", "zh"))
LIBRARY = [(key, code) for key in list_library() for code in LANGUAGES]

UNREAD_MOST = 0.005
"""Share of Arabic letters that a reader may miss: those beside some vowel signs."""

MARKS = set("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
"""Vowel signs of Arabic, which some readers put elsewhere, or twice."""


def list_items(paper: Paper) -> dict[str, PaperItem]:
    return {item.key: item for section in paper.sections for item in section.items}


@pytest.fixture
def paper() -> Paper:
    return make_paper(word_instrument(make_instrument()))


def test_items_have_what_their_kind_needs(paper: Paper) -> None:
    items = list_items(paper)

    level, board, words = items["level"], items["board"], items["words"]
    assert (level.number, level.ask) == ("1.1", "The city has a plan.")
    assert level.help == ("A dated paper.",)
    assert [one.say for one in level.options] == ["Not at all", "Partly", "Fully"]
    assert {one.hint for one in level.options} == {""}
    assert level.reasons == ("Not applicable", "Don't know")
    assert level.side_by_side
    assert (level.lines, level.takes_note) == (0, True)
    assert board.options == (PaperOption("Yes"), PaperOption("No"))
    assert (words.lines, words.takes_note, words.is_short) == (3, False, False)
    assert items["kind"].options[0] == PaperOption("A port", "By the sea.")
    assert not items["kind"].side_by_side


def test_short_answers_have_a_short_line_with_their_unit_and_bounds(
    paper: Paper,
) -> None:
    items = list_items(paper)

    share, start, site = items["share"], items["start"], items["site"]
    assert (share.lines, share.is_short) == (1, True)
    assert (share.rule, share.unit) == ("From 0 to 100.", "per cent")
    assert start.is_short
    assert "2000-01-01 or more." in start.rule
    assert site.is_short


def test_conditions_stand_in_words_and_what_is_required_is_said(paper: Paper) -> None:
    items = list_items(paper)

    assert items["more"].when == (
        "Only if “The city has a plan.” is answered with “Partly” or higher."
    )
    assert items["contact"].is_required
    assert not items["how"].is_required


def test_levels_that_several_items_share_are_explained_once(paper: Paper) -> None:
    first, second = paper.sections

    assert first.scales == (
        (
            PaperOption("Not at all", "Nothing is there."),
            PaperOption("Partly", "Some of it is there."),
            PaperOption("Fully", "All of it is there."),
        ),
    )
    assert (first.number, first.title) == ("1", "First things")
    assert (first.intro, second.intro) == ("Say what is true today.", "")
    assert (paper.over, paper.extent) == ("every, version 7", "12 questions")


@pytest.mark.parametrize(
    ("evidence", "asked"),
    [
        ("none", ""),
        ("optional", "Document or page that shows it, if there is one"),
        ("expected", "Document or page that shows it"),
    ],
)
def test_a_proof_is_asked_for_where_the_item_declares_it(
    evidence: str, asked: str
) -> None:
    item = {"key": "a", "type": "yes_no", "ask": "A?", "evidence": evidence}
    section = {"key": "one", "title": "One", "items": [item]}
    bare: dict[str, Any] = {
        "framework": None,
        "methods": {},
        "stages": {},
        "sections": [section],
    }

    made = make_paper(word_instrument(make_instrument(**bare)))

    assert list_items(made)["a"].evidence == asked


def test_words_around_are_the_readers_where_the_instrument_has_none() -> None:
    with speaking("ar"):
        made = make_paper(word_instrument(make_instrument()))

    assert made.spoken == Tongue("ar", "rtl")
    assert made.written == Tongue("en", "ltr")
    assert made.title == DOCUMENT["title"]
    assert made.words.sections != "Sections"


def test_the_languages_of_these_tests_are_all_that_there_are() -> None:
    assert set(list_languages()) == set(LANGUAGES)


@pytest.mark.parametrize(("key", "language"), EXAMPLES)
def test_library_instruments_are_whole_on_paper(
    key: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ensure_whole(key, language, capsys)


@pytest.mark.long
@pytest.mark.parametrize(("key", "language"), LIBRARY)
def test_every_library_instrument_is_whole_on_paper_in_every_language(
    key: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ensure_whole(key, language, capsys)


def ensure_whole(key: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Set it in type with our fonts alone and no warning; read every word back."""
    with speaking(language):
        paper = make_paper(word_instrument(get_library_instrument(key), language))

    found = read_pdf(make_pdf(json.dumps(asdict(paper))))

    assert capsys.readouterr().err == ""
    assert "<pdfuaid:part>1</pdfuaid:part>" in found.claims
    assert (found.title, found.language) == (paper.title, language)
    outline = [squeeze(one) for one in found.outline]
    for item in list_items(paper).values():
        heading = squeeze(f"{item.number}{item.ask}")
        assert any(one.startswith(heading) for one in outline)
    lost = [
        words for words in list_words(paper) if not is_in(words, found.solid, language)
    ]
    assert lost == []
    letters = count_letters("".join(list_words(paper)))
    unread = letters - count_letters(found.solid)
    assert unread.total() <= (letters.total() * UNREAD_MOST if language == "ar" else 0)


def list_words(paper: Paper) -> list[str]:
    """List all that stands on a paper."""
    found = [paper.title, paper.summary, paper.extent, *list_surroundings(paper)]
    for section in paper.sections:
        levels = [one for scale in section.scales for one in scale]
        found += [section.title, section.intro]
        found += [words for one in levels for words in (one.say, one.hint)]
        for item in section.items:
            found += [item.number, item.key, item.ask, item.when, item.rule, item.unit]
            found += [*item.help, *item.reasons, item.evidence]
            found += [words for one in item.options for words in (one.say, one.hint)]
    return found


def list_surroundings(paper: Paper) -> list[str]:
    words, items = paper.words, list_items(paper).values()
    return [
        words.guide,
        words.sections if len(paper.sections) > 1 else "",
        words.required if any(item.is_required for item in items) else "",
        words.or_reason if any(item.reasons for item in items) else "",
        words.note if any(item.takes_note for item in items) else "",
    ]


def is_in(words: str, text: str, language: str) -> bool:
    """Tell whether words stand in a text; in Arabic only that their letters do.

    Readers turn lines round from how they are drawn, and some of them turn what is
    drawn as one sign wrongly.
    """
    if language == "ar":
        return set(squeeze(words)) - MARKS <= set(text)
    return squeeze(words) in text


def count_letters(text: str) -> Counter[str]:
    return Counter(sign for sign in squeeze(text) if sign.isalpha())
