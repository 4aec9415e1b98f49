"""The program that sets a document in type: JSON comes in, a PDF goes out.

It runs in a process of its own, which can be ended when it takes too long, and which
shares nothing with the one that asks. It imports nothing of ours, so as to start soon.
It sets one document, or one after another: later ones take a tenth of the time.
"""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from typst import Compiler, PDFStandard

TEMPLATES = Path(__file__).parent

LOOKS, BLOCKS = "looks", "blocks"
"""Parts of templates: what all documents look like, what those on results share."""

PAPER, PACK, LETTERS, CITY, DRAWING = "paper", "pack", "letters", "city", "drawing"
"""Templates: questionnaire, pack, invitations, a city's report, one drawing of it."""

OF_BLOCKS = (PACK, CITY, DRAWING)

STANDARDS: dict[str, list[PDFStandard]] = {CITY: ["a-2a", "ua-1"]}
"""What a PDF is checked to be when it is written, besides PDF/UA-1."""

FONTS = {
    "fontpkg_almarai": "files",
    "fontpkg_ibm_plex_sans": "files",
    "manimgx_fonts_cjk": "",
}
"""Packages that bring fonts, and the folder in each that holds them."""

LIBRARIES = ("typst", *FONTS)

SERVING = "--one-after-another"

PIXELS_PER_INCH = 160.0
"""Of a picture: sharp on paper, and some 20 kB."""

MOST_MEMORY = 2_000_000_000
"""Bytes of address space; the longest questionnaire takes a quarter of it."""

Attempt = tuple[bool, bool]

ATTEMPTS: tuple[Attempt, ...] = ((False, True), (True, True), (True, False))
"""Whether the machine's own fonts are used too, and whether it is to be PDF/UA-1.

PDF/UA-1 wants a shape for every character. Where our fonts have none, the machine's
may; where those have none either, the character is a frame, and the PDF claims nothing.
"""


def list_font_folders() -> Iterator[Path]:
    """List where the fonts lie that come with the extra `pdf`."""
    for package, folder in FONTS.items():
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            yield Path(spec.origin).parent / folder


def make_pdf(paper: str, template: str = PAPER) -> bytes:
    """Set a paper, given as JSON, in type. The same paper gives the same bytes."""
    from typst import TypstError

    *first, last = ATTEMPTS
    for attempt in first:
        try:
            return _make_pdf(paper, template, attempt)
        except TypstError:
            continue
    return _make_pdf(paper, template, last)


def read_template(name: str) -> bytes:
    """Read a template with the looks that every document has."""
    shared = (LOOKS, BLOCKS) if name in OF_BLOCKS else (LOOKS,)
    parts = [TEMPLATES / f"{part}.typ" for part in (*shared, name)]
    return b"\n".join(part.read_bytes() for part in parts)


def make_picture(block: str, template: str = DRAWING) -> bytes:
    """Draw a block, given as JSON with its language, as a picture in PNG.

    Where our fonts have no shape for a character, the machine's may.
    """
    inputs = {"paper": block}
    made = _open_compiler(all_fonts=True).compile(
        read_template(template), format="png", ppi=PIXELS_PER_INCH, sys_inputs=inputs
    )
    return b"".join(made) if isinstance(made, list) else made or b""


def _make_pdf(paper: str, template: str, attempt: Attempt) -> bytes:
    all_fonts, claims = attempt
    made, warnings = _open_compiler(all_fonts=all_fonts).compile_with_warnings(
        read_template(template),
        format="pdf",
        sys_inputs={"paper": paper},
        pdf_standards=STANDARDS.get(template, ["ua-1"]) if claims else [],
        timestamp=0,
    )
    sys.stderr.writelines(f"{warning.message}\n" for warning in warnings)
    return b"".join(made) if isinstance(made, list) else made or b""


@lru_cache(maxsize=2)
def _open_compiler(*, all_fonts: bool) -> Compiler:
    """Open a compiler with its fonts, which it keeps."""
    from typst import Compiler, Fonts

    fonts = Fonts(
        include_system_fonts=all_fonts,
        include_embedded_fonts=all_fonts,
        font_paths=list(list_font_folders()),
    )
    return Compiler(font_paths=fonts, ignore_system_fonts=not all_fonts)


def limit_memory() -> None:
    """End this process when it takes much more memory than a paper needs."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def serve(asking: BinaryIO, telling: BinaryIO) -> None:
    """Set documents one after another, until nothing more is asked for.

    What is asked for comes as a line of JSON, with the template and how many bytes
    follow; what is told goes the same way, with a reason where nothing was made.
    """
    while line := asking.readline():
        asked = json.loads(line)
        made, reason = _try(asking.read(asked["size"]).decode(), asked["template"])
        told = json.dumps({"size": len(made), "reason": reason})
        telling.write(f"{told}\n".encode() + made)
        telling.flush()


def _try(written: str, template: str) -> tuple[bytes, str]:
    from typst import TypstError

    make = make_picture if template == DRAWING else make_pdf
    try:
        return make(written, template), ""
    except TypstError as error:
        return b"", error.message


def main() -> int:
    """Read a paper, write its PDF or why there is none; return the exit code.

    The template is named on the command line; without one, papers come one by one.
    """
    from typst import TypstError

    limit_memory()
    if sys.argv[1:] == [SERVING]:
        serve(sys.stdin.buffer, sys.stdout.buffer)
        return 0
    try:
        made = make_pdf(sys.stdin.buffer.read().decode(), *sys.argv[1:])
    except TypstError as error:
        sys.stderr.write(error.message)
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
