"""The network of the sample workshop: everything in it is invented, and says so."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from meter.fieldwork import invitations
from meter.network.commitments import change_commitment, make_commitment
from meter.network.consents import take_part
from meter.network.directory import Holder, save_entry
from meter.network.matching import load_board, suggest
from meter.network.milestones import add_milestone, list_milestones
from meter.network.records import (
    FIELDS,
    CommitmentDraft,
    ConsentDraft,
    EntryDraft,
    MilestoneDraft,
)
from meter.network.themes import list_themes
from meter.network.twinnings import agree, decline, end, propose
from meter.workshops.workshops import list_participants

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from instruments.model.instrument import Instrument
    from meter.network.records import CommitmentState, MilestoneState, Twinning
    from meter.records import Invitation, Round, Unit, Workshop
    from meter.storage import Store

ORGANISER = "Sample organiser"
SAMPLE = "Invented for the sample workshop."


class SamplePerson(NamedTuple):
    """Somebody invented in a city, and what they let others see."""

    city: str
    name: str
    position: str
    work: str
    languages: tuple[str, ...]
    hidden: tuple[str, ...] = ()


class SamplePromise(NamedTuple):
    """Something that a city promises, in so many days; None for the network."""

    city: str | None
    text: str
    theme: str
    owner: str
    days: int
    becomes: CommitmentState = "open"
    reason: str = ""


class SampleMilestone(NamedTuple):
    """A step of the sample work plan, in so many days."""

    title: str
    begins: int
    due: int
    leader: str
    state: MilestoneState = "planned"
    after: str = ""


PEOPLE = (
    SamplePerson(
        "Marenda",
        "Ilse Okonjo (sample)",
        "Head of digital services",
        "One register for residents and businesses",
        ("en", "fr"),
    ),
    SamplePerson(
        "Sejong-ri",
        "Han Seo-yeon (sample)",
        "Chief information officer",
        "Shared platforms of the districts",
        ("ko", "en"),
        ("phone",),
    ),
    SamplePerson(
        "Qasr al-Nur",
        "Lamia Haddad (sample)",
        "Programme manager, e-government",
        "Identity and payments",
        ("ar", "en"),
        ("email", "phone"),
    ),
    SamplePerson(
        "San Telmo",
        "Tomás Iriarte (sample)",
        "Adviser to the mayor",
        "The front office and its counters",
        ("es",),
    ),
    SamplePerson(
        "Kisanji",
        "Wanjiru Abara (sample)",
        "Director of ICT",
        "Connecting the wards",
        ("sw", "en", "fr"),
        ("about",),
    ),
)

PROMISES = (
    SamplePromise(
        "Marenda",
        "Open our register of services to two other cities of the network, to copy.",
        "p4",
        "Ilse Okonjo (sample)",
        90,
    ),
    SamplePromise(
        "San Telmo",
        "Publish how long each service takes, every quarter.",
        "p1",
        "Tomás Iriarte (sample)",
        60,
        "done",
    ),
    SamplePromise(
        "Kisanji",
        "Bring an ordinance on electronic signatures before the council.",
        "l1",
        "Wanjiru Abara (sample)",
        -10,
    ),
    SamplePromise(
        "Bir Tamra",
        "Buy a payment platform of our own.",
        "t2",
        "Focal point of Bir Tamra",
        120,
        "given_up",
        "We shall use the one of Qasr al-Nur (sample) instead.",
    ),
    SamplePromise(
        None,
        "Hold an online meeting of all focal points every three months.",
        "c4",
        ORGANISER,
        80,
    ),
)

MILESTONES = (
    SampleMilestone("Focal points named (sample)", -30, -5, ORGANISER, "done"),
    SampleMilestone(
        "Charter of the network agreed (sample)", 0, 60, ORGANISER, "begun"
    ),
    SampleMilestone(
        "First exchange visits of twins (sample)",
        60,
        150,
        "",
        after="Charter of the network agreed (sample)",
    ),
    SampleMilestone(
        "Shared catalogue of services (sample)", 90, 240, "Ilse Okonjo (sample)"
    ),
    SampleMilestone(
        "Second assessment of all cities (sample)",
        300,
        365,
        ORGANISER,
        after="First exchange visits of twins (sample)",
    ),
)

TWINS = (
    *("Marenda", "Sejong-ri", "Hallowick", "Qasr al-Nur"),
    *("Bir Tamra", "Lukuru", "Kisanji", "Río Manso"),
)
"""The cities that take part in twinning."""


def fill_network(
    store: Store, workshop: Workshop, asked: Round, themes: Instrument, at: datetime
) -> None:
    """Fill the network of a workshop whose participants are sample cities.

    Nothing is done where it has milestones already, and nothing for a city that does
    not take part.
    """
    if list_milestones(store, workshop.id):
        return
    units = {
        one.unit.name.removesuffix(" (sample)"): one.unit
        for one in list_participants(store, workshop)
    }
    known = list_themes(themes)
    sent = invitations.list_invitations(store, asked.id)
    _fill_directory(store, workshop, units, sent, known, at)
    _make_promises(store, workshop, units, known, at)
    _make_plan(store, workshop, at)
    _twin(store, workshop, units, known, at)


def _fill_directory(
    store: Store,
    workshop: Workshop,
    units: Mapping[str, Unit],
    sent: Iterable[Invitation],
    known: tuple[str, ...],
    at: datetime,
) -> None:
    focal = {one.unit_id: one for one in sent if not one.is_delegate}
    for place, person in enumerate(PEOPLE):
        unit = units.get(person.city)
        if unit is None or unit.id not in focal:
            continue
        holder = Holder(workshop.id, unit.id, focal[unit.id].person_id or 0)
        draft = EntryDraft(
            {
                "name": person.name,
                "position": person.position,
                "organisation": f"City of {person.city} (sample)",
                "work": person.work,
                "themes": known[place::7],
                "languages": person.languages,
                "email": focal[unit.id].person_email,
                "phone": f"+00 555 01{place}0",
                "about": SAMPLE,
            },
            frozenset(FIELDS) - set(person.hidden),
        )
        save_entry(store, holder, draft, 0, at, themes=known)


def _make_promises(
    store: Store,
    workshop: Workshop,
    units: Mapping[str, Unit],
    known: tuple[str, ...],
    at: datetime,
) -> None:
    for one in PROMISES:
        unit = units.get(one.city or "")
        if one.city and unit is None:
            continue
        draft = CommitmentDraft(
            one.text,
            one.owner,
            at.date() + timedelta(days=one.days),
            one.theme if one.theme in known else "",
        )
        unit_id = unit.id if unit else None
        given = (store, workshop.id, unit_id, draft, one.owner, at)
        made = make_commitment(*given, themes=known)
        if one.becomes != "open":
            changed = CommitmentDraft(
                draft.text,
                draft.owner_name,
                draft.due_on,
                draft.theme,
                one.becomes,
                one.reason,
            )
            anew = (store, made, workshop.id, changed, one.owner, at)
            change_commitment(*anew, seen=1, themes=known)


def _make_plan(store: Store, workshop: Workshop, at: datetime) -> None:
    known: dict[str, int] = {}
    for one in MILESTONES:
        begins, due = (at.date() + timedelta(days=n) for n in (one.begins, one.due))
        draft = MilestoneDraft(
            one.title,
            due,
            SAMPLE,
            None,
            one.leader,
            begins,
            one.state,
            known.get(one.after),
        )
        added = add_milestone(store, workshop.id, draft, ORGANISER, at)
        known[one.title] = added.id


def _twin(
    store: Store,
    workshop: Workshop,
    units: Mapping[str, Unit],
    known: tuple[str, ...],
    at: datetime,
) -> None:
    """Let some cities take part; bring their first matches to different states."""
    draft = ConsentDraft(draws=True, names_levels=True, words=SAMPLE)
    taking_part = [units[name] for name in TWINS if name in units]
    for unit in taking_part:
        by = f"Focal point of {unit.name}"
        take_part(store, workshop.id, unit.id, draft, by, at, seen=0, themes=known)
    board = load_board(store, workshop)
    matches = suggest(board)[: len(_STEPS)]
    for match, steps in zip(matches, _STEPS, strict=False):
        made = propose(store, workshop.id, match.pair, match.reasons, at)
        _bring(store, made, steps, at)


_STEPS = ("agreed", "half", "proposed", "ended", "declined")


def _bring(store: Store, made: Twinning, step: str, at: datetime) -> None:
    first, second = made.unit_ids
    if step in {"half", "agreed", "ended"}:
        agree(store, made, first, at)
    if step in {"agreed", "ended"}:
        agree(store, made, second, at)
    if step == "ended":
        end(store, made, first, f"Two visits, and a plan to copy. {SAMPLE}", at)
    if step == "declined":
        decline(store, made, second, at)
