"""A package has its labels in the language that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import load_instrument
from instruments.model.answers import Missing
from meter.fieldwork import rounds
from meter.fieldwork.responses import save_answers
from meter.fieldwork.submission import submit_response
from webapp.package.making import make_snapshot

if TYPE_CHECKING:
    from tests.webapp.desk import Desk


def test_labels_and_questions_are_of_one_language(desk: Desk) -> None:
    document = load_instrument("egdi")
    drafted = rounds.draft_round(
        desk.store, desk.owner.id, "states", "States", document, at=desk.clock()
    )
    asked = rounds.open_round(desk.store, drafted.id, desk.clock())
    _unit, response, _token = desk.invite(asked, "Ankor")
    given = {"osi": 0.5, "tii": 0.5, "hci": 0.5}
    save_answers(desk.store, response, given, {}, "Ana", desk.clock())
    submit_response(desk.store, response, "Ana", desk.clock())

    settings = desk.app.extensions["meter"].settings
    snapshot = make_snapshot(desk.store, settings, asked, "fr", desk.clock())

    words = snapshot.terms.words
    assert words.language == "fr"
    assert words.reasons[Missing.NOT_APPLICABLE] == "Sans objet"
    assert snapshot.worded.items["osi"].ask != snapshot.source.items["osi"].ask
    assert snapshot.terms.version
    again = make_snapshot(desk.store, settings, asked, "fr", desk.clock())
    assert again.keys == snapshot.keys
