"""Row problems: each says what is wrong and what to do, in the reader's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from flask import g

from instruments.model.questionnaire import ProfileField
from meter.fieldwork.errors import SheetColumnsError
from meter.fieldwork.given.errors import ProfileError
from meter.fieldwork.unit_lists import read_unit_list
from webapp.forms.checked import explain
from webapp.languages import list_languages
from webapp.organise.row_problems import explain_fact, explain_row

if TYPE_CHECKING:
    from tests.webapp.desk import Desk

HEAD = "name,email,contact,population\n"
PEOPLE = ProfileField(key="population", type="number", title="People")


def explain_all(text: str) -> list[tuple[int, str]]:
    _units, problems = read_unit_list(text, (PEOPLE,))
    told = [explain_row(problem, (PEOPLE,)) for problem in problems]
    return [(one.row, one.message) for one in told]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Arva,nobody,,", "“nobody” is not an e-mail address. Write it like"),
        (",a@city.example,,", "“” cannot be a name. Use 1 to 200 characters"),
        ("Arva,a@city.example,,many", "population takes a number, not “many”."),
        ("Arva,a@city.example,,1,2", "It has more cells than the first row."),
    ],
)
def test_a_row_says_what_it_needs(row: str, told: str) -> None:
    ((number, message),) = explain_all(f"{HEAD}{row}\n")

    assert number == 2
    assert message.startswith(told)


def test_a_row_that_is_there_already_names_the_first_one() -> None:
    row = "Arva,a@city.example,,\n"

    assert explain_all(HEAD + row + row) == [
        (3, "Arva with a@city.example is in row 2 too. Remove one.")
    ]


def test_a_column_without_meaning_is_named_with_those_that_have_one() -> None:
    ((_row, message),) = explain_all("name,email,colour\n")

    assert message == (
        "Column “colour” is ignored. Known columns: contact, email, name, population."
    )


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ({"at_least": 0, "at_most": 9.5}, "takes a number from 0 to 9.5, not “x”."),
        ({"at_least": 1}, "takes a number of at least 1, not “x”."),
        ({"at_most": 9}, "takes a number of at most 9, not “x”."),
        ({"type": "text"}, "takes one line of 200 characters at most."),
        (
            {
                "type": "single",
                "options": [{"code": "a", "say": "A"}, {"code": "b", "say": "B"}],
            },
            "cannot be “x”. Use one of: a, b.",
        ),
    ],
)
def test_a_fact_says_what_it_may_be(declared: dict[str, Any], told: str) -> None:
    field = ProfileField.model_validate(
        {"key": "fact", "type": "number", "title": "Fact", **declared}
    )

    message = explain_fact(field, ProfileError("fact", "x", "anything"))

    assert message == f"fact {told}"


def test_of_a_long_text_the_beginning_is_said() -> None:
    ((_row, message),) = explain_all(f"{HEAD}Arva,{'x' * 100},,\n")

    assert f"“{'x' * 39}…”" in message


def test_nothing_of_the_source_language_is_left(desk: Desk) -> None:
    rows = ",a@x.org,,\nB,nobody,,\nC,c@x.org,,many\nD,d@x.org,,1,1,1\nE,e@x.org,,\n"
    text = f"name,email,contact,population,colour\n{rows}E,e@x.org,,\n"

    with desk.app.test_request_context():
        english = dict(explain_all(text))
        g.language = list_languages()["ar"]
        arabic = dict(explain_all(text))

    assert sorted(english) == [1, 2, 3, 4, 5, 7]
    for row, message in arabic.items():
        assert re.search(r"[\u0620-\u064a]", message)
        assert not longest_words(english[row]) <= longest_words(message)


def longest_words(message: str) -> set[str]:
    return set(sorted(re.findall("[a-z]+", message), key=len)[-3:])


def test_the_reason_why_a_file_cannot_be_read_is_translated(desk: Desk) -> None:
    with desk.app.test_request_context():
        g.language = list_languages()["fr"]
        sentence = explain(SheetColumnsError(["name", "email"], ["name", "email"]))

    assert "name, email" in sentence
    assert "missing" not in sentence
