"""Organisers check a file of answers on a page, and take it over when they say so."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from meter.audit.records import Scope
from meter.audit.trail import list_entries
from meter.fieldwork import rounds, units
from meter.fieldwork.responses import (
    list_responses,
    load_answers,
    save_answers,
    submit_response,
)

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.webapp.desk import Desk

PAGE = "/organise/seoul/import"
GOOD = "unit,law_share,policy_share\nArva,50,60\n"


def send(desk: Desk, text: str = GOOD, **more: Any) -> TestResponse:
    return desk.post(PAGE, {"list": text, **more})


def read(desk: Desk) -> dict[str, dict[str, Any]]:
    asked = rounds.find_round(desk.store, "seoul")
    assert asked is not None
    names = {one.id: one.name for one in units.list_units(desk.store, asked.id)}
    return {
        names[one.unit_id]: {
            item: stored.answer
            for item, stored in load_answers(desk.store, one.id).items()
        }
        for one in list_responses(desk.store, asked.id)
    }


@pytest.fixture
def seoul(desk: Desk) -> Desk:
    """Open a round in which Arva takes part."""
    desk.open()
    one = {"name": "Arva", "contact": "Ana", "email": "ana@example.org"}
    desk.post("/organise/seoul/invite", one)
    return desk


def test_the_page_of_an_open_round_leads_there(seoul: Desk) -> None:
    assert PAGE in seoul.get("/organise/seoul/").text
    assert "Import answers" in seoul.get(PAGE).text


def test_checking_keeps_nothing_and_says_what_would_be_done(seoul: Desk) -> None:
    reply = seoul.post(PAGE, {"file": (io.BytesIO(GOOD.encode()), "answers.csv")})

    assert reply.status_code == 200
    assert "Answers of 1 unit would be taken over. Nothing is kept yet." in reply.text
    assert "Take over the answers of 1 unit" in reply.text
    assert "Arva,50,60" in reply.text
    assert read(seoul) == {"Arva": {}}


def test_taking_over_keeps_the_answers_and_names_who_did_it(seoul: Desk) -> None:
    reply = send(seoul, go="take")

    assert reply.status_code == 200
    assert "Answers of 1 unit were taken over." in reply.text
    assert read(seoul) == {"Arva": {"law_share": 50.0, "policy_share": 60.0}}
    (entry, *_) = list_entries(seoul.store, Scope(actions=("answers_imported",)))
    assert entry.account_id == seoul.owner.id


def test_bad_cells_are_named_and_the_other_rows_may_be_taken(seoul: Desk) -> None:
    text = GOOD + "Belm,1,2\nana@example.org,500,2\n"

    checked = send(seoul, text)

    assert checked.status_code == 422
    assert "2 things to mend" in checked.text
    assert "No unit of this name takes part" in checked.text
    taken = send(seoul, text, go="take")
    assert "Answers of 1 unit were taken over." in taken.text
    assert set(read(seoul)) == {"Arva"}


def test_what_is_there_is_left_unless_it_is_to_be_replaced(seoul: Desk) -> None:
    (response,) = list_responses(seoul.store, response_round(seoul))
    save_answers(
        seoul.store, response.id, {"law_share": 10.0}, {}, "Ana", seoul.clock()
    )

    left = send(seoul, go="take")

    assert "Where an answer is there" in left.text
    assert read(seoul)["Arva"] == {"law_share": 10.0, "policy_share": 60.0}
    send(seoul, go="take", replace="yes")
    assert read(seoul)["Arva"]["law_share"] == 50.0


def test_a_check_shows_answers_that_were_submitted_and_no_drafts(seoul: Desk) -> None:
    (response,) = list_responses(seoul.store, response_round(seoul))
    draft = {"law_share": 10.25}
    save_answers(seoul.store, response.id, draft, {}, "Ana", seoul.clock())

    checked = send(seoul)

    assert "10.25" not in checked.text
    assert "<td>left, because another answer is there, or a draft</td>" in checked.text
    submit_response(seoul.store, response.id, "Ana", seoul.clock())
    assert "<td><bdi>10.25</bdi></td>" in send(seoul).text


def response_round(desk: Desk) -> int:
    asked = rounds.find_round(desk.store, "seoul")
    assert asked is not None
    return asked.id


def test_units_are_added_and_answers_submitted_where_that_is_ticked(
    seoul: Desk,
) -> None:
    reply = send(
        seoul, "unit,law_share\nBelm,1\n", go="take", add_units="y", submit="y"
    )

    assert reply.status_code == 200
    assert read(seoul)["Belm"] == {"law_share": 1.0}
    states = [one.state for one in list_responses(seoul.store, response_round(seoul))]
    assert states == ["new", "submitted"]


def test_a_workbook_is_read_and_its_faults_stay_named(seoul: Desk) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["unit", "law_share", "policy_share"])
    sheet.append(["Arva", 50, "#REF!"])
    content = io.BytesIO()
    book.save(content)
    content.seek(0)

    reply = seoul.post(PAGE, {"file": (content, "answers.xlsx")})

    assert reply.status_code == 422
    assert "The cell holds an error" in reply.text
    assert "Arva,50,#VALUE!" in reply.text
    assert send(seoul, "unit,law_share\nArva,#VALUE!\n").status_code == 422


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Choose a CSV or XLSX file first."),
        ("unit,x\nArva,1\n", "No column is a question of this round."),
        ("Timestamp,law_share\n1,2\n", "Say which column names the units"),
        ("unit,law_share\n" + "Arva,1\n" * 2001, "more than 2000 rows"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    text: str, said: str, seoul: Desk
) -> None:
    reply = send(seoul, text, go="take")

    assert reply.status_code == 422
    assert said in reply.text
    assert read(seoul) == {"Arva": {}}


@pytest.mark.parametrize("content", [b"\xff\xfe\0a", b"PK\x03\x04nothing"])
def test_a_file_of_another_kind_is_refused(content: bytes, seoul: Desk) -> None:
    reply = seoul.post(PAGE, {"file": (io.BytesIO(content), "answers.csv")})

    assert reply.status_code == 422
    assert "The file cannot be read. Save it as CSV (UTF-8) or XLSX." in reply.text


def test_a_column_is_said_by_its_heading(seoul: Desk) -> None:
    text = "Timestamp,Your city,What share of law?\n1,Arva,7\n"

    send(seoul, text, unit="your city", layout="google-forms", go="take")

    assert read(seoul) == {"Arva": {"law_share": 7.0}}


def test_a_round_that_is_closed_takes_nothing(seoul: Desk) -> None:
    rounds.close_round(seoul.store, response_round(seoul), seoul.clock())

    reply = send(seoul, go="take")

    assert reply.status_code == 409
    assert "The round is closed and takes no more answers." in reply.text
    assert "closed" in seoul.get(PAGE).text


def test_the_file_of_another_organiser_goes_nowhere(seoul: Desk) -> None:
    other = seoul.enter(seoul.other)

    assert other.get(PAGE).status_code == 404


MAPPED = "unit: City\ncolumns:\n  Q7: law_share\nvalues:\n  law_share: {half: '50'}\n"
FOREIGN = "City,Q7\nArva,half\n"


def test_what_a_mapping_says_is_taken_as_by_the_command(seoul: Desk) -> None:
    checked = send(seoul, FOREIGN, mapping=MAPPED)
    done = send(seoul, FOREIGN, mapping=MAPPED, go="take")

    assert "Answers of 1 unit would be taken over." in checked.text
    assert "Q7: law_share" in checked.text  # what was written is there to go on with
    assert done.status_code == 200
    assert read(seoul) == {"Arva": {"law_share": 50.0}}


def test_a_mapping_comes_as_a_file_too(seoul: Desk) -> None:
    file = io.BytesIO(MAPPED.encode()), "mapping.yaml"

    checked = send(seoul, FOREIGN, mapping="columns: [", mapping_file=file)

    assert checked.status_code == 200
    assert "Answers of 1 unit would be taken over." in checked.text
    assert "Q7: law_share" in checked.text


def test_every_line_of_a_mapping_that_cannot_be_used_is_named(seoul: Desk) -> None:
    bad = "columns:\n  Q7: lore_share\n  Q8: law_share.web\nmore: 1\n"

    reply = send(seoul, FOREIGN, mapping=bad, go="take")

    page = re.sub(r"<[^>]+>", "", reply.text)
    assert reply.status_code == 422
    assert "Put right what is said about columns and values" in page
    assert "Line 2: Q7. No question has the key that stands here." in page
    assert "Line 3: Q8. The question takes one answer. Write its key alone." in page
    assert "Line 4: more. Write only these parts: unit, columns, values." in page
    assert read(seoul) == {"Arva": {}}


@pytest.mark.parametrize(
    ("mapping", "line"), [("columns: [", 2), ("- a", 1), ("\0", 1), ("<b>&", 1)]
)
def test_what_is_no_mapping_is_refused_with_its_line(
    seoul: Desk, mapping: str, line: int
) -> None:
    reply = send(seoul, FOREIGN, mapping=mapping)

    assert reply.status_code == 422
    assert f"Line {line}:" in reply.text
    assert "<b>" not in reply.text


def test_a_comment_of_limesurvey_becomes_the_note(seoul: Desk) -> None:
    head = "id,lastpage,startlanguage,unit,law_share,law_share[comment]"

    reply = send(seoul, f"{head}\n1,1,en,Arva,50,By decree\n", go="take")

    assert reply.status_code == 200
    asked = rounds.find_round(seoul.store, "seoul")
    assert asked is not None
    (response,) = list_responses(seoul.store, asked.id)
    assert load_answers(seoul.store, response.id)["law_share"].note == "By decree"
