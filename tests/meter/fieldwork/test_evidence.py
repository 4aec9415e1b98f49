"""Evidence stands beside answers: added, shown, removed, and never more than fits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from instruments import Instrument
from meter.errors import MeterError, NotFoundError
from meter.fieldwork import delegates, evidence, invitations, responses, rounds
from meter.fieldwork.errors import (
    EvidenceCountError,
    FileQuotaError,
    InvitationRevokedError,
    NotAssignedError,
    ResponseSubmittedError,
    RoundClosedError,
)
from meter.fieldwork.given.errors import EvidenceLinkError, UnknownItemError
from meter.fieldwork.given.files import GivenFile
from meter.storage.tables import files
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from meter.records import Evidence, Invitation
    from meter.storage import Store
    from tests.meter.conftest import Workshop

QUOTA = 1000
LINK = "https://city.example/law"


def make_file(content: bytes = b"text", name: str = "law.txt") -> GivenFile:
    return GivenFile(name, "text/plain", content)


def link(workshop: Workshop, item: str = "law", url: str = LINK) -> Evidence:
    return evidence.add_link(
        workshop.store, workshop.invitation, item, url, workshop.at
    )


def file(
    workshop: Workshop,
    given: GivenFile | None = None,
    item: str = "law",
    holder: Invitation | None = None,
) -> Evidence:
    return evidence.add_file(
        workshop.store,
        holder or workshop.invitation,
        item,
        given or make_file(),
        workshop.at,
        quota=QUOTA,
    )


def remove(workshop: Workshop, one: Evidence) -> Evidence:
    later = workshop.at + timedelta(minutes=5)
    return evidence.remove_evidence(workshop.store, workshop.invitation, one.id, later)


def list_all(workshop: Workshop, item: str = "law") -> list[Evidence]:
    return evidence.list_evidence(workshop.store, workshop.response_id, item)


def list_contents(store: Store) -> list[bytes | None]:
    with store.read() as connection:
        query = select(files.c.content).order_by(files.c.added_at)
        return list(connection.execute(query).scalars())


def test_a_link_and_a_file_stand_beside_an_answer(workshop: Workshop) -> None:
    added = [link(workshop), file(workshop)]

    found = list_all(workshop)

    assert found == added
    assert [(one.url, one.file and one.file.name) for one in found] == [
        (LINK, None),
        (None, "law.txt"),
    ]
    assert {(one.added_by, one.added_at) for one in found} == {("Ana", workshop.at)}
    assert all(one.stands for one in found)
    assert list_all(workshop, "site") == []


def test_a_page_counts_what_stands_by_item(workshop: Workshop) -> None:
    def count() -> dict[str, int]:
        invitation = workshop.invitation
        sheet = responses.load_page(workshop.store, workshop.response_id, invitation.id)
        return dict(sheet.evidence)

    assert count() == {}
    gone = link(workshop, "site")
    for one in ("law", "site"):
        file(workshop, item=one)
    remove(workshop, gone)

    assert count() == {"law": 1, "site": 1}


def test_the_same_again_is_given_back(workshop: Workshop) -> None:
    first = [link(workshop), file(workshop)]

    again = [link(workshop), file(workshop, make_file(name="copy.txt"))]

    assert again == first
    assert list_all(workshop) == first


def test_a_content_is_kept_once_and_dropped_when_nothing_refers_to_it(
    workshop: Workshop,
) -> None:
    here, there = file(workshop), file(workshop, item="site")
    assert list_contents(workshop.store) == [b"text"]

    remove(workshop, here)
    assert list_contents(workshop.store) == [b"text"]
    remove(workshop, there)
    assert list_contents(workshop.store) == [None]
    back = file(workshop)

    assert list_contents(workshop.store) == [b"text"]
    assert [one.stands for one in list_all(workshop)] == [False, True]
    assert back.id != here.id


def test_what_was_removed_stays_in_the_history_and_not_its_file(
    workshop: Workshop,
) -> None:
    added = file(workshop)

    gone = remove(workshop, added)

    assert list_all(workshop) == [gone]
    assert (gone.removed_by, gone.removed_at) == (
        "Ana",
        workshop.at + timedelta(minutes=5),
    )
    assert gone.file == added.file
    assert remove(workshop, gone) == gone
    with pytest.raises(NotFoundError):
        evidence.load_file(workshop.store, workshop.response_id, added.id)


def test_a_file_is_read_with_its_response_alone(workshop: Workshop) -> None:
    added, other = file(workshop), workshop.invite_unit("Porto")

    found, content = evidence.load_file(workshop.store, workshop.response_id, added.id)

    assert (found, content) == (added.file, b"text")
    for response, number in (
        (other.response_id, added.id),
        (workshop.response_id, added.id + 1),
        (workshop.response_id, link(workshop).id),
    ):
        with pytest.raises(NotFoundError):
            evidence.load_file(workshop.store, response, number)


def test_files_beyond_the_quota_are_not_kept(workshop: Workshop) -> None:
    file(workshop, make_file(b"x" * 600))
    file(workshop, make_file(b"x" * 600), "site")
    full = file(workshop, make_file(b"y" * 400), "users")

    with pytest.raises(FileQuotaError) as raised:
        file(workshop, make_file(b"z"))

    assert (raised.value.used, raised.value.size, raised.value.most) == (1000, 1, 1000)
    assert evidence.measure_files(workshop.store, workshop.response_id) == 1000
    assert len(list_contents(workshop.store)) == 2
    remove(workshop, full)
    assert file(workshop, make_file(b"z")).stands


def test_the_quota_of_another_unit_is_its_own(workshop: Workshop) -> None:
    file(workshop, make_file(b"x" * 1000))

    other = workshop.invite_unit("Porto")

    assert file(workshop, make_file(b"y" * 1000), holder=other).stands


def test_of_files_sent_at_once_no_more_are_kept_than_fit(workshop: Workshop) -> None:
    def send(number: int) -> bool:
        given = make_file(bytes([65 + number]) * 300)
        try:
            return file(workshop, given, ("law", "site")[number % 2]).stands
        except FileQuotaError:
            return False

    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(send, range(16)))

    assert sum(kept) == 3
    assert evidence.measure_files(workshop.store, workshop.response_id) == 900


def test_a_file_that_is_removed_here_and_added_there_at_once_is_kept(
    workshop: Workshop,
) -> None:
    other = workshop.invite_unit("Porto")
    for turn in range(10):
        given = make_file(f"turn {turn}".encode())
        here = file(workshop, given)

        def add(given: GivenFile = given) -> Evidence:
            return file(workshop, given, holder=other)

        def drop(here: Evidence = here) -> Evidence:
            return remove(workshop, here)

        with ThreadPoolExecutor(2) as pool:
            gone, added = pool.submit(drop), pool.submit(add)
            gone.result()
            number = added.result().id

        _, content = evidence.load_file(workshop.store, other.response_id, number)
        assert content == given.content


def test_an_answer_has_so_much_evidence_and_no_more(workshop: Workshop) -> None:
    for number in range(evidence.MOST_BESIDE_ONE):
        link(workshop, url=f"{LINK}/{number}")

    with pytest.raises(EvidenceCountError):
        link(workshop)
    with pytest.raises(EvidenceCountError):
        file(workshop)

    assert list_contents(workshop.store) == []
    assert link(workshop, "site").stands


def test_a_delegate_changes_the_evidence_of_their_sections_alone(
    workshop: Workshop,
) -> None:
    document = {**DOCUMENT, "key": "two", "sections": [*DOCUMENT["sections"]]}
    more = {"key": "more", "type": "text", "ask": "More?"}
    document["sections"].append({"key": "rest", "title": "Rest", "items": [more]})
    asked = rounds.draft_round(
        workshop.store,
        workshop.owner.id,
        "two",
        "Two",
        Instrument.model_validate(document),
        at=workshop.at,
    )
    rounds.open_round(workshop.store, asked.id, workshop.at)
    host, _ = invitations.invite(
        workshop.store, asked.id, workshop.unit.id, "Ana", "a@example.org", workshop.at
    )
    guest, _ = delegates.invite_delegate(
        workshop.store, host, "Ben", "ben@example.org", ["rest"], workshop.at
    )
    theirs = file(workshop, holder=host)

    assert file(workshop, item="more", holder=guest).added_by == "Ben"
    with pytest.raises(NotAssignedError):
        file(workshop, item="law", holder=guest)
    with pytest.raises(NotAssignedError):
        evidence.remove_evidence(workshop.store, guest, theirs.id, workshop.at)


@pytest.mark.parametrize("end", ["submitted", "closed", "revoked"])
def test_nothing_is_added_or_removed_once_nothing_is_taken(
    workshop: Workshop, end: str
) -> None:
    store, at, before = workshop.store, workshop.at, link(workshop)
    responses.save_answers(store, workshop.response_id, {"site": "no"}, {}, "Ana", at)
    refusal: type[MeterError]
    if end == "submitted":
        responses.submit_response(store, workshop.response_id, "Ana", at)
        refusal = ResponseSubmittedError
    elif end == "closed":
        rounds.close_round(store, workshop.round.id, at)
        refusal = RoundClosedError
    else:
        # The caller holds the invitation as it was when the page was asked for.
        invitations.revoke(store, workshop.invitation.id, at)
        refusal = InvitationRevokedError

    with pytest.raises(refusal):
        link(workshop, "site")
    with pytest.raises(refusal):
        file(workshop)
    with pytest.raises(refusal):
        remove(workshop, before)
    assert list_all(workshop) == [before]


def test_evidence_of_nothing_is_refused(workshop: Workshop) -> None:
    with pytest.raises(UnknownItemError):
        link(workshop, "nothing")
    with pytest.raises(EvidenceLinkError):
        link(workshop, url="javascript:alert(1)")
    with pytest.raises(NotFoundError):
        evidence.remove_evidence(workshop.store, workshop.invitation, 999, workshop.at)


def test_what_was_submitted_is_listed_by_unit(workshop: Workshop) -> None:
    store, at = workshop.store, workshop.at
    kept, gone = file(workshop), link(workshop, "site")
    remove(workshop, gone)
    other = workshop.invite_unit("Porto")
    hidden = file(workshop, holder=other)
    responses.save_answers(store, workshop.response_id, {"site": "no"}, {}, "Ana", at)
    assert evidence.list_submitted(store, workshop.round.id) == {}

    responses.submit_response(store, workshop.response_id, "Ana", at)

    found = evidence.list_submitted(store, workshop.round.id)
    assert found == {workshop.unit.id: [kept]}
    assert evidence.load_submitted_file(store, workshop.round.id, kept.id) == (
        kept.file,
        b"text",
    )
    for number, asked in (
        (hidden.id, workshop.round.id),
        (gone.id, workshop.round.id),
        (kept.id, workshop.round.id + 1),
    ):
        with pytest.raises(NotFoundError):
            evidence.load_submitted_file(store, asked, number)


def test_items_without_a_call_for_evidence_count_without() -> None:
    first, *rest = DOCUMENT["sections"][0]["items"]
    asking = [{**first, "evidence": "expected"}, {**rest[0], "evidence": "optional"}]
    section = {**DOCUMENT["sections"][0], "items": [*asking, *rest[1:]]}
    instrument = Instrument.model_validate({**DOCUMENT, "sections": [section]})

    found = evidence.find_evidenced(instrument, {"site"})

    assert found == set(instrument.items) - {"law"}
