"""Who calls for a city: focal points with links that hold or not, a delegate."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.fieldwork import invitations
from tests.trust.tenants.browsers import equip, join
from tests.trust.tenants.knowledge import only_of
from tests.trust.tenants.world import BEGINNING, TODAY, Actor, Objects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.trust.tenants.world import City, Tenant, World


SEES_APART: dict[str, frozenset[str]] = {
    # All of city A have handed in, and none of city B.
    "A": frozenset({"A focal apart", "A delegate apart"}),
    "B": frozenset({"B focal apart"}),
    "revoked": frozenset(),
    "expired": frozenset(),
}
"""What was answered apart, and their focal points may know of."""


SEES_NAMES: dict[str, frozenset[str]] = {
    # A and B have consented to be named to each other.
    "A": frozenset({"A name", "B name"}),
    "B": frozenset({"A name", "B name"}),
    "revoked": frozenset(),
    "expired": frozenset(),
}
"""The names that the focal points of a city may know."""


def let_in_cities(world: World, alpha: Tenant) -> Iterator[Actor]:
    """Let delegates in, then withdraw one city's links and let another's run out."""
    world.clock.at = BEGINNING
    browsers = {tag: world.browse() for tag in alpha.cities if tag != "invited"}
    for tag, browser in browsers.items():
        for token in alpha.cities[tag].owns.tokens:
            join(browser, token)
    for _, number in alpha.cities["revoked"].owns.invitations:
        invitations.revoke(world.store, number, BEGINNING)
    world.clock.at = TODAY
    names = {
        "A": "respondent of city A",
        "B": "respondent of city B",
        "revoked": "holder of a revoked invitation",
        "expired": "holder of an expired invitation",
    }
    for tag, name in names.items():
        standing = tag in {"A", "B"}
        actor = Actor(
            name,
            "respondent",
            standing=standing,
            owns=replace(
                alpha.cities[tag].owns,
                invitations=(),
                round_evidence=(),
                review_evidence=(),
            ),
            sees=frozenset(
                {tag, f"{tag} hidden", "alpha title", "alpha network", "alpha staff"}
                if standing
                else ()
            )
            | SEES_APART[tag]
            | SEES_NAMES[tag],
        )
        yield equip(actor, browsers[tag])
    yield _let_in_delegate(world, alpha.cities["A"])


def _let_in_delegate(world: World, city: City) -> Actor:
    browser = world.browse()
    assert city.apart is not None
    tokens = (city.delegate_token, city.apart.delegate_token)
    for token in tokens:
        join(browser, token)
    opened = Objects(
        responses=(city.owns.responses[0], city.apart.delegate),
        tokens=tokens,
        delegates=city.owns.delegates[:1],
        evidence=city.owns.evidence[:1],
        contributions=only_of(city.owns.responses[0], city.owns.contributions),
        shared_files=only_of(city.owns.responses[0], city.owns.shared_files),
    )
    sees = frozenset(
        {
            city.tag,
            f"{city.tag} name",
            f"{city.tag} delegate apart",
            "alpha title",
            "alpha network",
        }
    )
    actor = Actor(
        f"delegate of city {city.tag}",
        "respondent",
        is_delegate=True,
        owns=opened,
        sees=sees,
    )
    return equip(actor, browser)
