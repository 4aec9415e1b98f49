"""Whichever statement of a write fails, none of the write stays."""

from __future__ import annotations

import ast
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, select

from meter import fieldwork, knowledge, mailing, network, peers, publication
from meter.fieldwork import (
    accounts,
    administration,
    agreeing,
    apart,
    asked_again,
    asking,
    delegates,
    evidence,
    exporting,
    freezing,
    invitations,
    planning,
    presence,
    recoding,
    reopening,
    responses,
    reviewers,
    rounds,
    sessions,
    units,
)
from meter.fieldwork.given.files import GivenFile
from meter.mailing import outbox
from meter.storage.errors import NotSavedError
from meter.storage.repository.contribution_words import list_words
from meter.storage.repository.invitations import update_invitation
from meter.storage.repository.responses import update_response
from meter.storage.repository.rounds import update_round
from meter.storage.tables import metadata
from meter.workshops import members, workshops
from tests.meter.fieldwork.checked import submit_for_review
from tests.trust import knowledge_writes as shared
from tests.trust.import_writes import IMPORT_WRITES
from tests.trust.network_writes import NETWORK_WRITES
from tests.trust.notice_writes import NOTICE_WRITES
from tests.trust.peer_writes import PEER_WRITES
from tests.trust.program_writes import PROGRAM_WRITES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meter.records import Account, Invitation, PlanStep
    from meter.records import Workshop as WorkshopObject
    from meter.storage import Store

    Write = Callable[[], object]
    from tests.meter.conftest import Workshop

MOST_STATEMENTS = 100


class InjectedError(RuntimeError):
    """Stands for whatever a database may do wrong."""


class Fault:
    """Fails the n-th statement from now on; `lasting` also those after it."""

    def __init__(self, number: int, *, lasting: bool) -> None:
        self.number = number
        self.lasting = lasting
        self.seen = 0
        self.fired = False

    def strike(self, *_: object) -> None:
        """Count a statement, and fail if its turn has come."""
        self.seen += 1
        if self.seen == self.number or (self.lasting and self.seen > self.number):
            self.fired = True
            raise InjectedError


@contextmanager
def failing(store: Store, fault: Fault) -> Iterator[None]:
    """Let a fault strike before each statement, and before the commit."""
    engine = store.engines.writing
    for name in ("before_cursor_execute", "commit"):
        event.listen(engine, name, fault.strike)
    try:
        yield
    finally:
        for name in ("before_cursor_execute", "commit"):
            event.remove(engine, name, fault.strike)


def dump(store: Store) -> dict[str, list[Any]]:
    """Read everything that is kept, in one order."""
    with store.read() as connection:
        rows = {
            table.name: sorted(map(repr, connection.execute(select(table))))
            for table in metadata.sorted_tables
        }
        return {**rows, "full text": [list_words(connection)]}


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


def invite(workshop: Workshop) -> Write:
    return lambda: invitations.invite(
        workshop.store,
        workshop.round.id,
        workshop.unit.id,
        "Ben",
        "ben@example.org",
        workshop.at,
    )


def reissue(workshop: Workshop) -> Write:
    return lambda: invitations.reissue(
        workshop.store, workshop.invitation.id, workshop.at
    )


def revoke(workshop: Workshop) -> Write:
    return lambda: invitations.revoke(
        workshop.store, workshop.invitation.id, workshop.at
    )


def admit(workshop: Workshop) -> Write:
    return lambda: invitations.admit(workshop.store, workshop.token, workshop.at)


def invite_delegate(workshop: Workshop) -> Write:
    return lambda: _add_delegate(workshop)


def assign_sections(workshop: Workshop) -> Write:
    delegate = _add_delegate(workshop)
    none: dict[str, list[str]] = {"sections": []}
    workshop.store.write(
        lambda connection: update_invitation(connection, delegate.id, none)
    )
    return lambda: delegates.assign_sections(
        workshop.store, workshop.invitation, delegate.id, None
    )


def _add_delegate(workshop: Workshop) -> Invitation:
    return delegates.invite_delegate(
        workshop.store, workshop.invitation, "Bo", "bo@example.org", None, workshop.at
    )[0]


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


def draft(workshop: Workshop) -> Write:
    document = workshop.instrument.to_document() | {"title": "New"}
    reworded = type(workshop.instrument).model_validate(document)
    return lambda: rounds.draft_round(
        workshop.store, workshop.owner.id, "next", "Next", reworded, at=workshop.at
    )


def open_(workshop: Workshop) -> Write:
    drafted = draft(workshop)
    drafted()
    found = rounds.find_round(workshop.store, "next")
    assert found is not None
    return lambda: rounds.open_round(workshop.store, found.id, workshop.at)


def close(workshop: Workshop) -> Write:
    return lambda: rounds.close_round(workshop.store, workshop.round.id, workshop.at)


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


def save_unit(workshop: Workshop) -> Write:
    return lambda: units.save_unit(
        workshop.store, workshop.owner.id, "New", {}, workshop.at
    )


def add_account(workshop: Workshop) -> Write:
    return lambda: accounts.add_account(
        workshop.store, "b@example.org", "Ben", workshop.at
    )


def save_account(workshop: Workshop) -> Write:
    renamed = replace(workshop.owner, name="Renamed")
    return lambda: accounts.save_account(workshop.store, renamed)


def start_session(workshop: Workshop) -> Write:
    return lambda: _sign_in(workshop)


def end_session(workshop: Workshop) -> Write:
    token = _sign_in(workshop)
    later = workshop.at + timedelta(minutes=1)
    return lambda: sessions.end_session(workshop.store, token, later)


def end_sessions(workshop: Workshop) -> Write:
    _sign_in(workshop)
    later = workshop.at + timedelta(minutes=1)
    return lambda: sessions.end_sessions(workshop.store, workshop.owner.id, later)


def _sign_in(workshop: Workshop) -> str:
    return sessions.start_session(
        workshop.store, workshop.at, account_id=workshop.owner.id
    )


def choose_digest(workshop: Workshop) -> Write:
    number = workshop.invitation.id
    return lambda: invitations.choose_digest(workshop.store, number, "none")


def queue_due(workshop: Workshop) -> Write:
    """Prepare what finds a reminder due: the deadline is a day away."""
    early = workshop.at - timedelta(days=30)
    values = {"closes_at": workshop.at + timedelta(days=1), "opened_at": early}
    known = {"created_at": early}
    workshop.store.write(lambda one: update_round(one, workshop.round.id, values))
    workshop.store.write(
        lambda one: update_invitation(one, workshop.invitation.id, known)
    )
    return lambda: outbox.queue_due(workshop.store, workshop.round.id, workshop.at)


def request_reminders(workshop: Workshop) -> Write:
    return lambda: outbox.request_reminders(
        workshop.store, workshop.round.id, workshop.at
    )


def claim(workshop: Workshop) -> Write:
    request_reminders(workshop)()
    return lambda: outbox.claim(workshop.store, 1, workshop.at)


def note_sent(workshop: Workshop) -> Write:
    request_reminders(workshop)()
    return lambda: outbox.note_sent(workshop.store, 1, workshop.at)


def note_refused(workshop: Workshop) -> Write:
    request_reminders(workshop)()
    return lambda: outbox.note_refused(workshop.store, 1, "550 no", workshop.at)


def note_delayed(workshop: Workshop) -> Write:
    request_reminders(workshop)()
    return lambda: outbox.note_delayed(workshop.store, 1, "450 later")


def note_invitation(workshop: Workshop) -> Write:
    return lambda: outbox.note_invitation(
        workshop.store, workshop.invitation, workshop.at, None
    )


def verify(workshop: Workshop) -> Write:
    checked = submit_for_review(workshop)
    return lambda: checked.verify("law", "site", "users", "ways")


def return_(workshop: Workshop) -> Write:
    checked = submit_for_review(workshop)
    return lambda: checked.ask("law")


def reply(workshop: Workshop) -> Write:
    checked = submit_for_review(workshop)
    checked.ask("law")
    return lambda: checked.reply("law", "It has passed.", {"law": "full"})


def submit_again(workshop: Workshop) -> Write:
    checked = submit_for_review(workshop)
    checked.ask("law")
    checked.reply("law", "It is so.")
    checked.verify("law", "site", "users", "ways")
    return checked.submit


def reopen(workshop: Workshop) -> Write:
    checked = submit_for_review(workshop)
    checked.ask("law")
    return lambda: reopening.reopen(
        checked.store, checked.response_id, "All.", workshop.owner, checked.at
    )


def ask_reopening(workshop: Workshop) -> Write:
    submit(workshop)()
    return lambda: asking.ask_reopening(
        workshop.store, workshop.invitation, "A new law.", workshop.at
    )


def accept(workshop: Workshop) -> Write:
    checked = submit_for_review(workshop)
    return lambda: reopening.accept(
        checked.store, checked.response_id, "So be it.", workshop.owner, checked.at
    )


def name_reviewer(workshop: Workshop) -> Write:
    accounts.add_account(workshop.store, "sam@example.org", "Sam", workshop.at)
    return lambda: reviewers.name_reviewer(
        workshop.store, workshop.round, "sam@example.org", workshop.at
    )


def withdraw_reviewer(workshop: Workshop) -> Write:
    checked = submit_for_review(workshop)
    asked, number = checked.review.round, checked.reviewer.id
    return lambda: reviewers.withdraw_reviewer(
        workshop.store, asked, number, workshop.at
    )


def renew_delegate(workshop: Workshop) -> Write:
    delegate = _add_delegate(workshop)
    return lambda: delegates.renew_delegate(
        workshop.store, workshop.invitation, delegate.id, workshop.at
    )


def withdraw_delegate(workshop: Workshop) -> Write:
    delegate = _add_delegate(workshop)
    return lambda: delegates.withdraw_delegate(
        workshop.store, workshop.invitation, delegate.id, workshop.at
    )


def _gather(workshop: Workshop) -> tuple[WorkshopObject, Account]:
    """Make a workshop of the organiser's, and somebody to name."""
    store, at = workshop.store, workshop.at
    gathered = workshops.draft_workshop(store, workshop.owner.id, "meet", "M", at=at)
    return gathered, accounts.add_account(store, "mia@example.org", "Mia", at)


def name_member(workshop: Workshop) -> Write:
    gathered, mia = _gather(workshop)
    return lambda: members.name_member(
        workshop.store, gathered, mia.email, "reviewer", workshop.owner, workshop.at
    )


def withdraw_member(workshop: Workshop) -> Write:
    gathered, mia = _gather(workshop)
    name = (workshop.store, gathered, mia.email, "reviewer")
    members.name_member(*name, workshop.owner, workshop.at)
    return lambda: members.withdraw_member(
        workshop.store, gathered, mia.id, workshop.owner, workshop.at
    )


def draft_workshop(workshop: Workshop) -> Write:
    return lambda: workshops.draft_workshop(
        workshop.store, workshop.owner.id, "meet", "Meet", at=workshop.at
    )


def _add_waiting(workshop: Workshop) -> tuple[Account, str]:
    """Add an account that is signed in, and waits for its password all the same."""
    store, at = workshop.store, workshop.at
    made, token = administration.add_by_link(store, "w@example.org", "Will", at)
    sessions.start_session(store, at, account_id=made.id)
    administration.grant(store, workshop.owner.id, at)
    return made, token


def add_by_link(workshop: Workshop) -> Write:
    return lambda: administration.add_by_link(
        workshop.store, "w@example.org", "Will", workshop.at
    )


def make_link(workshop: Workshop) -> Write:
    made, _ = _add_waiting(workshop)
    return lambda: administration.make_link(workshop.store, made.id, workshop.at)


def set_password(workshop: Workshop) -> Write:
    _, token = _add_waiting(workshop)
    later = workshop.at + timedelta(minutes=1)
    return lambda: administration.set_password(workshop.store, token, "hash", later)


def disable(workshop: Workshop) -> Write:
    made, _ = _add_waiting(workshop)
    later = workshop.at + timedelta(minutes=1)
    return lambda: administration.disable(workshop.store, made.id, later)


def enable(workshop: Workshop) -> Write:
    disable(workshop)()
    made = accounts.find_account(workshop.store, "w@example.org")
    assert made is not None
    return lambda: administration.enable(workshop.store, made.id, workshop.at)


def grant(workshop: Workshop) -> Write:
    made, _ = _add_waiting(workshop)
    return lambda: administration.grant(workshop.store, made.id, workshop.at)


def withdraw_administrator(workshop: Workshop) -> Write:
    made, _ = _add_waiting(workshop)
    administration.grant(workshop.store, made.id, workshop.at)
    return lambda: administration.withdraw(workshop.store, made.id, workshop.at)


def be_present(workshop: Workshop) -> Write:
    return lambda: presence.note_presence(
        workshop.store, workshop.invitation, "all", workshop.at
    )


def freeze(workshop: Workshop) -> Write:
    return lambda: freezing.freeze_rounds(
        workshop.store, [workshop.round.id], workshop.at
    )


def thaw(workshop: Workshop) -> Write:
    freeze(workshop)()
    return lambda: freezing.thaw_rounds(
        workshop.store, [workshop.round.id], workshop.at
    )


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


def invite_again(workshop: Workshop) -> Write:
    """Invite to a second round, whose response starts from this one's answers."""
    _add_file(workshop)
    drafted = rounds.draft_round(
        workshop.store,
        workshop.owner.id,
        "again",
        "Again",
        workshop.instrument,
        at=workshop.at,
        former_round_id=workshop.round.id,
    )
    return lambda: invitations.invite(
        workshop.store,
        drafted.id,
        workshop.unit.id,
        "Ben",
        "ben@example.org",
        workshop.at,
    )


def enter_second_round(workshop: Workshop) -> Write:
    """Be invited to both rounds; the second one is open."""
    invite_again(workshop)()
    store, at = workshop.store, workshop.at
    found = rounds.find_round(store, "again")
    assert found is not None
    opened = rounds.open_round(store, found.id, at)
    held = workshop.invitation
    guest = (held.person_name, held.person_email)
    invitations.invite(store, opened.id, workshop.unit.id, *guest, at)
    return lambda: asked_again.enter_second_round(store, held, opened.id, at, "en")


def record_export(workshop: Workshop) -> Write:
    return lambda: exporting.record_export(
        workshop.store, workshop.round.id, workshop.at, by=workshop.owner
    )


WRITES: dict[str, Callable[[Workshop], Write]] = {
    "accounts.add_account": add_account,
    "accounts.save_account": save_account,
    "administration.add_by_link": add_by_link,
    "administration.disable": disable,
    "administration.enable": enable,
    "administration.grant": grant,
    "administration.make_link": make_link,
    "administration.set_password": set_password,
    "administration.withdraw": withdraw_administrator,
    "agreeing.agree": agree,
    "apart.close_collecting": close_collecting,
    "apart.give_back": give_back,
    "apart.hand_in": hand_in,
    "asked_again.enter_second_round": enter_second_round,
    "asking.ask_reopening": ask_reopening,
    "contributions.draft_contribution": shared.draft_contribution,
    "contributions.save_contribution": shared.save_contribution,
    "delegates.assign_sections": assign_sections,
    "delegates.invite_delegate": invite_delegate,
    "delegates.renew_delegate": renew_delegate,
    "delegates.withdraw_delegate": withdraw_delegate,
    "evidence.add_file": add_file,
    "evidence.add_link": add_link,
    "evidence.remove_evidence": remove_evidence,
    "exchange.import_rows": shared.import_rows,
    "exporting.record_export": record_export,
    "files.add_shared": shared.add_shared,
    "files.remove_shared": shared.remove_shared,
    "freezing.freeze_rounds": freeze,
    "freezing.thaw_rounds": thaw,
    "invitations.admit": admit,
    "invitations.choose_digest": choose_digest,
    "invitations.invite": invite,
    "invitations.reissue": reissue,
    "invitations.revoke": revoke,
    "outbox.claim": claim,
    "outbox.note_delayed": note_delayed,
    "outbox.note_invitation": note_invitation,
    "outbox.note_refused": note_refused,
    "outbox.note_sent": note_sent,
    "outbox.queue_due": queue_due,
    "outbox.request_reminders": request_reminders,
    "planning.add_step": add_step,
    "planning.change_step": change_step,
    "planning.drop_step": drop_step,
    "presence.note_presence": be_present,
    "recoding.recode_response": recode,
    "reopening.accept": accept,
    "reopening.reopen": reopen,
    "replying.reply": reply,
    "responses.save_answers": save,
    "reviewers.name_reviewer": name_reviewer,
    "reviewers.withdraw_reviewer": withdraw_reviewer,
    "reviewing.return_answer": return_,
    "reviewing.verify_answers": verify,
    "rounds.close_round": close,
    "rounds.draft_round": draft,
    "rounds.open_round": open_,
    "sessions.end_session": end_session,
    "sessions.end_sessions": end_sessions,
    "sessions.start_session": start_session,
    "steps.offer": shared.offer,
    "steps.publish": shared.publish,
    "steps.send_back": shared.send_back,
    "steps.withdraw": shared.withdraw,
    "submission.submit_response": submit,
    "units.save_unit": save_unit,
    **IMPORT_WRITES,
    **NETWORK_WRITES,
    **NOTICE_WRITES,
    **PEER_WRITES,
}
"""How each function of these rooms that writes is prepared and called."""

OTHER_WRITES: dict[str, Callable[[Workshop], Write]] = {
    **PROGRAM_WRITES,
    "members.name_member": name_member,
    "members.withdraw_member": withdraw_member,
    "workshops.draft_workshop": draft_workshop,
}
"""Those of programs, and some of those of workshops."""


ENDURING = [
    pytest.param(False, id="once", marks=pytest.mark.long),
    pytest.param(True, id="lasting"),
]
"""Whether the fault is over after one statement, or stays for all that follow."""


SHARED = {
    "importing._import_batch": {"importing.import_answers"},
    "administration._change": {
        f"administration.{one}" for one in ("disable", "enable", "grant", "withdraw")
    },
}
"""Functions that write for others, which have their statements fail in its place."""


def list_writing_functions() -> list[str]:
    """List the functions of these rooms that hand a job to the writer."""
    return [
        f"{file.stem}.{function.name}"
        for room in (fieldwork, knowledge, mailing, network, peers, publication)
        for file in sorted(Path(room.__path__[0]).rglob("*.py"))
        for function in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(function, ast.FunctionDef)
        and "store.write(" in ast.unparse(function)
    ]


def test_every_write_has_its_statements_fail() -> None:
    found = set(list_writing_functions())
    for writer, acts in SHARED.items():
        assert writer in found
        found = found - {writer} | acts
    assert sorted(found) == sorted(WRITES)


@pytest.mark.parametrize("lasting", ENDURING)
@pytest.mark.parametrize("name", [*WRITES, *OTHER_WRITES])
def test_a_write_whose_nth_statement_fails_leaves_nothing(
    workshop: Workshop, name: str, *, lasting: bool
) -> None:
    responses.save_answers(
        workshop.store,
        workshop.response_id,
        {"law": "none", "site": "yes"},
        {},
        "Ana",
        workshop.at,
        operation="a",
    )
    try_each_statement(
        workshop, (WRITES | OTHER_WRITES)[name](workshop), lasting=lasting
    )


@pytest.mark.parametrize("lasting", ENDURING)
def test_a_response_that_is_submitted_again_is_accepted_whole_or_not_at_all(
    workshop: Workshop, *, lasting: bool
) -> None:
    try_each_statement(workshop, submit_again(workshop), lasting=lasting)


@pytest.mark.parametrize("lasting", ENDURING)
def test_a_second_round_starts_from_all_of_the_first_or_nothing(
    workshop: Workshop, *, lasting: bool
) -> None:
    save(workshop)()
    try_each_statement(workshop, invite_again(workshop), lasting=lasting)


def try_each_statement(workshop: Workshop, write: Write, *, lasting: bool) -> None:
    """Fail each statement of a write in turn, until all have had theirs."""
    before = dump(workshop.store)
    number = 0
    fired = True
    while fired:
        number += 1
        assert number < MOST_STATEMENTS
        fault = Fault(number, lasting=lasting)
        with failing(workshop.store, fault):
            told = _try(write)
        fired = fault.fired
        assert told == (not fired)
        assert (dump(workshop.store) == before) == fired

    # The last try met no fault, so all statements have had their turn.
    assert number > 2


def _try(write: Write) -> bool:
    """Tell whether a write was acknowledged."""
    try:
        write()
    except (InjectedError, NotSavedError):
        return False
    return True
