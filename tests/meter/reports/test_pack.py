"""What stands in a pack can be read back from its PDF, drawings too."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from meter.reports.blocks import Block, BlockWords
from meter.reports.typesetter import PACK, make_pdf
from tests.meter.reports.packs import (
    ALL,
    ARABIC,
    BARS,
    DOTS,
    ENGLISH,
    GROUPS,
    LADDER,
    MAP,
    PROFILE,
    SAYINGS,
    TABLE,
    make_pack,
    write_json,
)
from tests.meter.reports.pdf_reading import Pdf, read_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.reports.pack import Pack

UA = "<pdfuaid:part>1</pdfuaid:part>"

HOSTILE = (
    '#panic() #{1+1} #image("/etc/passwd")',
    "*bold* _slanted_ `code` $x^2$ = heading @ref <label>",
    "</script><script>alert(1)</script> {{7*7}} ${7*7}",
    "%s %(x)s {0} %PDF-1.7 endobj (/JS) >>",
)


def read(pack: Pack) -> Pdf:
    return read_pdf(make_pdf(write_json(pack), PACK))


def list_alternatives(content: bytes) -> list[str]:
    """List the words that stand for drawings."""

    def walk(element: Any) -> Iterator[str]:
        found = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(found, list):
            for child in found:
                yield from walk(child)
        elif isinstance(found, dict):
            if "/Alt" in found:
                yield str(found["/Alt"])
            yield from walk(found.get("/K"))

    root = pypdf.PdfReader(io.BytesIO(content)).root_object
    return list(walk(root["/StructTreeRoot"]))


@pytest.fixture(scope="module")
def whole() -> Pdf:
    return read(make_pack(*ALL))


def test_the_cover_says_what_it_is_and_whose(whole: Pdf) -> None:
    first = " ".join(whole.pages[0].split())

    expected = (
        "Facilitator's pack: Meeting of Busan", "Hall, 23 November",
        "The organiser's own.", "As things stood", "Contents", "Finding 1",
    )  # fmt: skip
    places = [first.index(one) for one in expected]
    assert places == sorted(places), first
    assert (whole.title, whole.language) == (expected[0], "en")


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (TABLE, ("Unit", "People", "Ankor", "12,000", "Belm", "90")),
        (LADDER, ("2", "1", "Low", "67%", "Ankor, Belm", "High", "33%", "Corin")),
        (DOTS, ("Median 45.5", "0", "100")),
        (MAP, ("City", "Ankor", "12.5", "99.0", "Light to dark")),
        (BARS, ("Is there a plan?", "Yes", "5", "No", "2", "7 answers")),
        (GROUPS, ("Group 1", "Law", "In the middle", "Learning", "Strong", "Belm")),
        (SAYINGS, ("What do you hope?", "1 answer", "Water and light", "Belm")),
        (
            PROFILE,
            (
                "12,000 inhabitants", "Rising", "Readiness 42.0 of 100", "Legal",
                "30.0", "People", "none", "Strong in", "Roads", "80.0",
                "Two answers away", "There is a law.", "now: Partly", "needed: Fully",
                "and 3 more",
            ),
        ),
    ],
    ids=lambda one: one.kind if hasattr(one, "kind") else "",
)  # fmt: skip
def test_each_kind_of_drawing_tells_its_words_in_order(
    whole: Pdf, block: Block, words: tuple[str, ...]
) -> None:
    number = ALL.index(block) + 1
    page = " ".join(whole.pages[number].split())

    start = page.index(f"Over {number} Finding {number} Note {number}")
    at = start
    for one in words:
        found = page.find(one, at)
        assert found >= 0, (one, page)
        at = found


def test_it_is_tagged_and_drawings_have_words_instead(whole: Pdf) -> None:
    made = make_pdf(write_json(make_pack(LADDER, DOTS)), PACK)

    assert UA in whole.claims
    assert whole.outline[0] == "Finding 1"
    assert len(whole.outline) == len(ALL)
    assert {"/Title", "/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= set(
        whole.tags
    )
    assert list_alternatives(made) == [LADDER.alt, DOTS.alt]
    assert whole.acting == ()


def test_it_runs_from_right_to_left_in_arabic() -> None:
    names = ("أنكور", "بلم")
    ladder = replace(LADDER, alt="سُلَّم", steps=LADDER.steps)
    table = replace(TABLE, rows=((names[0], "12,000"), (names[1], "90")))
    words = BlockWords("المحتويات", "الآن:", "المطلوب:", "من 100")

    found = read(
        make_pack(
            table, ladder, DOTS, PROFILE, MAP,
            spoken=ARABIC, words=words, over="ملف الميسّر", title="بوسان",
        )
    )  # fmt: skip

    assert (found.title, found.language) == ("ملف الميسّر: بوسان", "ar")
    assert UA in found.claims
    assert "المحتويات" in found.text
    assert all(name in found.text for name in names)
    assert any("Almarai" in font for font in found.fonts)


def test_an_instruments_words_may_be_of_another_language() -> None:
    pack = make_pack(BARS, spoken=ARABIC)
    (section,) = pack.sections

    found = read(replace(pack, sections=(replace(section, written=ENGLISH),)))

    assert UA in found.claims
    # Readers differ in where a sentence begins on such a page.
    assert {"Is", "there", "a"} <= set(found.text.split())
    assert "plan" in found.text
    assert any("IBMPlexSans" in font for font in found.fonts)


@pytest.mark.parametrize(
    ("tag", "said", "font"),
    [
        ("zh", "城市有一份计划。", "NotoSansCJKsc"),
        ("ko", "도시에는 계획이 있다.", "NotoSansCJKkr"),
        ("ru", "Города имеют план.", "IBMPlexSans"),
    ],
)
def test_each_script_has_its_font(tag: str, said: str, font: str) -> None:
    bars = replace(BARS, ask=said)

    found = read(make_pack(bars, spoken=replace(ENGLISH, tag=tag)))

    assert said in found.text
    assert any(font in one for one in found.fonts)
    assert UA in found.claims


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_markup(text: str) -> None:
    blocks = (
        replace(TABLE, headings=(text, text), rows=((text, text),)),
        replace(BARS, ask=text),
        replace(SAYINGS, said=(replace(SAYINGS.said[0], text=text, name=text),)),
    )

    found = read(make_pack(*blocks, title=text, notice=text))

    assert found.solid.count("".join(c for c in text if c.isalnum())) >= 8
    assert found.acting == ()


def test_a_room_without_anything_is_a_cover() -> None:
    found = read(make_pack())

    assert len(found.pages) == 1
    assert "The organiser's own." in found.text


def test_scores_at_the_ends_and_missing_ones_are_drawn() -> None:
    ends = [
        replace(PROFILE, main=replace(PROFILE.main, points=points), place=place)
        for points, place in ((0.0, 0), (100.0, 2), (None, -1))
    ]
    bare = replace(PROFILE, bounds=(), place=-1, needed=(), strengths=(), parts=())
    alone = replace(DOTS, dots=(DOTS.dots[0],), lower=30.0, median=30.0, upper=30.0)

    found = read(make_pack(*ends, bare, alone, replace(MAP, rows=())))

    assert len(found.pages) == 7
    assert UA in found.claims
