"""Writes of answers, their evidence and plans, each prepared and called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork import (
    agreeing,
    apart,
    delegates,
    evidence,
    invitations,
    planning,
    presence,
    recoding,
    responses,
    rounds,
)
from meter.fieldwork.given.files import GivenFile
from meter.storage.repository.responses import update_response

if TYPE_CHECKING:
    from collections.abc import Callable

    from meter.records import Invitation, PlanStep
    from tests.meter.conftest import Workshop

    Write = Callable[[], object]


def save(workshop: Workshop) -> Write:
    return lambda: responses.save_answers(
        workshop.store,
        workshop.response_id,
        {"law": "full", "site": "no", "ways": ("web",)},
        {"law": 1},
        "Ben",
        workshop.at,
        operation="b",
        notes={"law": "since May"},
    )


def submit(workshop: Workshop) -> Write:
    return lambda: responses.submit_response(
        workshop.store, workshop.response_id, "Ben", workshop.at
    )


def recode(workshop: Workshop) -> Write:
    submit(workshop)()
    values = {"coded_meaning": "0" * 64}
    workshop.store.write(
        lambda connection: update_response(connection, workshop.response_id, values)
    )
    response = responses.get_response(workshop.store, workshop.response_id)
    return lambda: recoding.recode_response(workshop.store, response)


def hand_in(workshop: Workshop) -> Write:
    focal, _ = _ask_apart(workshop)
    own = apart.list_opened(workshop.store, focal)[-1]
    return lambda: apart.hand_in(workshop.store, own, "Ana", workshop.at)


def close_collecting(workshop: Workshop) -> Write:
    focal, _ = _ask_apart(workshop)
    return lambda: apart.close_collecting(workshop.store, focal, workshop.at)


def give_back(workshop: Workshop) -> Write:
    focal, done = _ask_apart(workshop)
    return lambda: apart.give_back(workshop.store, focal, done, workshop.at)


def agree(workshop: Workshop) -> Write:
    focal, done = _ask_apart(workshop)
    given = responses.Given({"law": "full"}, {"law": "Both say so."})
    return lambda: agreeing.agree(
        workshop.store, focal, given, {}, {"law": [done]}, workshop.at
    )


def _ask_apart(workshop: Workshop) -> tuple[Invitation, int]:
    """Open a round in which people answer apart, and let a delegate hand in."""
    store, at = workshop.store, workshop.at
    drafted = rounds.draft_round(
        store, workshop.owner.id, "apart", "A", workshop.instrument, at=at, apart=True
    )
    asked = rounds.open_round(store, drafted.id, at)
    of = (store, asked.id, workshop.unit.id)
    focal, _ = invitations.invite(*of, "Ana", "ana@example.org", at)
    ben, _ = delegates.invite_delegate(store, focal, "Ben", "b@example.org", None, at)
    (done,) = apart.list_opened(store, ben)
    used = responses.load_page(store, done, ben.id).invitation
    evidence.add_link(store, used, "law", "https://city.example/law", at)
    apart.hand_in(store, done, "Ben", at)
    return focal, done


def add_step(workshop: Workshop) -> Write:
    submit(workshop)()
    return lambda: _plan(workshop)


def change_step(workshop: Workshop) -> Write:
    submit(workshop)()
    step = _plan(workshop)
    return lambda: planning.change_step(
        workshop.store,
        workshop.invitation,
        step.id,
        1,
        planning.Wanted("Done."),
        workshop.at,
        is_done=True,
    )


def drop_step(workshop: Workshop) -> Write:
    submit(workshop)()
    step = _plan(workshop)
    return lambda: planning.drop_step(
        workshop.store, workshop.invitation, step.id, 1, workshop.at
    )


def _plan(workshop: Workshop) -> PlanStep:
    wanted = planning.Wanted("Write a law.")
    return planning.add_step(
        workshop.store, workshop.invitation, "law", wanted, workshop.at
    )


def add_link(workshop: Workshop) -> Write:
    link = "https://city.example/law"
    return lambda: evidence.add_link(
        workshop.store, workshop.invitation, "law", link, workshop.at
    )


def add_file(workshop: Workshop) -> Write:
    return lambda: _add_file(workshop)


def remove_evidence(workshop: Workshop) -> Write:
    """Remove the one file with its content, so that its content goes too."""
    added = _add_file(workshop)
    return lambda: evidence.remove_evidence(
        workshop.store, workshop.invitation, added, workshop.at
    )


def _add_file(workshop: Workshop) -> int:
    file = GivenFile("law.txt", "text/plain", b"Law")
    return evidence.add_file(
        workshop.store, workshop.invitation, "law", file, workshop.at, quota=1000
    ).id


def be_present(workshop: Workshop) -> Write:
    return lambda: presence.note_presence(
        workshop.store, workshop.invitation, "all", workshop.at
    )


ANSWER_WRITES: dict[str, Callable[[Workshop], Write]] = {
    "agreeing.agree": agree,
    "apart.close_collecting": close_collecting,
    "apart.give_back": give_back,
    "apart.hand_in": hand_in,
    "evidence.add_file": add_file,
    "evidence.add_link": add_link,
    "evidence.remove_evidence": remove_evidence,
    "planning.add_step": add_step,
    "planning.change_step": change_step,
    "planning.drop_step": drop_step,
    "presence.note_presence": be_present,
    "recoding.recode_response": recode,
    "responses.save_answers": save,
    "submission.submit_response": submit,
}
"""How each function about answers that writes is prepared and called."""
