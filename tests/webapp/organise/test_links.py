from __future__ import annotations

import base64
import csv
import io

import pytest

from webapp.organise.links import (
    HEADINGS,
    InvitationLink,
    make_data_address,
    write_csv,
    write_lines,
)

RISKY = ["=1+1", "  =1", "\rx", "\uff1d1+1"]


def link(unit: str) -> InvitationLink:
    return InvitationLink(unit, "Ana", "ana@example.org", "https://x.example/join/t")


@pytest.mark.parametrize("unit", RISKY)
def test_the_file_of_links_holds_no_formula(unit: str) -> None:
    rows = list(csv.reader(io.StringIO(write_csv([link(unit)]), newline="")))

    assert rows[0] == list(HEADINGS)
    assert rows[1][0].startswith("'")
    assert rows[1][3] == "https://x.example/join/t"


def test_the_lines_to_copy_hold_no_formula_either() -> None:
    lines = write_lines([link("=1+1"), link("Marenda")]).split("\n")

    assert [line.split("\t")[0] for line in lines] == ["'=1+1", "Marenda"]


def test_the_file_is_the_very_list_and_stays_in_the_page() -> None:
    address = make_data_address(write_csv([link("مدينة")]))

    head, packed = address.split(",")
    text = base64.b64decode(packed).decode("utf-8-sig")
    assert head == "data:text/csv;charset=utf-8;base64"
    assert next(csv.DictReader(io.StringIO(text)))["unit"] == "مدينة"
