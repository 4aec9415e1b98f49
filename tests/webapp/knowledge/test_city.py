"""A city reads, writes drafts, offers them, and loses nothing that was typed."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from meter.fieldwork import invitations
from meter.knowledge.contributions import (
    list_files,
    list_own,
)
from tests.webapp.knowledge.conftest import GUIDE, TYPED, send

if TYPE_CHECKING:
    from tests.webapp.knowledge.conftest import Space


def test_a_draft_is_kept_as_it_was_typed(space: Space) -> None:
    reply = space.post("new", TYPED)

    [kept] = list_own(space.store, space.workshop.id, space.cities[0].id)
    assert reply.status_code == 303
    assert reply.location == space.path(f"{kept.id}/")
    entry = kept.entry
    assert (entry.kind, entry.title, entry.year) == ("law", TYPED["title"], 2023)
    assert entry.languages == ("en", "fr", "id", "pt")
    assert entry.indicators == ("level", "plan")
    assert entry.credited
    page = space.ana.get(reply.location).text
    assert "A law of &lt;signatures&gt;" in page
    assert "Draft: only you see it" in page
    assert "Plan" in page


def test_a_case_is_told_in_its_parts(space: Space) -> None:
    told = {
        "kind": "case",
        "title": "Permits",
        "problem": "A month.",
        "solution": "One form.",
        "cost": "1200.50",
        "currency": "eur",
        "cost_year": "2022",
        "results": "A day.",
        "contact": "Whoever",
    }

    page = space.ana.get(space.post("new", told).location).text

    assert "1200.50 EUR (2022)" in page
    for text in ("The problem", "A month.", "One form.", "A day.", "Whoever"):
        assert text in page


def test_it_is_offered_once_it_says_what_others_need(space: Space) -> None:
    bare = space.draft(replace(GUIDE, summary="", languages=(), link=""))

    refused = space.post(f"{bare.id}/offer", {"seen": "1"})
    whole = space.draft()
    taken = space.post(f"{whole.id}/offer", {"seen": "1"})
    again = space.post(f"{whole.id}/offer", {"seen": "1"})

    assert refused.status_code == 422
    assert "Summary, Languages it is in, Web address" in refused.text
    assert (taken.status_code, again.status_code) == (303, 303)
    assert "waits for the organiser" in space.get(f"{whole.id}/").text


def test_what_is_taken_back_can_be_changed_again(space: Space) -> None:
    made = space.publish()

    reply = space.post(f"{made.id}/withdraw", {"words": "It is out of date."})

    page = space.ana.get(reply.location).text
    assert "Withdrawn" in page
    assert "It is out of date." in page
    assert "Change it" in page
    assert space.bo.get(space.path(f"{made.id}/", 1)).status_code == 404


def test_nobody_else_sees_a_draft_and_no_delegate_writes(space: Space) -> None:
    made = space.draft()

    assert space.get(f"{made.id}/").status_code == 200
    assert space.bo.get(space.path(f"{made.id}/", 1)).status_code == 404
    assert space.desk.get(space.own_path(f"{made.id}/")).status_code == 404
    assert space.delegate.get(space.path(f"{made.id}/")).status_code == 200
    assert space.delegate.get(space.path(f"{made.id}/edit")).status_code == 404
    assert "Add a resource" not in space.delegate.get(space.path()).text
    for rest in ("new", f"{made.id}/edit", f"{made.id}/offer"):
        sent = send(space.delegate, space.path(), space.path(rest), TYPED)
        assert sent.status_code == 404
    foreign = send(
        space.bo, space.path(city=1), space.path(f"{made.id}/edit", 1), TYPED
    )
    assert foreign.status_code == 404


def test_a_withdrawn_invitation_writes_nothing(space: Space) -> None:
    made = space.draft()
    invitation = space.contributors[0].invitation
    assert invitation is not None
    invitations.revoke(space.store, invitation.id, space.clock())

    assert space.post(f"{made.id}/offer", {"seen": "1"}).status_code == 410


def test_files_are_added_sent_as_downloads_and_removed(space: Space) -> None:
    made = space.draft()
    file = (io.BytesIO(b"the law"), "law.txt")

    added = space.post(f"{made.id}/files", {"file": file})

    page = space.ana.get(added.location).text
    assert "law.txt" in page
    [address] = [
        part.split('"')[0]
        for part in page.split('href="')
        if "/files/" in part.split('"')[0]
    ]
    sent = space.ana.get(address)
    assert sent.data == b"the law"
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    number = address.rsplit("/", 1)[1]
    removed = space.post(f"{made.id}/files/remove", {"file": number})
    assert removed.status_code == 303
    assert space.ana.get(address).status_code == 404


def test_a_file_of_another_kind_is_refused(space: Space) -> None:
    made = space.draft()
    file = (io.BytesIO(b"<script>"), "law.html")

    reply = space.post(f"{made.id}/files", {"file": file})

    assert reply.status_code == 422
    assert 'id="file-wrong"' in reply.text


def test_a_file_beyond_the_quota_is_refused(space: Space) -> None:
    made = space.draft()
    settings = space.app.extensions["meter"].settings
    object.__setattr__(settings, "evidence_quota_mb", 0)
    file = (io.BytesIO(b"the law"), "law.txt")

    reply = space.post(f"{made.id}/files", {"file": file})

    assert reply.status_code == 409
    assert "not saved" in reply.text
    assert list_files(space.store, made.id) == []
