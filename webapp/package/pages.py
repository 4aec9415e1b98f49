"""What the page of a package shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.languages import current_language, list_languages

if TYPE_CHECKING:
    from instruments import Instrument
    from meter.publication.known import Packaged
    from meter.records import Round


@dataclass(frozen=True)
class LanguageChoice:
    """A language that labels can be in; its name is in itself."""

    code: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class PackagePage:
    """A round and its package.

    Attributes:
        counted: how many units a package holds; none, and there is no package yet.
        left_out: how many others count, and are known by name.
        held: how many agreed to be named in it, and are not named yet.
        can_name: whether the reader may have every unit named.
    """

    key: str
    title: str
    counted: int
    is_scored: bool
    languages: tuple[LanguageChoice, ...]
    can_name: bool
    refusal: str = ""
    left_out: int = 0
    held: int = 0


def make_package_page(
    asked: Round,
    instrument: Instrument,
    found: Packaged,
    *,
    can_name: bool,
    refusal: str = "",
) -> PackagePage:
    """Describe the package of a round; the reader's own language is chosen."""
    chosen = choose_language(instrument, current_language().code)
    return PackagePage(
        asked.key,
        asked.title,
        found.units,
        asked.method is not None,
        tuple(
            LanguageChoice(code, _name_language(code), code == chosen)
            for code in instrument.languages
        ),
        can_name,
        refusal,
        found.left_out,
        found.held,
    )


def choose_language(instrument: Instrument, wanted: str) -> str:
    """Give the language that is wanted; the instrument's own where it has no words."""
    return wanted if wanted in instrument.languages else instrument.language


def _name_language(code: str) -> str:
    known = list_languages().get(code)
    return known.name if known else code
