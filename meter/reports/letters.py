"""Letters that invite: a page for each person, in words, with codes for a camera."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from meter.reports.errors import MissingTypesetterError

if TYPE_CHECKING:
    from meter.reports.paper import Tongue

LIBRARY = "segno"
"""What draws the codes; it comes with the extra `pdf`."""

CORRECTION = "m"
"""So much of a code may be soiled: 15 in a hundred."""


@dataclass(frozen=True)
class LetterLink:
    """A link: what it leads to, until when, its address and its code as SVG."""

    title: str
    until: str
    address: str
    code: str
    alt: str


@dataclass(frozen=True)
class Letter:
    """A page for one person.

    Attributes:
        spoken: the language of its words.
        over: what it is from.
        title: what it is.
        to: the person and the unit, a line each.
        greeting: the words before all others.
        invitation: who is invited to what.
        facts: pairs of a label and what stands beside it, such as place and days.
        links: one or several, each with a code.
        notes: what else there is to know.
    """

    spoken: Tongue
    over: str
    title: str
    to: tuple[str, ...]
    greeting: str
    invitation: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[LetterLink, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Letters:
    """Letters that are printed together; `spoken` is the language of the title."""

    title: str
    spoken: Tongue
    letters: tuple[Letter, ...]


def can_draw_codes() -> bool:
    """Tell whether the library is installed that draws codes."""
    return find_spec(LIBRARY) is not None


def draw_code(address: str) -> str:
    """Draw an address as a QR code for a camera, in SVG without a size.

    Raises:
        MissingTypesetterError: the extra `pdf` is not installed.
    """
    if not can_draw_codes():
        raise MissingTypesetterError(LIBRARY)
    import segno

    made = segno.make_qr(address, error=CORRECTION)
    return str(made.svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None))
