"""What python-docx has no words for: language, direction, headers, alternatives."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.shape import InlineShape
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from meter.reports.paper import Tongue

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def make_document(title: str, spoken: Tongue, day: tuple[int, int, int]) -> Any:
    """Make an empty document on A4 in a language."""
    from docx import Document
    from docx.shared import Mm

    document = Document()
    facts = document.core_properties
    facts.title, facts.language = clean(title), spoken.tag
    facts.author = facts.comments = facts.last_modified_by = ""
    facts.created = facts.modified = dt.datetime(*day)  # noqa: DTZ001  (a day)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    _declare_language(document, spoken)
    if spoken.direction == "rtl":
        _mirror_document(document)
    return document


def clean(text: str) -> str:
    """Replace what no XML document can hold."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def write_run(
    paragraph: Paragraph, text: str, tongue: Tongue, *, bold: bool | None = None
) -> Run:
    """Write a text in its language and direction; line ends stay."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(clean(text))
    run.font.bold = run.font.cs_bold = bold
    if tongue.direction == "rtl" and has_right_to_left(text):
        run.font.rtl = True
    language = OxmlElement("w:lang")
    for kind in _list_scripts(tongue):
        language.set(qn(f"w:{kind}"), tongue.tag)
    run._element.get_or_add_rPr().append(language)  # noqa: SLF001  (no word for it)
    return run


def has_right_to_left(text: str) -> bool:
    """Tell whether a text runs from right to left; names may not where words do."""
    return any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)


def _list_scripts(tongue: Tongue) -> tuple[str, ...]:
    """Name the attributes under which Word looks for a language."""
    if tongue.direction == "rtl":
        return "val", "bidi"
    if tongue.tag.split("-")[0] in {"zh", "ja", "ko"}:
        return "val", "eastAsia"
    return ("val",)


def _declare_language(document: Any, spoken: Tongue) -> None:
    from docx.oxml.ns import qn

    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        for kind in _list_scripts(spoken):
            language.set(qn(f"w:{kind}"), spoken.tag)


def _mirror_document(document: Any) -> None:
    """Let every paragraph and page begin on the right."""
    from docx.oxml import OxmlElement

    for style in document.styles:
        if style.type == 1:  # of paragraphs
            _insert_bidi(style.element.get_or_add_pPr())
    section = document.sections[0]._sectPr  # noqa: SLF001
    section.append(OxmlElement("w:bidi"))


_AFTER_BIDI = tuple(
    f"w:{name}"
    for name in (
        "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
        "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
        "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr",
        "pPrChange",
    )
)  # fmt: skip
"""What a paragraph's properties may have after `bidi`: Word minds their order."""


def _insert_bidi(properties: Any) -> None:
    from docx.oxml import OxmlElement

    properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)


def mark_header(row: _Row) -> None:
    """Let a row head its table on every page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def mirror_table(table: Table) -> None:
    """Let a table begin on the right."""
    from docx.oxml import OxmlElement

    table._tbl.tblPr.insert(1, OxmlElement("w:bidiVisual"))  # noqa: SLF001


def describe_table(table: Table, said: str) -> None:
    """Say in words what a table holds."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    described = OxmlElement("w:tblDescription")
    described.set(qn("w:val"), clean(said))
    table._tbl.tblPr.append(described)  # noqa: SLF001


def describe_picture(picture: InlineShape, said: str) -> None:
    """Say in words what a picture shows."""
    picture._inline.docPr.set("descr", clean(said))  # noqa: SLF001


def count_pages(paragraph: Paragraph) -> None:
    """Put the number of the page there."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001
