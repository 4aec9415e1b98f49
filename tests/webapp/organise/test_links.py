from __future__ import annotations

import base64
import csv
import datetime as dt
import io

import pytest

from meter.records import Invitation, Round
from webapp.mails.links import InvitationLink
from webapp.organise.links import LinksPage

RISKY = ["=1+1", "  =1", "\rx", "\uff1d1+1"]
AT = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)


ROUND = Round(
    1, "now", "What is there", 1, "meter", "1", "aa", None, None, None, None, None
)
ANA = Invitation(1, 1, 1, 1, "Ana", "ana@example.org", AT, AT, None, None)


def link(unit: str, mailed: str | None = None) -> InvitationLink:
    return InvitationLink(ROUND, unit, ANA, "https://x.example/join/t", mailed)


def read(page: LinksPage) -> list[list[str]]:
    head, packed = page.file.split(",")
    assert head == "data:text/csv;charset=utf-8;base64"
    text = base64.b64decode(packed).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("unit", RISKY)
def test_the_file_of_links_holds_no_formula(unit: str) -> None:
    head, row = read(LinksPage((link(unit),)))

    assert head == ["unit", "person", "email", "link"]
    assert row == [f"'{unit}", "Ana", "ana@example.org", "https://x.example/join/t"]


def test_links_to_several_rounds_name_theirs() -> None:
    page = LinksPage((link("Marenda"),), names_round=True)

    head, row = read(page)

    assert (head[0], row[0]) == ("round", "What is there")
    assert page.lines.startswith("What is there\tMarenda\tAna")


def test_the_lines_to_copy_hold_no_formula_either() -> None:
    page = LinksPage((link("=1+1"), link("Marenda")))

    assert [line.split("\t")[0] for line in page.lines.split("\n")] == [
        "'=1+1",
        "Marenda",
    ]


def test_letters_of_every_language_are_in_the_file_that_stays_in_the_page() -> None:
    assert read(LinksPage((link("مدينة"),)))[1][0] == "مدينة"


def test_mails_are_counted_by_what_became_of_them() -> None:
    mailed = [link("A"), link("B", ""), link("C", ""), link("D", "550 Nobody")]

    page = LinksPage(tuple(mailed))

    assert (page.mailed, page.failed) == (2, 1)


def test_a_long_list_shows_twelve_lines_at_once() -> None:
    found = [LinksPage((link("A"),) * many).rows for many in (1, 11, 200)]

    assert found == [2, 12, 12]
