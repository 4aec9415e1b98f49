"""What cities and organisers see of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.network.commitments import change_commitment, list_commitments
from meter.network.consents import list_consents, take_part
from meter.network.directory import Holder, find_own_entry, save_entry
from meter.network.matching import load_board
from meter.network.milestones import change_milestone, list_milestones
from meter.network.records import (
    FIELDS,
    CommitmentDraft,
    ConsentDraft,
    EntryDraft,
    MilestoneDraft,
)
from meter.network.twinnings import decline, propose
from meter.workshops.workshops import find_workshop_of, list_participants
from stops.stop import Stop, mistake, to
from walk import Walk, find_invitation, go, press
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page

    from meter.network.records import TopicKind
    from meter.records import Workshop

CITY, DESK = "{walk.done}/network/", "/workshops/sample/network/"
FORM = 'main form[method="post"] button'
THEME, BEA = "p4", "Bea (sample)"


def get_workshop(walk: Walk) -> Workshop:
    found = find_workshop_of(walk.site.store, walk.workshop)
    assert found is not None
    return found


def join(walk: Walk, unit_id: int, topics: Mapping[str, TopicKind]) -> None:
    """Let a city take part in twinning, or change what it agreed to."""
    store, workshop = walk.site.store, get_workshop(walk)
    known = {one.unit.id: one.revision for one in list_consents(store, workshop.id)}
    words = f"Agreed by a colleague ({walk.language})."
    take_part(
        store,
        workshop.id,
        unit_id,
        ConsentDraft(False, False, words, topics),
        BEA,
        utc_now(),
        seen=known.get(unit_id, 0),
        themes={THEME},
    )


def join_too_late(page: Page, walk: Walk) -> int:
    """Agree to what a colleague has agreed to in another way meanwhile."""
    go(page, f"{CITY}twinning".format(walk=walk))
    page.fill("#words", "We would rather begin with one theme, and see.")
    join(walk, find_invitation(walk, walk.done).unit_id, {THEME: "offer"})
    return press(page, 'form[action$="/twinning"] .actions button')


def agree_too_late(page: Page, walk: Walk) -> int:
    """Agree to a twinning that the other city declines meanwhile."""
    store, workshop, at = walk.site.store, get_workshop(walk), utc_now()
    own = find_invitation(walk, walk.done).unit_id
    other = next(
        one.unit.id
        for one in list_consents(store, workshop.id)
        if one.unit.name.startswith("Hallowick")
    )
    join(walk, own, {THEME: "offer"})
    join(walk, other, {THEME: "need"})
    reasons = load_board(store, workshop).match(other, own)
    made = propose(store, workshop.id, (other, own), reasons, at, by=other)
    go(page, f"{CITY}twinning".format(walk=walk))
    decline(store, made, other, at)
    return press(page, f'form[action$="/{made.id}/agree"] button')


def propose_too_late(page: Page, walk: Walk) -> int:
    """Propose a match of which one city has proposed it meanwhile."""
    store, workshop, at = walk.site.store, get_workshop(walk), utc_now()
    known = {one.unit.id for one in list_consents(store, workshop.id)}
    known.add(find_invitation(walk, walk.done).unit_id)
    takes = [one.unit.id for one in list_participants(store, workshop)]
    pair = tuple(sorted(one for one in takes if one not in known)[:2])
    first, second = pair
    join(walk, first, {THEME: "offer"})
    join(walk, second, {THEME: "need"})
    go(page, f"{DESK}twinning/matches")
    page.check(f'[name="pairs"][value="{first}-{second}"]')
    reasons = load_board(store, workshop).match(first, second)
    propose(store, workshop.id, (first, second), reasons, at, by=first)
    return press(page, FORM)


def change_entry_too_late(page: Page, walk: Walk) -> int:
    """Change one's entry, which was changed on another device meanwhile."""
    store, sent = walk.site.store, find_invitation(walk, walk.done)
    assert sent.person_id is not None
    holder = Holder(get_workshop(walk).id, sent.unit_id, sent.person_id)
    own = find_own_entry(store, holder)
    assert own is not None
    go(page, f"{CITY}entry".format(walk=walk))
    page.fill("#position", "Adviser")
    said = {name: getattr(own, name) for name in FIELDS if name != "unit"}
    said["position"] = f"Adviser to the council ({walk.language})"
    draft = EntryDraft(said, own.shown)
    save_entry(store, holder, draft, own.revision, utc_now(), themes=own.themes)
    return press(page, "form.entry .actions button")


def change_commitment_too_late(page: Page, walk: Walk) -> int:
    """Change a commitment that a colleague has changed meanwhile."""
    store, workshop = walk.site.store, get_workshop(walk)
    own = find_invitation(walk, walk.done).unit_id
    made = next(
        one
        for one in list_commitments(store, workshop.id)
        if one.unit is not None and one.unit.id == own
    )
    go(page, f"{CITY}commitments/{made.id}".format(walk=walk))
    page.fill("#text", "Publish how long each service takes, every week.")
    said = made.now
    words = f"Publish how long each service takes, every month ({walk.language})."
    draft = CommitmentDraft(words, BEA, said.due_on, said.theme)
    change_commitment(
        store,
        made,
        workshop.id,
        draft,
        BEA,
        utc_now(),
        seen=said.revision,
        themes={said.theme},
    )
    return press(page, FORM)


def change_milestone_too_late(page: Page, walk: Walk) -> int:
    """Change a milestone that another organiser has changed meanwhile."""
    store, workshop = walk.site.store, get_workshop(walk)
    one = list_milestones(store, workshop.id)[-1]
    go(page, f"{DESK}roadmap/{one.id}")
    page.fill("#lead_name", "Amal")
    draft = MilestoneDraft(
        one.title,
        one.due_on,
        f"Moved by a colleague ({walk.language}).",
        lead_name=BEA,
        begins_on=one.begins_on,
        after_id=one.after_id,
    )
    change_milestone(
        store, workshop.id, one.id, draft, BEA, utc_now(), seen=one.revision
    )
    return press(page, FORM)


STOPS = (
    Stop("network", "respondent", to(CITY)),
    Stop("directory", "respondent", to(f"{CITY}directory")),
    Stop("directory in vain", "respondent", to(f"{CITY}directory?q=zebra")),
    Stop("entry", "respondent", to(f"{CITY}entry")),
    Stop(
        "entry to correct",
        "respondent",
        mistake(
            f"{CITY}entry",
            {"email": "nowhere", "phone": "by horse"},
            "form.entry button",
        ),
        422,
    ),
    Stop("entry changed meanwhile", "respondent", change_entry_too_late, 409),
    Stop("commitments", "respondent", to(f"{CITY}commitments")),
    Stop("new commitment", "respondent", to(f"{CITY}commitments/new")),
    Stop(
        "commitment to correct",
        "respondent",
        mistake(
            f"{CITY}commitments/new",
            {"owner": "", "due_on": "2001-01-01"},
            'main form[method="post"] button',
        ),
        422,
    ),
    Stop("commitment changed meanwhile", "respondent", change_commitment_too_late, 409),
    Stop("twinning", "respondent", to(f"{CITY}twinning")),
    Stop("twinning not joined", "respondent", to("{walk.half_way}/network/twinning")),
    Stop("agreed to meanwhile", "respondent", join_too_late, 409),
    Stop("twinning declined meanwhile", "respondent", agree_too_late, 409),
    Stop("roadmap", "respondent", to(f"{CITY}roadmap")),
    Stop("network at the desk", "organiser", to(DESK)),
    Stop("directory at the desk", "organiser", to(f"{DESK}directory")),
    Stop("commitments at the desk", "organiser", to(f"{DESK}commitments")),
    Stop("twinnings at the desk", "organiser", to(f"{DESK}twinning")),
    Stop("matches", "organiser", to(f"{DESK}twinning/matches")),
    Stop("match proposed meanwhile", "organiser", propose_too_late, 409),
    Stop("links of a network", "organiser", to(f"{DESK}links")),
    Stop("roadmap at the desk", "organiser", to(f"{DESK}roadmap")),
    Stop("new milestone", "organiser", to(f"{DESK}roadmap/new")),
    Stop(
        "milestone to correct",
        "organiser",
        mistake(
            f"{DESK}roadmap/new",
            {"title": "", "due_on": "2001-01-01"},
            'main form[method="post"] button',
        ),
        422,
    ),
    Stop("milestone changed meanwhile", "organiser", change_milestone_too_late, 409),
    Stop(
        "network yet empty", "organiser", to("/workshops/{walk.own_workshop}/network/")
    ),
)
