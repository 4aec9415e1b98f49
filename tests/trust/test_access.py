"""Who may call what: every route by every method, for every kind of actor.

What to expect follows from the policy that a route declares, and from whose object
its address names. Whoever may not have an object gets the reply of one that is not
there; nobody ever reads a word that is not theirs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.rounds import find_round
from tests.trust.tenants.calls import find_address, list_calls, list_routes, send
from tests.trust.tenants.outcomes import (
    STAFF,
    find_deviations,
    find_leaks,
)
from tests.trust.tenants.world import list_objects
from webapp.current import store
from webapp.security import anyone, find_policy

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from meter.records import Round
    from tests.trust.tenants.calls import Call
    from tests.trust.tenants.world import Actor, World

ACTORS = (
    "stranger",
    "respondent of city A",
    "respondent of city B",
    "delegate of city A",
    "holder of a revoked invitation",
    "holder of an expired invitation",
    "organiser",
    "another organiser",
    "signed-out organiser",
    "reviewer",
    "co_organiser of a workshop",
    "reviewer of a workshop",
    "researcher of a workshop",
    "administrator",
    "token of the organiser",
    "token of another organiser",
)

OPEN_TO_ALL = {
    "api.openapi",
    "assets.static",
    "charts.plotly_script",
    "home.health",
    "home.home",
    "registering.done",
    "registering.form",
    "public.dataset",
    "public.drawing",
    "public.edition",
    "public.figures",
    "public.newest",
    "public.units",
    "registering.send",
    "passwords.choose",
    "passwords.keep",
    "respond.enter",
    "respond.join",
    "security.login",
    "security.logout",
    "trial.choose",
    "trial.numbers",
    "trial.pdf",
    "trial.questionnaire",
    "trial.result",
}
"""Routes that anyone may call; a route is opened to all here and in its policy."""


def test_every_route_declares_its_policy(world: World) -> None:
    silent = [
        route.endpoint
        for route in list_routes(world.app)
        if find_policy(world.app, route.endpoint) is None
    ]

    assert silent == []


def test_no_route_is_open_to_all_but_those_that_mean_to_be(world: World) -> None:
    declared = {
        route.endpoint: find_policy(world.app, route.endpoint)
        for route in list_routes(world.app)
    }

    open_ones = {
        key for key, rule in declared.items() if rule and rule.name == "anyone"
    }

    assert open_ones == OPEN_TO_ALL


class Findings:
    """What comes of calling everything as an actor about objects of one kind."""

    def __init__(self, world: World, actor: Actor, objects: str) -> None:
        self.objects = objects
        self.pages: dict[str, set[str]] = defaultdict(set)
        """By endpoint: what is read there of what is not theirs."""
        self.deviations = list(find_deviations(world, actor, objects, keep=self._keep))

    def _keep(self, call: Call, reply: TestResponse) -> None:
        if call.method == "GET" and self.objects != "own":
            self.pages[call.endpoint].add(reply.text)


Finder = Callable[[str, str], Findings]


@pytest.fixture(scope="module")
def kept() -> dict[tuple[str, str], Findings]:
    return {}


@pytest.fixture
def find(world: World, kept: dict[tuple[str, str], Findings]) -> Finder:
    """Return what calls everything as an actor; what was called once is kept."""

    def find(name: str, objects: str) -> Findings:
        if (name, objects) not in kept:
            kept[name, objects] = Findings(world, world.actors[name], objects)
        return kept[name, objects]

    return find


@pytest.mark.parametrize("name", ACTORS)
@pytest.mark.parametrize("objects", ["own", "foreign", "absent"])
def test_nobody_gets_more_or_less_than_their_policy_owes_them(
    find: Finder, name: str, objects: str
) -> None:
    assert find(name, objects).deviations == []


def get_any_round(key: str) -> Round:
    """Forget to ask whose round it is."""
    found = find_round(store(), key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("module", "room"),
    [
        ("organise.routes", "organise."),
        ("organise.inviting", "inviting."),
        ("compare.routes", "compare."),
    ],
)
def test_a_view_that_forgets_to_ask_whose_round_it_is_would_be_caught(
    world: World, module: str, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"webapp.{module}.get_own_round", get_any_round)

    deviations = list(
        find_deviations(world, world.actors["another organiser"], "foreign", room)
    )

    assert any("owed: not found" in one for one in deviations)
    assert any("shows the" in one for one in deviations)


def test_a_review_open_to_all_staff_would_be_caught(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.review.admission.may_review", lambda *_: True)

    deviations = list(
        find_deviations(world, world.actors["another organiser"], "foreign", "review.")
    )

    assert any("owed: not found" in one for one in deviations)
    assert any("shows the first question of A" in one for one in deviations)


def test_a_workshop_open_to_all_staff_would_be_caught(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.workshops.ownership.find_role", lambda *_: "organiser")
    other = world.actors["another organiser"]

    deviations = list(find_deviations(world, other, "foreign", "registering."))

    assert any("owed: not found" in one for one in deviations)
    assert any("shows the registered email of alpha" in one for one in deviations)


def test_a_withdrawn_reviewer_is_out_at_the_next_request(world: World) -> None:
    reviewer, organiser = world.actors["reviewer"], world.actors["organiser"]
    routes = {one.endpoint: one for one in list_routes(world.app)}
    (seen,) = [
        one
        for one in list_calls(world, routes["review.units"], reviewer.owns)
        if one.method == "GET"
    ]
    (withdrawal,) = list_calls(world, routes["reviewing.withdraw"], organiser.owns)
    assert send(world, reviewer, seen).status_code == 200

    assert send(world, organiser, withdrawal).status_code == 303

    assert send(world, reviewer, seen).status_code == 404


def test_a_policy_that_is_not_asked_would_be_missed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.security.find_policy", lambda _app, _endpoint: anyone)

    deviations = list(find_deviations(world, world.actors["stranger"], "absent"))

    assert any("owed: sent to sign-in" in one for one in deviations)


OF_CONTRIBUTIONS = re.compile(r"of the (case|draft|offered)|of a shared file|publishes")
"""Where canaries are of contributions to a knowledge space, which alpha alone has."""


def test_the_actors_are_all_there_are(world: World) -> None:
    assert set(world.actors) == set(ACTORS)


@pytest.mark.parametrize("name", ["organiser", "another organiser"])
def test_twenty_canaries_and_more_live_with_the_other_tenant(
    world: World, name: str
) -> None:
    sees = world.actors[name].sees

    hidden = [spot for spot in world.canaries.values() if spot.tag not in sees]

    assert len(hidden) >= 20
    places = {spot.place for spot in hidden}
    assert {one for one in places if not OF_CONTRIBUTIONS.search(one)} == {
        "answer link",
        "answer text",
        "country",
        "delegate email",
        "delegate name",
        "email of a delegate apart",
        "evidence link",
        "file name",
        "file text",
        "link",
        "member email",
        "member name",
        "name of a delegate apart",
        "note",
        "words",
        "first question",
        "organiser email",
        "organiser name",
        "person email",
        "person name",
        "plan owner",
        "plan step",
        "registered country",
        "registered email",
        "registered person",
        "registered unit",
        "reply",
        "reviewer email",
        "reviewer name",
        "round title",
        "second question",
        "unit name",
        "workshop place",
        "workshop title",
        "commitment of a city",
        "commitment of the network",
        "details of a milestone",
        "hidden about",
        "hidden email",
        "hidden organisation",
        "hidden position",
        "milestone",
        "shown name",
        "shown work",
        "words of twinning",
        "token name",
        "webhook address",
    }


def test_canaries_are_seen_by_those_who_may(world: World) -> None:
    """The search itself: what is shown to its owner is found in the same way."""
    organiser = world.actors["organiser"]
    delegate = world.actors["respondent of city A"]
    blind = {name: _blinded(world.actors[name]) for name in world.actors}

    shown = {
        leak
        for route in list_routes(world.app)
        for actor in (organiser, delegate)
        for call in list_calls(world, route, actor.owns)
        if call.method == "GET"
        for leak in find_leaks(world, blind[actor.name], send(world, actor, call))
    }

    assert shown >= {
        "round title of alpha title",
        "round title of alpha draft",
        "organiser name of alpha staff",
        "unit name of A name",
        "unit name of B name",
        "person name of A",
        "person email of A",
        "answer text of A",
        "answer link of A",
        *(
            f"{place} of {city}"
            for place in ("evidence link", "file name", "file text")
            for city in ("A", "B")
        ),
        "first question of A",
        "reply of A",
        "reviewer name of alpha staff",
        "reviewer email of alpha address",
        "member name of alpha staff",
        "member email of alpha address",
        "commitment of a city of alpha network",
        "hidden about of A hidden",
        "milestone of alpha network",
        "shown name of alpha network",
        "words of twinning of alpha network",
    }
    assert not any("of B hidden" in leak for leak in shown)
    assert not any("of X" in leak or "beta" in leak for leak in shown)


def _blinded(actor: Actor) -> Actor:
    return replace(actor, sees=frozenset())


def test_canaries_are_found_inside_downloads(world: World) -> None:
    organiser = _blinded(world.actors["organiser"])
    route = next(
        one for one in list_routes(world.app) if one.endpoint == "inviting.reissue"
    )
    call = next(list_calls(world, route, world.actors["organiser"].owns))

    leaks = find_leaks(world, organiser, send(world, organiser, call))

    assert "person email of A" in leaks


@pytest.mark.parametrize("name", ACTORS)
def test_what_is_foreign_reads_like_what_is_not_there(
    world: World, find: Finder, name: str
) -> None:
    missing, foreign = (find(name, objects).pages for objects in ("absent", "foreign"))
    differing = []

    for route in list_routes(world.app):
        policy = find_policy(world.app, route.endpoint)
        is_for_staff = policy and policy.name in STAFF
        turned_away = is_for_staff and world.actors[name].role != "organiser"
        if not turned_away and foreign[route.endpoint] - missing[route.endpoint]:
            differing.append(route.endpoint)

    assert sum(map(bool, foreign.values())) > 50
    assert differing == []


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_a_view_without_a_policy_is_refused_at_run_time(
    world: World, method: str
) -> None:
    actor = world.actors["organiser"]
    methods = ["GET", "POST"]

    with world.serve() as app:
        app.add_url_rule("/forgotten", "forgotten", lambda: "secret", methods=methods)
        reply = world.browse(actor, app).open(
            "/forgotten", method=method, headers={"X-CSRFToken": actor.token}
        )

    assert reply.status_code == 403
    assert "secret" not in reply.text


@pytest.fixture(scope="module")
def addresses(built_world: World) -> dict[str, Call]:
    """Return every address of anything, with a call of it."""
    everything = list_objects(built_world)
    return {
        find_address(built_world.app, call): call
        for route in list_routes(built_world.app)
        for call in list_calls(built_world, route, everything)
        if not call.query
    }


@pytest.mark.parametrize("name", ACTORS)
def test_asking_for_methods_tells_nothing_of_objects(
    world: World, addresses: dict[str, Call], name: str
) -> None:
    actor = world.actors[name]

    told = [
        str(call)
        for address, call in addresses.items()
        if (reply := send_by(world, actor, address, "OPTIONS")).status_code == 200
        and (reply.data or find_leaks(world, actor, reply))
    ]

    assert len(addresses) > 100
    assert told == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_methods_that_no_route_declares_are_not_allowed(
    world: World, method: str
) -> None:
    actor = world.actors["organiser"]
    before = world.read_rows()
    statuses = set()

    for route in list_routes(world.app):
        for call in list_calls(world, route, actor.owns):
            # At the address of an answer a program may put another one.
            is_put = (call.endpoint, method) == ("api.answer", "PUT")
            if call.method in {"GET", "POST"} and not is_put:
                address = find_address(world.app, call)
                statuses.add(send_by(world, actor, address, method).status_code)

    assert statuses == {405}
    assert world.read_rows() == before


def send_by(world: World, actor: Actor, address: str, method: str) -> TestResponse:
    """Send a request by a method that its route has not."""
    headers = {"X-CSRFToken": actor.token}
    return world.browse(actor).open(address, method=method, headers=headers)
