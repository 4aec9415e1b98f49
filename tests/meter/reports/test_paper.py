"""What stands on a paper can be read back from its PDF, by readers of other makers."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from meter.reports.paper import Paper, PaperItem, PaperOption, PaperSection, Tongue
from meter.reports.typesetter import make_pdf
from tests.meter.reports.papers import (
    ARABIC,
    LEVEL,
    SHARE,
    WORDS,
    make_paper,
    write_json,
)
from tests.meter.reports.pdf_reading import Pdf, read_pdf

UA = "<pdfuaid:part>1</pdfuaid:part>"

HOSTILE = (
    '#panic() #{1+1} #image("/etc/passwd")',
    "*bold* _slanted_ `code` $x^2$ = heading @ref <label>",
    "https://evil.example/?a=1 mailto:a@b.example",
    "</script><script>alert(1)</script> {{7*7}} ${7*7}",
    "\\u{1F600} \\ // not a comment /* nor this */ [x] ]",
    "%s %(x)s {0} %PDF-1.7 endobj (/JS) >>",
)


def read(paper: Paper) -> Pdf:
    return read_pdf(make_pdf(write_json(paper)))


def test_everything_stands_on_it_in_reading_order() -> None:
    told = read(make_paper(LEVEL, SHARE)).text

    expected = (
        "every, version 7", "2 questions", "Every kind", "For all cities.",
        "Ask around.", "1 First", "Say what is true.",
        "Partly Some of it.", "Wholly All.",
        "1.1 The city has a plan. required plan", "Only if there is a board.",
        "It is dated.", "A draft counts.", "Not at all", "Fully", "All of it.",
        "Instead of an answer", "Not applicable", "Don't know", "Which page shows it",
        "Remark", "1.2 What share?", "share", "From 0 to 100.", "per cent", "1 / 1",
    )  # fmt: skip
    places = [told.index(one) for one in expected]
    assert places == sorted(places), told
    assert told.count("Remark") == 1


def test_it_says_what_it_is_and_how_it_is_built() -> None:
    found = read(make_paper(LEVEL, SHARE))

    assert (found.title, found.language) == ("Every kind", "en")
    assert UA in found.claims
    assert found.tags[0] == "/Document"
    assert [tag for tag in found.tags if tag in {"/Title", "/H1", "/H2"}] == [
        "/Title",
        "/H1",
        "/H2",
        "/H2",
    ]
    assert found.outline == (
        "1 First",
        "1.1 The city has a plan. required",
        "1.2 What share?",
    )


def test_several_sections_are_listed_with_their_pages() -> None:
    first = make_paper(LEVEL).sections[0]
    second = PaperSection("2", "Second", "", (), (replace(SHARE, number="2.1"),))

    found = read(make_paper(sections=(first, second)))

    assert re.search(r"Sections 1 First[ .]* 2 2 Second[ .]* 3", found.text)
    assert [page.strip().splitlines()[-1] for page in found.pages] == [
        "1 / 3",
        "2 / 3",
        "3 / 3",
    ]
    assert found.tags.count("/TOCI") == 2


def test_a_paper_in_arabic_runs_from_right_to_left_and_keeps_its_words() -> None:
    ask = "المدينة عندها خطة"
    item = PaperItem("1.1", "plan", ask, options=(PaperOption("نعم"),))
    titled = {"title": "جاهزية المدن", "spoken": ARABIC, "written": ARABIC}

    found = read(make_paper(item, **titled))

    assert (found.title, found.language) == ("جاهزية المدن", "ar")
    assert f"1.1 {ask}" in found.outline
    assert ask in found.text
    assert "نعم" in found.text
    assert UA in found.claims
    assert {font.partition("+")[2] for font in found.fonts} == {
        "Almarai-Bold",
        "Almarai-Regular",
    }


@pytest.mark.parametrize(
    ("tag", "ask", "font"),
    [
        ("zh", "城市有一份“计划”。", "NotoSansCJKsc"),
        ("zh-Hant", "城市有一份計畫。", "NotoSansCJKtc"),
        ("zh-TW", "城市有一份計畫。", "NotoSansCJKtc"),
        ("ko", "도시에는 계획이 있다.", "NotoSansCJKkr"),
        ("ja", "都市には計画がある。", "NotoSansCJKjp"),
        ("ru", "Города имеют план.", "IBMPlexSans"),
        ("fr", "La ville a un plan daté : où ?", "IBMPlexSans"),
        ("es", "¿La ciudad tiene un plan de acción?", "IBMPlexSans"),
    ],
)
def test_each_script_has_a_font_of_its_own_and_a_subset_of_it_is_inside(
    tag: str, ask: str, font: str
) -> None:
    tongue = Tongue(tag, "ltr")

    found = read(make_paper(PaperItem("1.1", "a", ask), spoken=tongue, written=tongue))

    assert ask in found.text
    assert UA in found.claims
    assert all(re.match(r"/[A-Z]{6}\+", one) for one in found.fonts)
    assert any(font in one for one in found.fonts)
    assert found.language.lower() in {tag.lower(), tag.partition("-")[0]}


def test_words_around_may_be_of_another_language_than_the_instrument() -> None:
    words = replace(WORDS, note="ملحوظة")
    given = {"spoken": ARABIC, "words": words, "title": "A plan"}

    found = read(make_paper(LEVEL, **given))

    assert found.language == "en"
    assert "ملحوظة" in found.text
    assert "The city has a plan." in found.text
    assert UA in found.claims


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_markup(text: str) -> None:
    option = PaperOption(text, text)
    item = replace(LEVEL, ask=text, help=(text,), when=text, options=(option, option))
    section = PaperSection("1", text, text, ((option,),), (item,))
    paper = make_paper(title=text, summary=text, over=text, sections=(section,))

    found = read(paper)

    assert found.title == text
    assert found.acting == ()
    assert f"1.1 {text} required" in found.outline
    assert found.text.replace(" ", "").count(text.replace(" ", "")) >= 10
    assert UA in found.claims


def test_a_character_without_a_shape_costs_no_other() -> None:
    item = replace(LEVEL, ask="Before \u0378 after")

    found = read(make_paper(item))

    assert "Before" in found.text
    assert "after" in found.text
    assert UA not in found.claims
    assert "/H2" in found.tags


def test_a_long_question_and_many_options_run_over_pages() -> None:
    countries = tuple(PaperOption(f"Country {number}") for number in range(240))
    item = replace(LEVEL, options=countries, help=("It is long. " * 330,) * 3)

    found = read(make_paper(item, SHARE))

    assert len(found.pages) > 2
    assert all(f"Country {number}" in found.text for number in range(240))
    assert "1.2 What share?" in found.text


def test_few_options_stand_side_by_side_and_levels_fill_the_line() -> None:
    three = tuple(PaperOption(word) for word in ("None", "Some", "All"))
    item = replace(LEVEL, options=three, side_by_side=True)

    lines = [line.split() for line in read(make_paper(item)).pages[0].splitlines()]

    assert ["None", "Some", "All"] in lines
