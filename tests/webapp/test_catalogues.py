"""Catalogues: what pages say today, all of it and only it, in every language."""

from __future__ import annotations

import io
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes
from typing_extensions import override

import webapp
from webapp.languages import FOLDER, list_languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

PAGES = Path(webapp.__file__).parent
TEMPLATES = PAGES / "templates"

CODES = ("ar", "es", "fr", "ko", "ru", "zh")
FORMS = {"ar": 6, "es": 2, "fr": 2, "ko": 1, "ru": 3, "zh": 1}

FOR_ONE_NUMBER = {"ar": 3, "es": 1, "fr": 0, "ko": 0, "ru": 0, "zh": 0}
"""So many first forms stand for one number each: one and two need no figure."""

COUNTS = {"num", "count", "invited"}
"""Placeholders of the number that a plural turns on."""

MARKED_ELSEWHERE = {
    "templates/knowledge/contribution.html": 1,  # steps
    "templates/reports/_buttons.html": 1,  # titles of kinds
    "templates/results/numbers.html": 1,
}
"""Templates that translate what Python has marked, and how many times."""

NAMES = {"METER", "Authorization", "Bearer"}
"""Words that are the same in every language: our name, and those of a header."""

CLASSES = {"wide", "room", "slides"}
"""Words of the style that stand in blocks of their own."""

SPOKEN = {"alt", "aria-label", "placeholder", "title"}
"""Attributes that are read out or shown."""

ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)

PLACEHOLDER = re.compile(r"%\((\w+)\)s|\{(\w*)\}")
FILE_NAME = re.compile(r"\b[\w/]+\.(?:csv|dta|py|sav|txt|xlsx|zip)\b")

TERMS = {
    "stages?": {
        "ar": "مرحل|مراحل",
        "es": "etapa",
        "fr": "stade",
        "ko": "단계",
        "ru": "стади",
        "zh": "阶段",
    },
    "rounds?": {
        "ar": "جول",
        "es": "ronda",
        "fr": "cycle",
        "ko": "회차",
        "ru": "раунд",
        "zh": "轮次",
    },
    "units?": {
        "ar": "وحد",
        "es": "unidad",
        "fr": "unité",
        "ko": "평가 대상",
        "ru": "единиц",
        "zh": "单位",
    },
    "scores?": {
        "ar": "درج",
        "es": "puntuaci|punt[uú]a",
        "fr": r"score|\bnoté|\bnoter",
        "ko": "점수",
        "ru": "оцен",
        "zh": "得分|计分",
    },
    "index": {
        "ar": "مؤشر",
        "es": "índice",
        "fr": "indice",
        "ko": "지수",
        "ru": "индекс",
        "zh": "指数",
    },
    "weights?": {
        "ar": "وزن|أوزان",
        "es": r"\bpesos?\b|pondera",
        "fr": "poids|pondération",
        "ko": "가중치",
        "ru": r"\bвес(?!ь)",
        "zh": "权重",
    },
    "methods?": {
        "ar": "سلوب|ساليب",
        "es": "método",
        "fr": "méthode",
        "ko": "방법",
        "ru": "метод",
        "zh": "方法",
    },
    "coverage": {
        "ar": "تغطية",
        "es": "cobertura",
        "fr": "couverture",
        "ko": "포괄률",
        "ru": "охват",
        "zh": "覆盖率",
    },
}
"""What a word of ours is called, in the interface as in the questionnaires."""

CALLS = {"_": 1, "gettext": 1, "ngettext": 2}
"""How templates ask for a translation, and how many texts they give."""


@cache
def list_extracted() -> list[tuple[Any, str | None]]:
    """List what pages say, as the comment in babel.cfg tells translators to.

    Each text stands with its context; one that is said of a number is a pair of forms.
    """
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    keywords = {**DEFAULT_KEYWORDS, "mark": None}
    return [
        (text, context)
        for _file, _line, text, _comments, context in extract_from_dir(
            PAGES, methods, options, keywords
        )
    ]


@cache
def extract_today() -> Catalog:
    """Gather what pages say, each text once."""
    found = Catalog()
    for text, context in list_extracted():
        found.add(text, context=context)
    return found


@cache
def read_catalogue(code: str) -> Catalog:
    path = FOLDER / code / "LC_MESSAGES" / "messages.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=code)


def list_messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def list_keys(catalogue: Catalog) -> set[tuple[object, str | None]]:
    return {(one.id, one.context) for one in list_messages(catalogue)}


def as_forms(texts: object) -> tuple[str, ...]:
    if isinstance(texts, str):
        return (texts,)
    return tuple(texts)  # type: ignore[arg-type]


def find_names(text: str) -> set[str]:
    return {name or f"{{{brace}}}" for name, brace in PLACEHOLDER.findall(text)}


def takes_the_same(code: str, message: Message, place: int) -> bool:
    """Tell whether a form has the placeholders of its source; a figure may be said."""
    first, *more = map(find_names, as_forms(message.id))
    here = find_names(as_forms(message.string)[place])
    if not more:
        return here == first
    if place < FOR_ONE_NUMBER[code]:
        return here ^ more[0] <= COUNTS
    return here == more[0] or (place == 0 and here == first)


def list_pairs(code: str) -> Iterator[tuple[Message, str]]:
    for message in list_messages(read_catalogue(code)):
        for text in as_forms(message.string):
            yield message, text


def list_templates() -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*") if path.is_file())


def parse(path: Path) -> nodes.Template:
    return ENVIRONMENT.parse(path.read_text(encoding="utf-8"))


def list_calls(path: Path) -> Iterator[nodes.Call]:
    for call in parse(path).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in CALLS:
            yield call


def read_texts(call: nodes.Call) -> tuple[str, ...] | None:
    """Read what a call gives to translate; None if that is only known later."""
    assert isinstance(call.node, nodes.Name)
    given = call.args[: CALLS[call.node.name]]
    texts = [one.value for one in given if isinstance(one, nodes.Const)]
    return tuple(texts) if len(texts) == len(given) else None


class Bare(HTMLParser):
    """Collects the words that a template itself shows or has read out."""

    def __init__(self) -> None:
        super().__init__()
        self.words: set[str] = set()

    @override
    def handle_data(self, data: str) -> None:
        # A macro that writes attributes has them outside of any tag.
        text = re.sub(r'[\w-]+="[^"]*"', "", data)
        self.words |= set(re.findall(r"[^\W\d_]{2,}", text))

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SPOKEN:
                self.handle_data(value or "")


def list_bare_words(path: Path) -> set[str]:
    reader = Bare()
    tokens = ENVIRONMENT.lex(path.read_text(encoding="utf-8"))
    reader.feed("".join(text for _line, kind, text in tokens if kind == "data"))
    return reader.words - NAMES - CLASSES


@pytest.mark.parametrize("code", CODES)
def test_every_string_has_a_translation(code: str) -> None:
    missing = list_keys(extract_today()) - list_keys(read_catalogue(code))
    empty = {message.id for message, text in list_pairs(code) if not text.strip()}

    assert missing == set()
    assert empty - {", ", "; "} == set()


@pytest.mark.parametrize("code", CODES)
def test_no_translation_is_left_of_what_no_page_says(code: str) -> None:
    catalogue = read_catalogue(code)

    assert list_keys(catalogue) - list_keys(extract_today()) == set()
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("code", CODES)
def test_no_translation_is_a_guess(code: str) -> None:
    catalogue = read_catalogue(code)

    assert [one.id for one in list_messages(catalogue) if one.fuzzy] == []
    assert not catalogue.fuzzy


@pytest.mark.parametrize("code", CODES)
def test_a_translation_takes_what_its_source_takes(code: str) -> None:
    assert [
        (message.id, text)
        for message in list_messages(read_catalogue(code))
        for place, text in enumerate(as_forms(message.string))
        if not takes_the_same(code, message, place)
    ] == []


@pytest.mark.parametrize("code", CODES)
def test_every_translation_can_be_filled(code: str) -> None:
    for message, text in list_pairs(code):
        if message.python_format:
            filled = text % dict.fromkeys(find_names(text), "7")
            assert "%(" not in filled
        else:
            assert "%" not in text


@pytest.mark.parametrize("code", CODES)
def test_a_plural_has_all_its_forms(code: str) -> None:
    plurals = [one for one in list_messages(read_catalogue(code)) if one.pluralizable]

    assert plurals
    assert read_catalogue(code).num_plurals == FORMS[code]
    assert {len(as_forms(one.string)) for one in plurals} == {FORMS[code]}


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0 سؤال"),
        (1, "سؤال واحد"),
        (2, "سؤالان"),
        (3, "3 أسئلة"),
        (10, "10 أسئلة"),
        (11, "11 سؤالاً"),
        (99, "99 سؤالاً"),
        (100, "100 سؤال"),
        (102, "102 سؤال"),
        (103, "103 أسئلة"),
    ],
)
def test_arabic_counts_in_six_ways(number: int, written: str) -> None:
    translations = list_languages()["ar"].translations

    text = translations.ngettext("%(num)s question", "%(num)s questions", number)

    assert text % {"num": number} == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0 вопросов"),
        (1, "1 вопрос"),
        (2, "2 вопроса"),
        (5, "5 вопросов"),
        (11, "11 вопросов"),
        (21, "21 вопрос"),
        (111, "111 вопросов"),
    ],
)
def test_russian_counts_in_three_ways(number: int, written: str) -> None:
    translations = list_languages()["ru"].translations

    text = translations.ngettext("%(num)s question", "%(num)s questions", number)

    assert (text % {"num": number}).replace("\N{NO-BREAK SPACE}", " ") == written


@pytest.mark.parametrize(("number", "form"), [(0, ""), (1, ""), (2, "s")])
def test_french_counts_none_as_one(number: int, form: str) -> None:
    translations = list_languages()["fr"].translations

    text = translations.ngettext("%(num)s question", "%(num)s questions", number)

    assert text % {"num": number} == f"{number}\N{NO-BREAK SPACE}question{form}"


def test_french_keeps_its_signs_with_their_words() -> None:
    loose = re.compile(r"(?<=[\w»)%]) (?:[:;?!»]|%(?!\())|« |«\w|\w»|'")

    assert [text for _message, text in list_pairs("fr") if loose.search(text)] == []


def test_chinese_uses_its_own_signs_without_spaces() -> None:
    strange = re.compile("[\u4e00-\u9fff](?:[,;:?!]| [\u4e00-\u9fff])")

    assert [text for _message, text in list_pairs("zh") if strange.search(text)] == []


def test_russian_keeps_its_dashes_with_their_words() -> None:
    strange = re.compile(r"[\"“”'!]|(?<!\N{NO-BREAK SPACE})—")

    assert [text for _message, text in list_pairs("ru") if strange.search(text)] == []


def test_arabic_uses_its_own_signs_and_our_figures() -> None:
    strange = re.compile(r"[\u0620-\u064a][,;?]|[\u0660-\u0669]|[“”]")

    assert [text for _message, text in list_pairs("ar") if strange.search(text)] == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("word", TERMS)
def test_terms_are_those_of_the_questionnaires(word: str, code: str) -> None:
    said = re.compile(rf"\b{word}\b", re.IGNORECASE)
    term = re.compile(TERMS[word][code], re.IGNORECASE)
    with_term = [
        text
        for message, text in list_pairs(code)
        if said.search(FILE_NAME.sub("", PLACEHOLDER.sub("", as_forms(message.id)[-1])))
    ]

    assert with_term
    assert [text for text in with_term if not term.search(text)] == []


def test_arabic_closes_every_isolate() -> None:
    for _message, text in list_pairs("ar"):
        assert text.count("\N{FIRST STRONG ISOLATE}") == text.count(
            "\N{POP DIRECTIONAL ISOLATE}"
        )


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_holds_no_dates_addresses_or_line_numbers(code: str) -> None:
    text = (FOLDER / code / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    header, *rest = text.split("\n\n")

    assert "@" not in header
    assert not re.search("Date|Translator|Generated", header)
    assert not [part for part in rest if re.match(r"#: .*(:\d|^/)", part)]


def test_no_sentence_is_said_both_with_a_number_and_without() -> None:
    """Where a language has one form, the number of the form would be lacking."""
    found = [text for text, _context in list_extracted()]
    counted = {text[0] for text in found if isinstance(text, tuple)}

    assert counted & {text for text in found if isinstance(text, str)} == set()


@pytest.mark.parametrize("path", list_templates(), ids=lambda path: path.name)
def test_every_string_of_a_template_is_extracted(path: Path) -> None:
    known = extract_today()
    name = path.relative_to(PAGES).as_posix()
    given = [read_texts(call) for call in list_calls(path)]

    assert given.count(None) == MARKED_ELSEWHERE.get(name, 0)
    assert [
        texts
        for texts in given
        if texts and not known.get(texts if len(texts) > 1 else texts[0])
    ] == []


@pytest.mark.parametrize("path", list_templates(), ids=lambda path: path.name)
def test_a_template_says_nothing_that_cannot_be_translated(path: Path) -> None:
    assert list_bare_words(path) == set()
