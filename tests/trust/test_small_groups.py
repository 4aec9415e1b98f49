"""P1: no peer works out the score of a city from all that it was ever shown.

What is shown are quartiles in bands. The row-space test takes them as if they were
exact means, which would tell more: what passes it passes all the more as it is.
"""

from __future__ import annotations

import html
import re
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meter.fieldwork.sessions import start_session
from meter.peers.bands import STEP
from meter.peers.cover import FEWEST
from meter.settings import Settings
from tests.meter.peers.crowd import NODES, PARTS, make_crowd
from tests.meter.peers.row_space import find_disclosed
from tests.trust.tenants.calls import find_address, list_calls, list_routes, send
from tests.trust.tenants.fixtures import built_world, world
from tests.trust.tenants.outcomes import unfold
from tests.trust.tenants.world import BEGINNING
from tests.webapp.city import enter
from webapp import create_app
from webapp.current import utc_now
from webapp.staff.accounts import SESSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from tests.meter.peers.crowd import Crowd
    from tests.trust.tenants.world import Actor, World

__all__ = ["built_world", "world"]

Value = tuple[int, int]
"""A response and the number of its submission: another one is another value."""

LEVELS = st.sampled_from(["nothing", "spread", "named"])
PLACE = st.integers(0, 30)
NETWORK = {"network", "entering", "committing", "twinning"}
STEPS = st.one_of(
    st.tuples(st.just("join"), st.integers(1, 7), LEVELS),
    st.tuples(
        st.just("decide"), PLACE, st.dictionaries(st.sampled_from(NODES), LEVELS)
    ),
    st.tuples(st.just("revise"), PLACE, st.integers(1, 7)),
    st.tuples(st.just("withdraw"), PLACE, st.integers(1, 7)),
    st.just(("release",)),
)


class Watcher:
    """Writes down all that is shown to anybody, step by step."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.submissions: dict[int, int] = {}
        self.tables: dict[tuple[int, str, str], list[Value]] = {}
        self.shown: set[tuple[int, str, str]] = set()
        self.named: dict[int, set[tuple[str, Value]]] = {}
        self.numbers: list[int] = []

    def do(self, step: tuple[object, ...]) -> None:
        """Take one step of the story, then let everybody look."""
        match step:
            case ("join", int(count), str(level)):
                for name in self.crowd.fill(count, level):  # type: ignore[arg-type]
                    self.submissions[self.crowd.id_of(name)] = 1
            case ("decide", int(place), dict(levels)):
                for name in self.choose(place, 1):
                    self.crowd.decide(name, levels)
            case ("withdraw", int(place), int(count)):
                for name in self.choose(place, count):
                    self.crowd.withdraw(name)
            case ("revise", int(place), int(count)):
                self.revise(place, count)
            case _:
                self._release()
        self.look()

    @property
    def names(self) -> list[str]:
        return list(self.crowd.invited)

    def choose(self, place: int, count: int) -> list[str]:
        return self.names[place % len(self.names) :][:count]

    def revise(self, place: int, count: int) -> None:
        """Let some units submit anew."""
        for name in self.choose(place, count):
            score = (place + 1) % 20 / 20
            self.crowd.submit(name, dict.fromkeys(NODES, score))
            self.submissions[self.crowd.id_of(name)] += 1

    def _release(self) -> None:
        """Note who shares what at this moment, by what they decided alone."""
        levels = {name: self.crowd.look(name).decided for name in self.names}
        for one in self.crowd.release().values():
            self.tables[one.release.id, one.node, one.group] = [
                (response, self.submissions[response])
                for name in self.names
                if levels[name].level_of(one.node) != "nothing"
                and (response := self.crowd.id_of(name))
            ]

    def look(self) -> None:
        """Let every unit look at its page, and keep what it saw for ever."""
        for name in self.names:
            viewer = self.crowd.id_of(name)
            for node, seen in self.crowd.look(name).nodes.items():
                if seen.spread is not None:
                    spread = seen.spread
                    self.shown.add((spread.release.id, node, spread.group))
                    self.numbers += [
                        number
                        for number in (spread.lower, spread.middle, spread.upper)
                        if number is not None
                    ]
                for one in seen.named or ():
                    value = one.response_id, self.submissions[one.response_id]
                    self.named.setdefault(viewer, set()).add((node, value))

    def find_disclosed(self, viewer: int, node: str) -> set[Value]:
        """Find whose scores of a node follow for a viewer from all that was shown."""
        known = {value for at, value in self.named.get(viewer, ()) if at == node}
        tables = [self.tables[place] for place in self.shown if place[1] == node]
        left = [
            [one for one in table if one[0] != viewer and one not in known]
            for table in tables
        ]
        values = sorted({value for table in left for value in table})
        groups = [[values.index(one) for one in table] for table in left if table]
        return {values[place] for place in find_disclosed(groups, len(values))}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("peers")
    made = create_app(Settings(data=folder, database_url=None, durable=False))
    with closing(made.extensions["meter"].store):
        yield made


@pytest.fixture(scope="module")
def numbered() -> Iterator[int]:
    return iter(range(10_000))


def begin(app: Flask, key: str) -> Crowd:
    return make_crowd(app.extensions["meter"].store, BEGINNING, key=key)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(story=st.lists(STEPS, min_size=4, max_size=9), first=st.integers(6, 14))
def test_nobody_is_worked_out_from_all_that_was_ever_shown(
    app: Flask,
    numbered: Iterator[int],
    story: list[tuple[object, ...]],
    first: int,
) -> None:
    """Cities join, revise and withdraw at random; releases are made in between."""
    watcher = Watcher(begin(app, f"story-{next(numbered)}"))

    for step in (("join", first, "spread"), ("release",), *story, ("release",)):
        watcher.do(step)

    assert {number % STEP for number in watcher.numbers} <= {0}
    for place in watcher.shown:
        assert len(watcher.tables[place]) >= FEWEST
    for viewer in map(watcher.crowd.id_of, watcher.names):
        for node in NODES:
            assert watcher.find_disclosed(viewer, node) == set()
        assert find_implied_parts(watcher.named.get(viewer, ())) == set()


def find_implied_parts(seen: Iterable[tuple[str, Value]]) -> set[tuple[str, Value]]:
    """Find the parts that follow from an index, a mean, and the parts seen of it."""
    by_value: dict[Value, set[str]] = {}
    for node, value in seen:
        by_value.setdefault(value, set()).add(node)
    mean = np.array([-1.0, *np.full(len(PARTS), 1 / len(PARTS))])
    found = set()
    for value, nodes in by_value.items():
        rows = np.array(
            [*(np.eye(len(NODES))[NODES.index(one)] for one in nodes), mean]
        )
        spanned = np.linalg.pinv(rows) @ rows
        for place, node in enumerate(NODES):
            is_found = bool(np.isclose(spanned[place, place], 1))
            if is_found and node not in nodes and node in PARTS:
                found.add((node, value))
    return found


def test_a_part_that_follows_from_the_others_would_be_caught() -> None:
    seen = [("whole", (1, 1)), ("law", (1, 1)), ("policy", (1, 1))]

    assert find_implied_parts(seen) == {("skills", (1, 1))}
    assert find_implied_parts(seen[:2]) == set()


def test_a_release_that_is_not_held_against_the_ones_before_would_be_caught(
    app: Flask, numbered: Iterator[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meter.peers.releases.is_covered", lambda *_: True)
    watcher = Watcher(begin(app, f"story-{next(numbered)}"))

    for step in (("join", 8, "spread"), ("release",), ("join", 1, "spread")):
        watcher.do(step)
    watcher.do(("release",))

    newest = max(watcher.submissions)
    assert watcher.find_disclosed(min(watcher.submissions), "law") == {(newest, 1)}


def test_names_that_uncover_the_last_city_would_be_caught(
    app: Flask, numbered: Iterator[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meter.peers.seeing.keeps_cover", lambda *_: True)
    watcher = Watcher(begin(app, f"story-{next(numbered)}"))

    for step in (("join", 7, "spread"), ("release",)):
        watcher.do(step)
    for place in range(6):
        watcher.do(("decide", place, dict.fromkeys(NODES, "named")))

    first, *_, last = watcher.submissions
    assert watcher.find_disclosed(first, "law") == {(last, 1)}


SCORES = (0.0713, 0.1937, 0.2819, 0.3747, 0.4623, 0.5591, 0.6417, 0.7873, 0.8959)
NAMED = ("City 07", "City 08")


@pytest.fixture(scope="module")
def room(app: Flask) -> Crowd:
    """Give nine cities with scores that stand nowhere else; two of them are named."""
    crowd = begin(app, "room")
    for place, score in enumerate(SCORES):
        crowd.join(f"City {place:02d}", score)
    for name in NAMED:
        crowd.decide(name, dict.fromkeys(NODES, "named"))
    crowd.release()
    return crowd


def read_pages(app: Flask, crowd: Crowd, name: str, query: str = "") -> dict[str, str]:
    """Read every page and file that the routes let a city have about its response."""
    browser = enter(app, crowd.tokens[name])
    return {
        rule.endpoint: read(browser, f"{address}{query}")
        for rule in app.url_map.iter_rules()
        if rule.arguments == {"response"} and "GET" in (rule.methods or ())
        for address in [rule.build({"response": crowd.id_of(name)})[1]]  # type: ignore[index]
    }


def read(browser: FlaskClient, address: str) -> str:
    return html.unescape(unfold(browser.get(address, follow_redirects=True)))


def say(score: float) -> str:
    return f"{score * 100:.1f}"


@pytest.mark.parametrize("name", ["City 00", "City 04", "City 08"])
def test_no_page_shows_the_score_or_name_of_a_city_that_is_not_named(
    app: Flask, room: Crowd, name: str
) -> None:
    pages = read_pages(app, room, name)
    own = list(room.invited).index(name)
    may = NAMED if name in NAMED else ()

    assert "middle half of 9 peers" in pages["peers.peers"]
    assert say(SCORES[own]) in pages["peers.peers"]
    for city in set(may) - {name}:
        assert city.casefold() in pages["peers.peers"]
    for endpoint, text in pages.items():
        for place, score in enumerate(SCORES):
            city = f"City {place:02d}"
            if city == name or (city in may and endpoint == "peers.peers"):
                continue
            assert not re.search(rf"\b{re.escape(say(score))}\b", text), endpoint
            assert city.casefold() not in text, endpoint


@pytest.fixture
def desk(app: Flask, room: Crowd) -> FlaskClient:
    """Sit at the organiser's desk, signed in."""
    browser = app.test_client()
    token = start_session(room.store, utc_now(), account_id=room.owner.id)
    with browser.session_transaction() as session:
        session["_user_id"] = room.owner.uniquifier
        session["_fresh"] = True
        session[SESSION] = token
    return browser


@pytest.mark.parametrize("chart", ["", "/heatmap.json"])
def test_a_projector_names_those_alone_that_are_named(
    desk: FlaskClient, room: Crowd, chart: str
) -> None:
    address = f"/organise/{room.round.key}/compare{chart}"

    shown = read(desk, f"{address}?view=room")
    own = read(desk, address)

    assert "city 08" in own
    assert "city 03" in own
    assert "city 08" in shown
    assert not {
        name for name in room.invited if name not in NAMED and name.casefold() in shown
    }
    assert "unit 1" in shown


def test_what_is_shown_of_a_group_is_neither_lowest_nor_highest_nor_a_rank(
    app: Flask, room: Crowd
) -> None:
    text = read_pages(app, room, "City 04")["peers.peers"]
    figures = {float(one) for one in re.findall(r"between (\d+) and", text)}
    words = re.sub(r"no rank, no lowest and no highest score is shown", "", text)

    assert figures == {25, 45}
    assert not re.search(r"lowest|highest|minimum|maximum|\brank", words)


@pytest.mark.parametrize(
    "query",
    ["?group=north", "?peer_field=region&group=", "?node=law&units=1,2", "?n=1"],
)
def test_no_query_changes_who_the_peers_are(
    app: Flask, room: Crowd, query: str
) -> None:
    browser = enter(app, room.tokens["City 04"])
    address = f"/answer/{room.id_of('City 04')}/peers"

    assert blank(browser.get(address).text) == blank(browser.get(address + query).text)


def blank(page: str) -> str:
    """Leave out what differs with every page: tokens, and its own address."""
    return re.sub(r'value="[^"]{40,}"|href="\?[^"]*"', "", page)


@pytest.mark.parametrize("alike", [True, False])
def test_cities_that_are_alike_are_not_shown(
    app: Flask, numbered: Iterator[int], *, alike: bool
) -> None:
    crowd = begin(app, f"alike-{next(numbered)}")
    for place in range(8):
        crowd.join(f"City {place}", 0.5 if alike else place / 10)
    crowd.release()

    shown = {node: one.spread for node, one in crowd.look("City 3").nodes.items()}

    assert all((one is None) == alike for one in shown.values())


def read_own(world: World, actor: Actor) -> dict[str, str]:
    """Read all that a city gets about what is its own.

    In the network names follow a consent of its own, which stands here.
    """
    return {
        f"{find_address(world.app, call)}": unfold(send(world, actor, call))
        for route in list_routes(world.app)
        if "response" in route.parameters
        and route.endpoint.split(".")[0] not in NETWORK
        for call in list_calls(world, route, actor.owns)
        if call.method == "GET"
    }


def find_name(world: World, city: str) -> str:
    (found,) = (
        canary
        for canary, spot in world.canaries.items()
        if spot == (f"{city} name", "unit name")
    )
    return found


def test_a_name_is_seen_where_both_are_named_and_not_after_withdrawal(
    world: World,
) -> None:
    alpha = world.tenants["alpha"]
    viewer = world.actors["respondent of city A"]
    name = find_name(world, "B")
    where = f"/answer/{alpha.cities['A'].owns.responses[1]}/peers"

    seen = {
        address for address, text in read_own(world, viewer).items() if name in text
    }
    assert seen == {where}

    other = world.actors["respondent of city B"]
    nothing = {
        f"level-{node}": "nothing" for node in ("index", "rules", "use", "people")
    }
    done = alpha.cities["B"].owns.responses[1]
    page = world.browse(other).get(f"/answer/{done}/peers").text
    (number,) = re.findall(r'name="seen" value="(\d+)"', page)
    reply = world.browse(other).post(
        f"/answer/{done}/peers",
        data={"csrf_token": other.token, "seen": number, **nothing},
    )
    assert reply.status_code == 303

    assert not any(name in text for text in read_own(world, viewer).values())
    assert (
        find_name(world, "A")
        not in world.browse(other).get(f"/answer/{done}/peers").text
    )
