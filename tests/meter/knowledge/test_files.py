"""Files of contributions: kept by content, within a quota, gone with their last use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.errors import NotFoundError
from meter.fieldwork.evidence import add_file, load_file, remove_evidence
from meter.fieldwork.given.files import GivenFile
from meter.knowledge.contributions import list_files
from meter.knowledge.errors import (
    ContributionStateError,
    SharedCountError,
    SharedQuotaError,
)
from meter.knowledge.files import (
    MOST_OF_ONE,
    add_shared,
    load_shared,
    measure_shared,
    remove_shared,
)
from meter.storage.repository.evidence import find_content

if TYPE_CHECKING:
    from meter.knowledge.records import Contribution, SharedFile
    from tests.meter.knowledge.conftest import Space

LAW = GivenFile("law.txt", "text/plain", b"The law")


def add(space: Space, made: Contribution, file: GivenFile = LAW) -> SharedFile:
    return add_shared(space.store, space.ana, made.id, file, space.at, quota=100)


def read(space: Space, made: Contribution, file_id: int, city: int = 0) -> bytes:
    unit = space.units[city].id
    return load_shared(space.store, space.workshop.id, made.id, file_id, unit)[1]


def test_a_file_is_added_once_and_read_by_who_may(space: Space) -> None:
    made = space.draft()

    added, again = add(space, made), add(space, made)

    assert added == again
    assert read(space, made, added.id) == b"The law"
    with pytest.raises(NotFoundError):
        read(space, made, added.id, city=1)


def test_a_file_of_another_contribution_is_not_read_through_ones_own(
    space: Space,
) -> None:
    hidden, mine = space.draft(), space.draft()
    added = add(space, hidden)

    with pytest.raises(NotFoundError):
        read(space, mine, added.id)


def test_files_come_to_no_more_than_the_quota(space: Space) -> None:
    first, second = space.draft(), space.draft()
    add(space, first)
    # The same content counts once, whatever it is part of.
    add(space, second)
    large = GivenFile("large.txt", "text/plain", b"x" * 94)

    with pytest.raises(SharedQuotaError) as caught:
        add(space, second, large)

    assert (caught.value.used, caught.value.size, caught.value.most) == (7, 94, 100)
    assert [one.file.name for one in list_files(space.store, second.id)] == ["law.txt"]
    assert measure_shared(space.store, space.workshop.id, space.units[0].id) == 7
    assert measure_shared(space.store, space.workshop.id, None) == 0


def test_a_contribution_has_so_many_files_at_most(space: Space) -> None:
    made = space.draft()
    for number in range(MOST_OF_ONE):
        add(space, made, GivenFile("n.txt", "text/plain", f"{number}".encode()))

    with pytest.raises(SharedCountError):
        add(space, made)


def test_what_is_offered_keeps_its_files(space: Space) -> None:
    made = space.offer()

    with pytest.raises(ContributionStateError):
        add(space, made)
    with pytest.raises(ContributionStateError):
        remove_shared(space.store, space.ana, made.id, 1, space.at)


def test_content_goes_with_the_last_that_needs_it(space: Space) -> None:
    first, second = space.draft(), space.draft()
    kept, other = add(space, first), add(space, second)

    remove_shared(space.store, space.ana, first.id, kept.id, space.at)
    assert read(space, second, other.id) == b"The law"
    remove_shared(space.store, space.ana, second.id, other.id, space.at)

    with space.store.read() as connection:
        assert find_content(connection, LAW.digest) is None
    with pytest.raises(NotFoundError):
        remove_shared(space.store, space.ana, second.id, other.id, space.at)


def test_evidence_and_contributions_share_content_and_leave_it_to_each_other(
    space: Space,
) -> None:
    made = space.draft()
    shared = add(space, made)
    assert space.ana.invitation is not None
    by = space.ana.invitation
    proof = add_file(space.store, by, "law", LAW, space.at, quota=100)

    remove_evidence(space.store, by, proof.id, space.at)
    assert read(space, made, shared.id) == b"The law"
    proof = add_file(space.store, by, "law", LAW, space.at, quota=100)
    remove_shared(space.store, space.ana, made.id, shared.id, space.at)

    assert load_file(space.store, by.response_id, proof.id)[1] == b"The law"
