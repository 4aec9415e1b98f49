"""Letters are a page each, and a camera reads from them what is typed beside it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from meter.reports import letters
from meter.reports.errors import MissingTypesetterError
from meter.reports.letters import Letter, LetterLink, Letters, can_draw_codes, draw_code
from meter.reports.paper import Tongue
from meter.reports.typesetting import typeset_letters
from tests.meter.reports.pdf_reading import read_pdf

ADDRESS = "https://meter.example/join/Kx3-a_bQ"
ENGLISH, ARABIC = Tongue("en", "ltr"), Tongue("ar", "rtl")


def write(spoken: Tongue, greeting: str) -> Letter:
    code = draw_code(ADDRESS)
    return Letter(
        spoken,
        "Seoul",
        "Invitation",
        ("Ana", "Marenda"),
        greeting,
        "You are invited.",
        (("Place", "City Hall #1 *bold*"),),
        (LetterLink("Readiness", "Until June.", ADDRESS, code, "A code"),),
        ("It is yours alone.",),
    )


def test_each_letter_is_a_page_in_its_own_language() -> None:
    both = (write(ENGLISH, "Hello Ana,"), write(ARABIC, "مرحبا"))

    found = read_pdf(typeset_letters(Letters("Letters", ENGLISH, both)))

    assert len(found.pages) == 2
    assert found.title == "Letters"
    assert "Hello Ana," in found.pages[0]
    # What is typed is words, never markup.
    assert "City Hall #1 *bold*" in found.pages[0]
    assert "مرحبا" in found.pages[1]
    assert all(ADDRESS in one for one in found.acting if "join" in one)
    assert "Figure" in "".join(found.tags)


def test_an_address_is_copied_as_it_was_made_however_it_is_cut() -> None:
    long = f"https://a-long-name-of-a-host.city.example/join/{'Kx3a_bQ9' * 12}"
    letter = write(ENGLISH, "Hello")
    (link,) = letter.links
    told = replace(letter, links=(replace(link, address=long),))

    (page,) = read_pdf(typeset_letters(Letters("Letters", ENGLISH, (told,)))).pages

    assert long not in page  # it takes several lines
    assert long in "".join(page.split())


def test_a_code_is_dark_squares_without_a_size() -> None:
    code = draw_code(ADDRESS)

    assert re.match(r"<svg[^>]+viewBox", code)
    assert "width=" not in code
    assert draw_code(ADDRESS) == code
    assert draw_code(f"{ADDRESS}x") != code


def test_without_the_library_it_is_said_what_is_lacking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(letters, "LIBRARY", "no_such_library")

    assert not can_draw_codes()
    with pytest.raises(MissingTypesetterError):
        draw_code(ADDRESS)
