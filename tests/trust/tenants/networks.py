"""What cities go on doing together: they show themselves, promise, and are twinned.

Two cities of each tenant show some fields of themselves and hide others. The first has
two twinnings: one that is proposed, and one that is active.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from meter.fieldwork.invitations import find_invitation
from meter.network.commitments import make_commitment
from meter.network.consents import take_part
from meter.network.directory import Holder, save_entry
from meter.network.milestones import add_milestone
from meter.network.records import (
    CommitmentDraft,
    ConsentDraft,
    EntryDraft,
    MilestoneDraft,
    Reason,
)
from meter.network.twinnings import agree, propose
from tests.trust.tenants.world import BEGINNING

if TYPE_CHECKING:
    from meter.network.records import TopicKind
    from meter.records import Workshop
    from tests.trust.tenants.calls import Call
    from tests.trust.tenants.world import Actor, City, Objects, Spot, World

THEMES = ("rules", "use", "people")
DUE = date(2027, 6, 18)

IN_TOUCH = ("A", "B", "X", "Y")
"""The cities that are in the directory and promise something."""

TWINNED: dict[str, tuple[str, ...]] = {
    "alpha": ("A", "B", "invited", "expired"),
    "beta": ("X", "Y", "Z"),
}
"""Who takes part in twinning: the first offers what the others need.

It is to be twinned with the second, and is twinned with the third.
"""

CITY_ROOMS = frozenset({"network", "entering", "committing", "twinning"})
"""Blueprints of the pages that cities have of a network."""


def go_on(
    world: World, tag: str, workshop: Workshop, cities: dict[str, City]
) -> dict[str, Any]:
    """Fill the network of a workshop; give what its organiser owns of it.

    Those who take part may know what is promised and planned.
    """
    store, at = world.store, BEGINNING
    words = f"We shall {world.plant(f'{tag} network', 'commitment of the network')}"
    draft = CommitmentDraft(words, "Ada", DUE)
    made = make_commitment(store, workshop.id, None, draft, "Ada", at, themes=THEMES)
    title = f"Milestone {world.plant(f'{tag} network', 'milestone')}"
    details = f"More {world.plant(f'{tag} network', 'details of a milestone')}"
    plan = MilestoneDraft(title, DUE, details)
    added = add_milestone(store, workshop.id, plan, "Ada", at)
    for name in IN_TOUCH:
        if name in cities:
            cities[name] = _be_in_touch(world, workshop, cities[name], tag)
    _twin(world, tag, workshop, cities)
    return {
        "promises": ((workshop.key, made.id),),
        "milestones": ((workshop.key, added.id),),
    }


def _be_in_touch(world: World, workshop: Workshop, city: City, tag: str) -> City:
    """Let a city into the directory with some fields shown, and let it promise."""
    sent = find_invitation(world.store, city.owns.invitations[0][1])
    assert sent is not None
    assert sent.person_id is not None
    holder = Holder(workshop.id, city.unit_id, sent.person_id)
    shown = {
        name: f"Shown {world.plant(f'{tag} network', f'shown {name}')}"
        for name in ("name", "work")
    }
    hidden = {
        name: f"Hidden {world.plant(f'{city.tag} hidden', f'hidden {name}')}"
        for name in ("position", "organisation", "about")
    }
    mail = f"{world.plant(f'{city.tag} hidden', 'hidden email')}@example.org"
    draft = EntryDraft({**shown, **hidden, "email": mail}, frozenset(shown))
    save_entry(world.store, holder, draft, 0, BEGINNING, themes=THEMES)
    words = f"We promise {world.plant(f'{tag} network', 'commitment of a city')}"
    promise = CommitmentDraft(words, "Ana", DUE)
    made = make_commitment(
        world.store,
        workshop.id,
        city.unit_id,
        promise,
        "Ana",
        BEGINNING,
        themes=THEMES,
    )
    return _own(city, "commitments", made.id)


def _own(city: City, name: str, number: int) -> City:
    """Add something to what a city owns, at each response of the workshop."""
    pairs = tuple((one, number) for one in city.owns.responses[:2])
    known = getattr(city.owns, name)
    return replace(city, owns=replace(city.owns, **{name: (*known, *pairs)}))


def _twin(world: World, tag: str, workshop: Workshop, cities: dict[str, City]) -> None:
    first, second, third, *_ = names = TWINNED[tag]
    for name in names:
        words = f"Words {world.plant(f'{tag} network', 'words of twinning')}"
        kind: TopicKind = "offer" if name == first else "need"
        take_part(
            world.store,
            workshop.id,
            cities[name].unit_id,
            ConsentDraft(words=words, topics={THEMES[0]: kind}),
            "Ana",
            BEGINNING,
            seen=0,
            themes=THEMES,
        )
    for name in (second, third):
        pair = cities[first].unit_id, cities[name].unit_id
        reasons = [Reason(THEMES[0], pair[1])]
        made = propose(world.store, workshop.id, pair, reasons, BEGINNING)
        if name == third:
            for unit_id in pair:
                agree(world.store, made, unit_id, BEGINNING)
        for one in (first, name):
            cities[one] = _own(cities[one], "twins", made.id)


def has_network(world: World, call: Call) -> bool:
    """Tell whether the response of a call belongs to a workshop."""
    if call.endpoint.partition(".")[0] not in CITY_ROOMS:
        return True
    asked = {one for city in world.cities for one in city.owns.responses[:2]}
    return call.values["response"] in asked


def is_told(actor: Actor, call: Call, spot: Spot) -> bool:
    """Tell whether the name of a city is one that it let those in the network read."""
    is_name = (
        spot.place == "unit name" and spot.tag.removesuffix(" name") in TWINNED["alpha"]
    )
    in_network = call.endpoint.partition(".")[0] in CITY_ROOMS
    return is_name and in_network and "alpha network" in actor.sees


def drop_pairs(found: Objects, own: tuple[int, ...]) -> dict[str, Any]:
    """Leave out what is named beside a response of one's own."""
    return {
        name: tuple(pair for pair in getattr(found, name) if pair[0] not in own)
        for name in ("commitments", "twins")
    }
