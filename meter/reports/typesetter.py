"""The program that sets a document in type: JSON comes in, a PDF goes out.

It runs in a process of its own, which can be ended when it takes too long, and which
shares nothing with the one that asks. It imports nothing of ours, so as to start soon.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATES = Path(__file__).parent

LOOKS, PAPER, PACK, LETTERS = "looks", "paper", "pack", "letters"
"""Templates: what every document looks like; questionnaire, pack, invitations."""

FONTS = {
    "fontpkg_almarai": "files",
    "fontpkg_ibm_plex_sans": "files",
    "manimgx_fonts_cjk": "",
}
"""Packages that bring fonts, and the folder in each that holds them."""

LIBRARIES = ("typst", *FONTS)

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
    parts = [TEMPLATES / f"{part}.typ" for part in (LOOKS, name)]
    return b"\n".join(part.read_bytes() for part in parts)


def _make_pdf(paper: str, template: str, attempt: Attempt) -> bytes:
    from typst import Fonts, compile_with_warnings

    all_fonts, claims = attempt
    fonts = Fonts(
        include_system_fonts=all_fonts,
        include_embedded_fonts=all_fonts,
        font_paths=list(list_font_folders()),
    )
    made, warnings = compile_with_warnings(
        read_template(template),
        font_paths=fonts,
        ignore_system_fonts=not all_fonts,
        format="pdf",
        sys_inputs={"paper": paper},
        pdf_standards=["ua-1"] if claims else [],
        timestamp=0,
    )
    sys.stderr.writelines(f"{warning.message}\n" for warning in warnings)
    return made


def limit_memory() -> None:
    """End this process when it takes much more memory than a paper needs."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def main() -> int:
    """Read a paper, write its PDF or why there is none; return the exit code.

    The template is named on the command line.
    """
    from typst import TypstError

    limit_memory()
    try:
        made = make_pdf(sys.stdin.buffer.read().decode(), *sys.argv[1:])
    except TypstError as error:
        sys.stderr.write(error.message)
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
