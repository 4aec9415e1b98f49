from __future__ import annotations

import datetime as dt

from meter.records import StoredAnswer
from tests.webapp.city import make_instrument
from webapp.forms.fill_in import make_workbook
from webapp.languages import speaking
from webapp.wording import word_instrument

AT = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)


def test_a_blank_is_for_anybody_and_holds_no_answer() -> None:
    made = make_workbook(word_instrument(make_instrument()))

    assert (made.about.response, made.title) == (None, "Every kind")
    rows = [row for section in made.sections for row in section.rows]
    assert [row.item.key for row in rows] == list(make_instrument().items)
    assert all(row.may_change and row.stored is None for row in rows)


def test_a_row_says_when_and_how_to_answer() -> None:
    made = make_workbook(word_instrument(make_instrument()))
    rows = {row.item.key: row for section in made.sections for row in section.rows}

    assert rows["level"].how == "A dated paper."
    assert rows["topics"].how.splitlines() == [
        "Choose up to 2.",
        "Write one or several, with a semicolon between them:",
        "Law (law)",
        "Money (money)",
        "Skills (skills)",
        "None of these (none)",
    ]
    assert rows["share"].how == "From 0 to 100.\nper cent"
    assert rows["kind"].how == "A port: By the sea."
    assert "Only if “" in rows["more"].ask
    assert rows["contact"].how.startswith("Required.")
    assert rows["share"].reasons == {"DK": "Don't know", "RF": "Prefer not to say"}
    assert rows["board"].choices == {"yes": "Yes", "no": "No"}
    assert "Fully: All of it is there." in made.sections[0].intro


def test_answers_so_far_stand_in_it_and_sections_of_others_are_closed() -> None:
    stored = {"level": StoredAnswer("level", "fully", 4, AT, "Bo")}

    made = make_workbook(
        word_instrument(make_instrument()),
        response=7,
        unit_name="Porto",
        answers=stored,
        closed=["second"],
    )

    assert (made.about.response, made.title) == (7, "Porto - Every kind")
    assert made.sections[0].rows[0].stored == stored["level"]
    assert [row.may_change for row in made.sections[1].rows] == [False] * 3


def test_the_words_around_are_those_of_the_language() -> None:
    with speaking("fr"):
        french = make_workbook(word_instrument(make_instrument()))
    english = make_workbook(word_instrument(make_instrument()))

    assert english.headings["answer"] == "Answer"
    reasons = [row.reasons for row in french.sections[0].rows]
    assert reasons[0]["NA"] != "Not applicable"
