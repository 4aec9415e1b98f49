"""What became of a response is told with what each submission scored."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from meter.fieldwork.reopening import reopen
from meter.fieldwork.responses import list_scorecards, save_answers
from webapp.review.events import EventLine, list_events
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from tests.webapp.review.table import Table


def list_lines(table: Table) -> tuple[EventLine, ...]:
    cards = list_scorecards(table.desk.store, table.response)
    with table.desk.app.test_request_context("/"):
        return list_events(
            table.review, word_instrument(table.review.instrument), cards
        )


def test_each_submission_has_its_own_score(table: Table) -> None:
    store, at = table.desk.store, table.desk.clock()
    reopen(store, table.response, "New figures.", table.desk.owner, at)
    seen = {"law_share": 1, "policy_share": 1}
    more = {"law_share": 90.0, "policy_share": 90.0, "skills_share": 90.0}
    save_answers(store, table.response, more, seen, "Focal Arva", at)
    table.submit()

    last, reopened, first = list_lines(table)

    assert (last.word, last.title, last.stage) == ("Submitted", "Whole", "High")
    assert (first.word, first.stage) == ("Submitted", "Low")
    assert last.index is not None
    assert abs(last.index - 0.9) < 1e-12
    assert (reopened.reason, reopened.index) == ("New figures.", None)
    assert reopened.at == datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def test_what_is_not_scored_has_no_number(table: Table) -> None:
    with table.desk.app.test_request_context("/"):
        wording = word_instrument(table.review.instrument)
        (line,) = list_events(table.review, wording, [])

    assert (line.word, line.title, line.index, line.stage) == (
        "Submitted",
        None,
        None,
        None,
    )
