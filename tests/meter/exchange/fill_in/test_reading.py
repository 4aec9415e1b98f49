from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from instruments import Missing, parse_answer
from instruments.model.answers import AnswerError
from instruments.model.items import (
    ChoiceItem,
    DateItem,
    LinkItem,
    MultipleItem,
    NumberItem,
)
from meter.exchange.errors import (
    FillInError,
    OtherInstrumentError,
    OtherResponseError,
    OtherWorkbookError,
    UnreadableWorkbookError,
)
from meter.exchange.fill_in.reading import read_workbook
from meter.fieldwork.merging import find_changed
from tests.meter.exchange.fill_in.books import (
    INSTRUMENT,
    edit,
    fill,
    find_cell,
    store,
    write,
)

if TYPE_CHECKING:
    from instruments import Answer
    from instruments.model.items import Item
    from meter.exchange.fill_in.reading import ReadWorkbook

NASTY = (
    "NA", "=1+1", "'=1", "<r>a</r>", "_x0041_", "a_x005F_b", "x005F_", "_x000D_",
    "a\nb", "a;b", "1", "1,5", "2026-11-30", "TRUE", "#N/A", "\u202eabc", "{=1}",
    "\u0639\u0645\u0644", "\ufeff=1", "https://a.example/", "mailto:a@b.example",
)  # fmt: skip

unhurried = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def read(content: bytes) -> ReadWorkbook:
    return read_workbook(content, INSTRUMENT, 7)


def read_one(key: str, column: str, value: Any) -> tuple[Answer | None, list[str]]:
    """Fill one cell of a blank; give the answer and what is wrong."""
    found = read(fill(write(), {(key, column): value}))
    answer = next(one.answer for one in found.rows if one.item == key)
    return answer, [type(one.error).__name__ for one in found.problems]


texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=30)).map(str.strip)


def can_be_kept(text: str) -> bool:
    try:
        return parse_answer(INSTRUMENT, INSTRUMENT.items["words"], text) == text
    except AnswerError:
        return False


def answers_to(item: Item) -> st.SearchStrategy[Answer]:
    """Draw any answer that an item takes."""
    reasons = st.sampled_from([Missing.UNANSWERED, *INSTRUMENT.allowed_of(item)])
    codes = [option.code for option in INSTRUMENT.options_of(item)]
    values: st.SearchStrategy[Any]
    if isinstance(item, MultipleItem):
        values = st.sets(st.sampled_from(codes[:-1]), min_size=1).map(
            lambda found: tuple(sorted(found))
        )
    elif isinstance(item, ChoiceItem):
        values = st.sampled_from(codes)
    elif isinstance(item, NumberItem):
        values = (
            st.integers(0, 9).map(float)
            if item.whole
            else st.floats(-1e300, 1e300)  # no spreadsheet holds larger ones
        )
    elif isinstance(item, DateItem):
        first = item.at_least or dt.date.min
        values = st.dates(first).map(dt.date.isoformat)
    elif isinstance(item, LinkItem):
        values = st.just("https://city.example/plan?a=1&b=%D8%B9#top")
    else:
        values = texts.filter(bool).filter(can_be_kept)
    return st.one_of(reasons, values)


responses = st.fixed_dictionaries(
    {key: answers_to(item) for key, item in INSTRUMENT.items.items()}
)


@unhurried
@given(answers=responses, note=texts.filter(lambda one: not one or can_be_kept(one)))
def test_a_workbook_that_nobody_touched_changes_nothing(
    answers: dict[str, Answer], note: str
) -> None:
    stored = store(answers, note)

    found = read(write(stored))

    assert found.problems == ()
    assert find_changed(found.rows, stored).items == frozenset()
    assert {one.item: one.seen for one in found.rows} == dict.fromkeys(answers, 3)


@unhurried
@given(answers=responses)
def test_answers_come_back_as_they_were_given(answers: dict[str, Answer]) -> None:
    found = read(write(store(answers)))

    given_back = {one.item: one.answer for one in found.rows}
    exact = {
        key: float(f"{one:.16G}") if isinstance(one, float) else one
        for key, one in answers.items()
        if "x005F_" not in str(one) and "_x" not in str(one)
    }
    assert {key: given_back[key] for key in exact} == exact


@unhurried
@given(answers=responses)
def test_a_spreadsheet_that_saves_it_again_changes_nothing(
    answers: dict[str, Answer],
) -> None:
    stored = store({key: one for key, one in answers.items() if "_x" not in str(one)})

    found = read(edit(write(stored), lambda _: None))

    assert found.problems == ()
    assert find_changed(found.rows, stored).items == frozenset()


@pytest.mark.parametrize(
    ("key", "value", "answer"),
    [
        ("level", "law,  ORDER", "a"),
        ("level", "b", "b"),
        ("agree", "yes", "yes"),
        ("agree", True, "yes"),
        ("several", "Law, order; =1+1", ("a", "c")),
        ("several", "a\u061bc\uff1b d", ("a", "c", "d")),
        ("n", "1.5", 1.5),
        ("n", "\u0661\u0662", 12.0),
        ("n", 0.1, 0.1),
        ("whole", 7, 7.0),
        ("day", dt.datetime(2026, 11, 30), "2026-11-30"),  # noqa: DTZ001
        ("day", "1066-10-14", "1066-10-14"),
        ("words", 5, "5"),
        ("words", "a_x000D_\nb", "a\nb"),
        ("words", "  ", Missing.UNANSWERED),
    ],
)
def test_cells_are_read_as_people_fill_them_in(
    key: str, value: Any, answer: Answer
) -> None:
    assert read_one(key, "answer", value) == (answer, [])


@pytest.mark.parametrize(
    ("key", "column", "value", "wrong"),
    [
        ("level", "answer", "often", "AnswerError"),
        ("several", "answer", "e; a", "AnswerError"),
        ("n", "answer", "many", "AnswerError"),
        ("n", "answer", "=1+1", "FormulaCellError"),
        ("n", "answer", "#N/A", "ErrorCellError"),
        ("whole", "answer", 10, "AnswerError"),
        ("late", "answer", "1999-12-31", "AnswerError"),
        ("agree", "reason", "dont_know", "AnswerError"),
        ("words", "answer", "x" * 201, "AnswerError"),
        ("n", "note", "x" * 2001, "AnswerError"),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_made_of_it(
    key: str, column: str, value: Any, wrong: str
) -> None:
    _, problems = read_one(key, column, value)

    assert problems == [wrong]


def test_a_reason_is_given_by_its_words_or_its_mark() -> None:
    assert read_one("n", "reason", "dont_know") == (Missing.DONT_KNOW, [])
    assert read_one("n", "reason", "NA") == (Missing.NOT_APPLICABLE, [])


def test_an_answer_and_a_reason_are_one_too_many() -> None:
    content = fill(write(), {("n", "answer"): 1, ("n", "reason"): "NA"})

    [problem] = read(content).problems

    assert type(problem.error).__name__ == "TwoAnswersError"
    assert problem.item == "n"
    assert (problem.place.column, problem.place.sheet[:1]) == ("answer", "1")


def test_a_number_shown_as_per_cent_is_asked_for_again() -> None:
    def change(book: Any) -> None:
        cell = find_cell(book, "n", "answer")
        cell.value, cell.number_format = 0.5, "0%"

    [problem] = read(edit(write(), change)).problems

    assert type(problem.error).__name__ == "PercentCellError"


def test_good_cells_are_read_beside_bad_ones() -> None:
    cells = {
        ("n", "answer"): "many",
        ("n", "note"): "Ask Bo",
        ("agree", "answer"): "No",
    }

    found = read(fill(write(), cells))

    rows = {one.item: one for one in found.rows}
    assert (rows["n"].answer, rows["n"].note) == (None, "Ask Bo")
    assert rows["agree"].answer == "no"
    assert len(found.problems) == 1


def test_rows_and_columns_may_be_moved() -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[1]
        sheet.move_range("A6:I15", rows=3, cols=0)
        sheet.insert_cols(2)
        sheet.cell(1, 2).value = "mine"

    found = read(edit(write(store({"n": 2.0})), change))

    rows = {one.item: one for one in found.rows}
    assert rows["n"].answer == 2.0
    assert rows["n"].seen == 3
    assert len(rows) == len(INSTRUMENT.items)


def test_rows_of_no_item_and_repeated_rows_are_told() -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[1]
        for place, key in ((30, "n"), (31, "nothing")):
            sheet.cell(place, 1).value, sheet.cell(place, 3).value = key, 5
            sheet.cell(place, 7).value = 0

    found = read(edit(write(), change))

    named = [type(one.error).__name__ for one in found.problems]
    assert named == ["RepeatedItemError", "UnknownRowError"]
    assert [one.place.row for one in found.problems] == [30, 31]


@pytest.mark.parametrize("revision", [None, "x", -1, 1e300, "=1"])
def test_a_revision_that_cannot_be_is_none(revision: Any) -> None:
    found = read(fill(write(store({"n": 1.0})), {("n", "revision"): revision}))

    assert next(one.seen for one in found.rows if one.item == "n") == 0


def test_a_workbook_is_taken_only_where_it_belongs() -> None:
    assert read(write()).about.response is None
    assert read(write(response=7)).about.response == 7
    with pytest.raises(OtherResponseError):
        read(write(response=8))

    other = INSTRUMENT.model_copy(update={"version": "2"})
    with pytest.raises(OtherInstrumentError, match=r"every 1.*every 2"):
        read_workbook(write(), other)


def test_another_workbook_is_not_one_to_fill_in() -> None:
    def empty(book: Any) -> None:
        book.remove(book["meter"])

    with pytest.raises(OtherWorkbookError):
        read(edit(write(), empty))


WHOLE = write()


@unhurried
@given(content=st.binary(max_size=200), keep=st.integers(4, len(WHOLE)))
def test_no_bytes_do_more_than_being_refused(content: bytes, keep: int) -> None:
    for one in (content, b"PK\x03\x04" + content, WHOLE[: keep - 1]):
        with pytest.raises(UnreadableWorkbookError):
            read(one)
    with suppress(FillInError):
        read(WHOLE[:keep] + content + WHOLE[keep + len(content) :])
