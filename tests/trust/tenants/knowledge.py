"""What the cities of a tenant share: a published case, drafts, something offered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from meter.fieldwork.given.files import parse_file
from meter.knowledge.contributions import draft_contribution
from meter.knowledge.files import add_shared
from meter.knowledge.records import CaseStudy, Contributor, Entry
from meter.knowledge.steps import offer, publish
from tests.trust.tenants.world import BEGINNING, City, Objects, World

if TYPE_CHECKING:
    from collections.abc import Iterable

    from meter.knowledge.records import Contribution
    from meter.records import Workshop

Named = TypeVar("Named", bound=tuple[object, ...])


def share_knowledge(
    world: World, tag: str, workshop: Workshop, cities: dict[str, City]
) -> Objects:
    """Let city A publish a case and keep a draft, and B offer something.

    Nobody of another tenant shares anything. What each city may read is put with what
    it owns; what the organisers may read is given.
    """
    if tag != "alpha":
        return Objects()
    organiser = Contributor(
        workshop.id, f"Organiser {world.plant('A', 'who publishes')}"
    )
    a, b = (_contribute_as(workshop, cities[name]) for name in ("A", "B"))
    case = _draft(world, a, f"{tag} title", "case", is_case=True)
    file = _attach(world, a, case, f"{tag} title")
    sent = offer(world.store, a, case.id, case.revision, BEGINNING)
    publish(world.store, organiser, case.id, sent.revision, BEGINNING)
    draft = _draft(world, a, "A", "draft")
    hidden = _attach(world, a, draft, "A")
    offered = _draft(world, b, "B", "offered contribution")
    offer(world.store, b, offered.id, offered.revision, BEGINNING)
    own = _draft(world, organiser, tag, "draft of the organisers")
    ours = _attach(world, organiser, own, tag)
    for name, city in cities.items():
        mine = {"A": (case.id, draft.id), "B": (offered.id,)}.get(name, ())
        files = {case.id: file} | ({draft.id: hidden} if name == "A" else {})
        cities[name] = _give(city, case.id, mine, files)
    key = workshop.key
    return Objects(
        workshop_contributions=((key, case.id), (key, offered.id), (key, own.id)),
        workshop_own=((key, own.id),),
        workshop_files=((key, case.id, file), (key, own.id, ours)),
    )


def only_of(response: int, pairs: Iterable[Named]) -> tuple[Named, ...]:
    """Give what is named with one response."""
    return tuple(one for one in pairs if one[0] == response)


def _contribute_as(workshop: Workshop, city: City) -> Contributor:
    return Contributor(workshop.id, city.person, city.unit_id)


def _draft(
    world: World, by: Contributor, tag: str, place: str, *, is_case: bool = False
) -> Contribution:
    """Keep a draft, all of whose words may be known to those who see `tag`."""
    told = CaseStudy(
        problem=f"Secret {world.plant(tag, f'problem of the {place}')}",
        solution="It was solved.",
        results="It works.",
        contact=f"{world.plant(tag, f'contact of the {place}')}@example.org",
    )
    entry = Entry(
        kind="case" if is_case else "guide",
        title=f"Secret {world.plant(tag, f'title of the {place}')}",
        summary=f"Secret {world.plant(tag, f'summary of the {place}')}",
        languages=("en",),
        country=f"Land {world.plant(tag, f'country of the {place}')}",
        link=f"https://{world.plant(tag, f'link of the {place}')}.example/",
        indicators=("law",),
        case=told if is_case else None,
    )
    key = place.replace(" ", "-")
    return draft_contribution(world.store, by, key, entry, BEGINNING)


def _attach(world: World, by: Contributor, made: Contribution, tag: str) -> int:
    content = f"Secret {world.plant(tag, 'text of a shared file')}".encode()
    name = f"{world.plant(tag, 'name of a shared file')}.txt"
    file = parse_file(name, content, most_bytes=1000)
    added = add_shared(world.store, by, made.id, file, BEGINNING, quota=10_000)
    return added.id


def _give(
    city: City, published: int, own: tuple[int, ...], files: dict[int, int]
) -> City:
    """Put with a city what it may read and what is its own, by both its responses."""
    of_workshop = city.owns.responses[:2]
    readable = dict.fromkeys((published, *own))
    owns = replace(
        city.owns,
        contributions=tuple((one, each) for one in of_workshop for each in readable),
        own_contributions=tuple((one, each) for one in of_workshop for each in own),
        shared_files=tuple(
            (one, *pair) for one in of_workshop for pair in files.items()
        ),
    )
    return replace(city, owns=owns)
