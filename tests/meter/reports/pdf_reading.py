"""Reads PDF files as others do: their text, their tags, what they claim to be."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdf
import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator


ACTING = {"/AA", "/AcroForm", "/EmbeddedFiles", "/JavaScript", "/OpenAction"}
"""Entries of a catalogue through which a PDF could do something."""


@dataclass(frozen=True)
class Pdf:
    """What readers find in a PDF.

    `tags` are the types of its elements in reading order; `fonts` those that are
    embedded; `acting` names what could act, and addresses that it links to.
    """

    pages: tuple[str, ...]
    title: str
    language: str
    claims: str
    tags: tuple[str, ...]
    outline: tuple[str, ...]
    fonts: frozenset[str]
    acting: tuple[str, ...]

    @property
    def text(self) -> str:
        """All words, with one space between them."""
        return " ".join(" ".join(self.pages).split())

    @property
    def solid(self) -> str:
        """All letters and digits, wherever lines end."""
        return squeeze(self.text)


def squeeze(text: str) -> str:
    """Leave letters and digits: lines of Chinese end anywhere, others in a hyphen."""
    return "".join(sign for sign in text if sign.isalnum())


def read_pdf(content: bytes) -> Pdf:
    """Read a PDF with two libraries of which neither has made it."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    root = reader.root_object
    metadata = reader.metadata
    return Pdf(
        pages=tuple(_read_pages(content)),
        title=(metadata.title or "") if metadata else "",
        language=str(root.get("/Lang", "")),
        claims=root["/Metadata"].get_object().get_data().decode(),  # type: ignore[union-attr]
        tags=tuple(_walk(root.get("/StructTreeRoot"))),
        outline=tuple(_list_titles(reader.outline)),
        fonts=frozenset(_list_fonts(reader)),
        acting=tuple(_list_acting(reader)),
    )


def _read_pages(content: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            yield page.get_textpage().get_text_bounded()
    finally:
        document.close()


def _walk(element: Any) -> Iterator[str]:
    found = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(found, list):
        for child in found:
            yield from _walk(child)
    elif isinstance(found, dict):
        if "/S" in found:
            yield str(found["/S"])
        yield from _walk(found.get("/K"))


def _list_titles(outline: Any) -> Iterator[str]:
    for one in outline:
        if isinstance(one, list):
            yield from _list_titles(one)
        else:
            yield str(one.title)


def _list_fonts(reader: pypdf.PdfReader) -> Iterator[str]:
    for number in range(1, len(reader.xref[0]) + 1):
        found = reader.get_object(number)
        if isinstance(found, dict) and found.get("/Type") == "/FontDescriptor":
            is_there = {"/FontFile", "/FontFile2", "/FontFile3"} & found.keys()
            yield str(found["/FontName"]) if is_there else f"missing {found}"


def _list_acting(reader: pypdf.PdfReader) -> Iterator[str]:
    root = reader.root_object
    yield from ACTING & (root.keys() | root.get("/Names", {}).keys())
    for page in reader.pages:
        for link in page.get("/Annots", []):
            found = link.get_object()
            if found["/Subtype"] != "/Link" or "/A" in found:
                yield str(found)
