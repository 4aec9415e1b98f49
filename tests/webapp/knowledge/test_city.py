"""A city reads, writes drafts, offers them, and loses nothing that was typed."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from meter.fieldwork import invitations
from meter.knowledge.contributions import (
    find_own,
    list_files,
    list_own,
    save_contribution,
)
from meter.storage.repository.rounds import update_round
from tests.webapp.knowledge.conftest import GUIDE, SEEN, send

if TYPE_CHECKING:
    from tests.webapp.knowledge.conftest import Space

TYPED: dict[str, Any] = {
    "kind": "law",
    "title": "A law of <signatures>",
    "summary": "What a signature is.",
    "languages": ["en", "fr"],
    "others": "pt; id",
    "country": "Ostavia",
    "year": "2023",
    "licence": "CC0",
    "link": "https://law.example/",
    "indicators": ["plan", "level"],
    "credited": "yes",
}


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


def test_a_form_that_is_sent_twice_makes_one_draft(space: Space) -> None:
    key = {"key": "0123456789abcdef"}

    first, second = (space.post("new", TYPED | key) for _ in range(2))

    assert first.location == second.location
    assert len(list_own(space.store, space.workshop.id, space.cities[0].id)) == 1


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


def test_a_refused_form_keeps_everything_that_was_typed(space: Space) -> None:
    bad = TYPED | {"title": "", "year": "soon", "link": "law.example"}

    reply = space.post("new", bad)

    page = reply.text
    assert reply.status_code == 422
    for text in ("soon", "law.example", "What a signature is.", "id, pt", "CC0"):
        assert text in page or text.replace("id, pt", "pt; id") in page
    assert 'value="level" checked' in page
    assert 'value="fr" checked' in page
    assert page.count('class="wrong"') == 3
    assert list_own(space.store, space.workshop.id, space.cities[0].id) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "poem"),
        ("title", " "),
        ("title", "x" * 201),
        ("summary", "x" * 2001),
        ("others", "english!"),
        ("year", "1066"),
        ("link", "javascript:alert(1)"),
        ("indicators", "nothing"),
    ],
)
def test_a_field_that_does_not_fit_says_what_to_do(
    space: Space, field: str, value: str
) -> None:
    reply = space.post("new", TYPED | {field: value})

    assert reply.status_code == 422
    assert 'class="wrong"' in reply.text


@pytest.mark.parametrize(
    "cost",
    [
        ("12,5", "EUR", "2020"),
        ("12", "euro", "2020"),
        ("12", "EUR", ""),
        ("", "EUR", ""),
    ],
)
def test_a_cost_is_whole_or_empty(space: Space, cost: tuple[str, str, str]) -> None:
    told = dict(zip(("cost", "currency", "cost_year"), cost, strict=True))

    reply = space.post("new", {"kind": "case", "title": "Permits", **told})

    assert reply.status_code == 422
    assert cost[0] in reply.text
    assert 'id="cost-wrong"' in reply.text


def test_a_stale_form_overwrites_nothing_and_shows_both(space: Space) -> None:
    made = space.draft()
    opened = space.get(f"{made.id}/edit").text
    theirs = replace(GUIDE, title="Theirs", country="Danhae")
    by = replace(space.contributors[0], name="Another")
    save_contribution(space.store, by, made.id, theirs, 1, space.clock())

    stale = {**TYPED, "seen": SEEN.findall(opened)[0]}
    reply = space.post(f"{made.id}/edit", stale)

    assert reply.status_code == 409
    assert "Another" in reply.text
    assert "Theirs" in reply.text
    assert "Danhae" in reply.text
    assert "A law of &lt;signatures&gt;" in reply.text
    kept = find_own(space.store, space.contributors[0], made.id)
    assert kept.entry.title == "Theirs"
    again = {**TYPED, "seen": SEEN.findall(reply.text)[0]}
    assert space.post(f"{made.id}/edit", again).status_code == 303
    kept = find_own(space.store, space.contributors[0], made.id)
    assert kept.entry.title == TYPED["title"]


def test_what_is_offered_stands_and_what_was_typed_is_shown(space: Space) -> None:
    made = space.offer()

    reply = space.post(f"{made.id}/edit", TYPED | {"seen": str(made.revision)})

    assert reply.status_code == 409
    assert "A law of &lt;signatures&gt;" in reply.text
    kept = find_own(space.store, space.contributors[0], made.id)
    assert kept.entry == GUIDE


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


def test_without_a_workshop_there_is_no_knowledge(space: Space) -> None:
    space.store.write(
        lambda one: update_round(one, space.round.id, {"workshop_id": None})
    )

    assert space.get().status_code == 404
    assert (
        "What cities know" not in space.ana.get(f"/answer/{space.responses[0]}/").text
    )
