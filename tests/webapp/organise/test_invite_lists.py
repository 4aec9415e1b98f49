from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from instruments import Instrument
from tests.webapp.desk import DOCUMENT
from webapp.organise.invite_lists import read_invite_list, write_headings, write_rows

if TYPE_CHECKING:
    from instruments.model.questionnaire import ProfileField

PROFILE: tuple[ProfileField, ...] = Instrument.model_validate(DOCUMENT).profile
HEAD = "name,email,contact,population\n"


def test_good_rows_are_kept_and_every_bad_one_is_named() -> None:
    text = (
        f"{HEAD}Arva,ana@example.org,Ana,1000\n"
        "Belo,no address,Ben,\n"
        "Cori,cy@example.org,Cy,many\n"
        "Dune,di@example.org,Di,\n"
    )

    found = read_invite_list(text, PROFILE)

    assert [unit.name for unit in found.units] == ["Arva", "Dune"]
    assert [problem.row for problem in found.problems] == [3, 4]
    assert found.refusal == ""


def test_a_mended_list_has_no_problem_left() -> None:
    broken = read_invite_list(f"{HEAD}Belo,no address,Ben,\n", PROFILE)

    mended = read_invite_list(broken.text.replace("no address", "b@x.org"), PROFILE)

    assert [unit.email for unit in mended.units] == ["b@x.org"]
    assert mended.problems == ()


def test_lines_keep_the_numbers_of_the_rows_of_the_file() -> None:
    content = b"name,email\n\n\nArva,ana@example.org\n"

    text = write_rows(content)

    assert text.split("\n")[3] == "Arva,ana@example.org"


def test_a_cell_of_several_lines_shifts_no_row() -> None:
    text = write_rows(b'name,email\n"Arva\nCity",ana@example.org\nBelo,b@example.org\n')

    assert text.split("\n")[1:3] == ["Arva City,ana@example.org", "Belo,b@example.org"]


def test_a_workbook_reads_like_a_text() -> None:
    book, file = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in (["name", "email", "population"], ["Arva", "ana@example.org", 1000]):
        sheet.append(row)
    book.save(file)

    found = read_invite_list(file.getvalue(), PROFILE)

    assert found.text == "name,email,population\nArva,ana@example.org,1000\n"
    assert found.units[0].profile == {"population": 1000.0}


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00broken",
        b"PK\x03\x04 no archive at all",
        b"name,email\n\0,x@example.org\n",
        b'name,email\n"never closed,x@example.org\n',
        b"town,address\nArva,ana@example.org\n",
    ],
)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(content: bytes) -> None:
    found = read_invite_list(content, PROFILE)

    assert found.refusal
    assert found.units == ()


def test_the_empty_list_names_the_facts_of_the_instrument() -> None:
    assert write_headings(PROFILE).strip() == "name,email,contact,population,region"
    assert read_invite_list(write_headings(PROFILE), PROFILE).problems == ()
