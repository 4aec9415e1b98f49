"""Results are worked out beside the pages: who reads one finds it done."""

from __future__ import annotations

import signal
from collections import Counter
from contextlib import closing
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from meter.comparison.shelf import UNITS, shelf_of
from meter.comparison.studied import recall_study
from meter.fieldwork.rounds import close_round, get_instrument
from meter.storage import open_store
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study import response as studied
from scoring.study.response import WORKINGS
from tests.webapp.respond.second_round import ask_again
from webapp import studying
from webapp.serving import Place, serve_app
from webapp.studying import MOST_WAITING, Student, set_up_student

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from instruments import Answer
    from meter.storage import Store
    from scoring.study.response import ResponseStudy
    from tests.webapp.city import City

ANSWERS: dict[str, Answer] = {
    "level": "none",
    "more": "none",
    "share": 20.0,
    "contact": "Ada",
}
WORK = (
    "search_next_stage",
    "describe_blocking",
    "contributions",
    "diagnose",
    "Climb",
    "lead_on",
    "list_gains",
)
"""What the parts of a study are worked out by."""

PATIENCE = 30.0
"""Seconds within which it is certainly done."""


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what is worked out of responses."""
    counts: Counter[str] = Counter()

    def count(name: str) -> None:
        do: Callable[..., Any] = getattr(studied, name)

        def counted(*given: Any, **more: Any) -> Any:
            counts[name] += 1
            return do(*given, **more)

        monkeypatch.setattr(studied, name, counted)

    for name in WORK:
        count(name)
    return counts


@pytest.fixture
def student(city: City) -> Iterator[Student]:
    """Let the application have a student at work."""
    made = set_up_student(city.app)
    made.start()
    yield made
    made.stop()


def visit(city: City, rest: str) -> str:
    """Load a page to its end, as a browser does."""
    with closing(city.get(rest)) as reply:
        assert reply.status_code == 200
        return reply.text


def submit(city: City) -> None:
    with closing(city.post("submit")) as reply:
        assert reply.location == city.path("result")


def test_what_was_submitted_is_worked_out_before_it_is_read(
    city: City, student: Student, work: Counter[str]
) -> None:
    city.give(ANSWERS)

    submit(city)
    assert student.wait(PATIENCE)

    assert set(work) == set(WORK)
    assert len(shelf_of(city.store, UNITS)) == 1
    work.clear()
    for rest in ("result", "result/numbers", "plan"):
        visit(city, rest)
    assert not work


def test_what_is_submitted_as_it_was_checked_is_worked_out_already(
    city: City, student: Student, work: Counter[str]
) -> None:
    city.give(ANSWERS)

    visit(city, "check")
    assert student.wait(PATIENCE)

    assert set(work) == set(WORK)
    work.clear()
    submit(city)
    visit(city, "result")
    assert student.wait(PATIENCE)
    assert not work


def test_so_is_a_second_round(city: City, student: Student, work: Counter[str]) -> None:
    later = ask_again(city)
    later.give(ANSWERS)

    visit(later, "check")
    assert student.wait(PATIENCE)

    assert set(work) == set(WORK)
    work.clear()
    submit(later)
    for rest in ("result", "result/numbers", "plan"):
        visit(later, rest)
    assert student.wait(PATIENCE)
    assert not work


def test_after_a_restart_it_is_begun_on_the_page_that_leads_to_the_result(
    city: City, student: Student, work: Counter[str]
) -> None:
    city.give(ANSWERS)
    submit(city)
    assert student.wait(PATIENCE)
    shelf_of(city.store, UNITS).clear()
    work.clear()

    visit(city, "")
    assert student.wait(PATIENCE)

    assert set(work) == set(WORK)
    work.clear()
    visit(city, "result")
    assert not work


def test_who_reads_it_meanwhile_waits_for_the_same_work(
    city: City, student: Student, work: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, diagnose = Event(), vars(studied)["diagnose"]

    def say(*given: Any, **more: Any) -> Any:
        begun.set()
        return diagnose(*given, **more)

    monkeypatch.setattr(studied, "diagnose", say)
    city.give(ANSWERS)

    submit(city)
    assert begun.wait(PATIENCE)
    visit(city, "result")
    assert student.wait(PATIENCE)

    assert work["diagnose"] == 1
    assert work["contributions"] == 1
    assert work["list_gains"] == 1


def test_nothing_is_begun_where_nobody_may_submit(
    city: City, student: Student, work: Counter[str]
) -> None:
    city.give(ANSWERS)
    close_round(city.store, city.round.id, city.clock())

    visit(city, "check")
    visit(city, "")

    assert student.wait(PATIENCE)
    assert not work


def test_without_a_student_it_is_worked_out_when_it_is_read(
    city: City, work: Counter[str]
) -> None:
    city.give(ANSWERS)

    visit(city, "check")
    submit(city)

    assert not work
    visit(city, "result")
    assert set(work) == set(WORK)


@pytest.mark.parametrize("rest", ["result", "result/numbers", "plan"])
def test_of_what_a_page_has_read_nothing_is_kept_but_what_was_found(
    city: City, rest: str
) -> None:
    city.give(ANSWERS)
    submit(city)

    visit(city, rest)

    kept = vars(recall(city)).keys()
    assert {"blocking", "to_stage", "gains"} <= kept
    assert not kept & {*WORKINGS}


def test_without_an_index_no_way_is_worked_out_to_be_dropped(city: City) -> None:
    city.give({"share": 20.0, "contact": "Ada"})
    submit(city)

    visit(city, "result")

    assert not vars(recall(city)).keys() & {*WORKINGS, "to_stage", "gains"}


def recall(city: City) -> ResponseStudy:
    """Give the study of what was submitted as it is kept."""
    instrument = get_instrument(city.store, city.round)
    plan = compile_plan(instrument, city.round.method)
    assert len(shelf_of(city.store, UNITS)) == 1
    found = recall_study(city.store, plan, code_answers(instrument, [city.stored]))
    assert len(shelf_of(city.store, UNITS)) == 1
    return found


def test_what_cannot_be_studied_is_told_to_the_log_and_the_next_one_is(
    city: City,
    student: Student,
    work: Counter[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    city.give(ANSWERS)
    student.ask(4711, 4711)

    submit(city)

    assert student.wait(PATIENCE)
    assert set(work) == set(WORK)
    assert "Response 4711 could not be studied." in caplog.text


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """List what a student is at, which takes no time then."""
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(studying, "make_study", lambda _, *asked: told.append(asked))
    return told


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'meter.sqlite'}") as opened:
        yield opened


def test_what_is_asked_for_again_while_it_waits_is_studied_once(
    store: Store, asked: list[tuple[int, int]]
) -> None:
    student = Student(store)
    for response, invitation in ((1, 1), (2, 2), (1, 3)):
        student.ask(response, invitation)

    student.start()

    assert student.wait(PATIENCE)
    assert asked == [(2, 2), (1, 3)]
    student.stop()


def test_of_very_many_those_that_waited_longest_are_dropped(
    store: Store, asked: list[tuple[int, int]]
) -> None:
    student = Student(store)
    for response in range(MOST_WAITING + 2):
        student.ask(response, 1)

    student.start()

    assert student.wait(PATIENCE)
    assert [one for one, _ in asked] == list(range(2, MOST_WAITING + 2))
    student.stop()


def test_once_it_is_stopped_nothing_more_is_studied(
    store: Store, asked: list[tuple[int, int]]
) -> None:
    student = Student(store)
    student.ask(1, 1)
    student.stop()

    student.start()
    student.stop()

    assert asked == []


def test_who_serves_has_a_student_that_ends_with_the_server(
    city: City, work: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server stands still here: what it does is asked of the application."""

    class Standing:
        task_dispatcher: Any = None

        def __init__(self, app: object, **options: object) -> None:
            del app, options
            self.task_dispatcher = self

        def run(self) -> None:
            city.give(ANSWERS)
            submit(city)
            assert city.app.extensions[studying.STUDYING].wait(PATIENCE)
            assert set(work) == set(WORK)

        def shutdown(self, timeout: float) -> None:
            del timeout

        def close(self) -> None:
            """End."""

    monkeypatch.setattr("waitress.server.create_server", Standing)
    monkeypatch.setattr(signal, "signal", lambda *_: None)

    serve_app(city.app, Place("127.0.0.1", 0), 1, lambda: None)

    assert set(work) == set(WORK)
    work.clear()
    city.app.extensions[studying.STUDYING].ask(city.response, 1)
    assert not city.app.extensions[studying.STUDYING].wait(0.01)
