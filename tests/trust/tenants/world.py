"""A world with secrets: two organisers, their cities, and everybody who may call.

Every text that belongs to somebody holds a canary, a word that occurs nowhere else.
Whoever sees a canary that is not theirs has found a leak.
"""

from __future__ import annotations

import itertools
import re
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from tests.trust.tenants.questionnaire import make_instrument
from webapp import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import Cookie

    from instruments import Instrument
    from meter.records import Account
    from meter.storage import Store

BEGINNING = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY = BEGINNING + timedelta(days=3)
"""By then an invitation of one day has expired."""

SECRET = "s" * 43
"""In the address at which somebody sets the password of an account that has none."""

CANARY = re.compile(r"kanari\d{4}")

TOKEN_FIELD = "csrf_token"  # noqa: S105  (the name of a form field)

Role = Literal["nobody", "respondent", "organiser"]
Rows = dict[str, list[tuple[object, ...]]]


@dataclass
class Clock:
    """The time of the application, moved by hand."""

    at: datetime = BEGINNING

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True)
class Objects:
    """What addresses can name: ids of responses, keys of rounds, and so on."""

    responses: tuple[int, ...] = ()
    rounds: tuple[str, ...] = ()
    workshops: tuple[str, ...] = ()
    # A round's key and the id of an invitation; in a sound pair they belong together.
    invitations: tuple[tuple[str, int], ...] = ()
    tokens: tuple[str, ...] = ()
    # A response and the id of a delegate's invitation, as for rounds above.
    delegates: tuple[tuple[int, int], ...] = ()
    # A response and the id of a file beside one of its answers; a round's key and the
    # id of such a file, once it is submitted.
    evidence: tuple[tuple[int, int], ...] = ()
    round_evidence: tuple[tuple[str, int], ...] = ()
    # The response of a unit and that of somebody who answers apart from it.
    sheets: tuple[tuple[int, int], ...] = ()
    # A round's key and a submitted response of it.
    reviews: tuple[tuple[str, int], ...] = ()
    # Such a response, with the id of a file beside one of its answers.
    review_evidence: tuple[tuple[str, int, int], ...] = ()
    # A round's key and an account that reviews it.
    reviewers: tuple[tuple[str, int], ...] = ()
    # A response and a commitment of its city; a workshop's key and one of the network.
    commitments: tuple[tuple[int, int], ...] = ()
    promises: tuple[tuple[str, int], ...] = ()
    # A response and a twinning of its city; a workshop's key and a milestone.
    twins: tuple[tuple[int, int], ...] = ()
    milestones: tuple[tuple[str, int], ...] = ()
    # A response and what its unit may read in the knowledge space, what is its own
    # there, and a file of what it may read; a workshop's key and the same.
    contributions: tuple[tuple[int, int], ...] = ()
    own_contributions: tuple[tuple[int, int], ...] = ()
    shared_files: tuple[tuple[int, int, int], ...] = ()
    workshop_contributions: tuple[tuple[str, int], ...] = ()
    workshop_own: tuple[tuple[str, int], ...] = ()
    workshop_files: tuple[tuple[str, int, int], ...] = ()
    # A workshop's key and the id of a registration that waits there; the keys at which
    # units register.
    registrations: tuple[tuple[str, int], ...] = ()
    register_keys: tuple[str, ...] = ()
    # A response and a step of its unit's work plan.
    plan_steps: tuple[tuple[int, int], ...] = ()
    # A workshop's key and an account that is a member of it.
    members: tuple[tuple[str, int], ...] = ()
    # A round's key and the number of an edition of it.
    editions: tuple[tuple[str, int], ...] = ()
    # An account that an administrator looks after.
    holders: tuple[int, ...] = ()
    # A round's key and a response of it, submitted or not; tokens and webhooks.
    given: tuple[tuple[str, int], ...] = ()
    api_tokens: tuple[int, ...] = ()
    webhooks: tuple[int, ...] = ()

    def without(self, other: Objects) -> Objects:
        """Give what is here and not there."""
        return self._combine(
            other,
            lambda mine, theirs: tuple(one for one in mine if one not in theirs),
        )

    def joined(self, other: Objects) -> Objects:
        """Give what is here or there, each once."""
        return self._combine(
            other, lambda mine, theirs: tuple(dict.fromkeys((*mine, *theirs)))
        )

    def mixed(self, other: Objects) -> Objects:
        """Pair what is named here with what is named there, both ways round."""
        return self._combine(other, lambda mine, theirs: tuple(_mix(mine, theirs)))

    def _combine(self, other: Objects, rule: Callable[[Any, Any], Any]) -> Objects:
        names = [one.name for one in fields(self)]
        return Objects(
            **{name: rule(getattr(self, name), getattr(other, name)) for name in names}
        )


def _mix(mine: Sequence[Any], theirs: Sequence[Any]) -> Iterator[Any]:
    """Put one part of a pair of theirs into each pair of mine, and the other way."""
    for left, right in itertools.product(mine, theirs):
        if not isinstance(left, tuple):
            continue
        for place in range(len(left)):
            yield (*left[:place], right[place], *left[place + 1 :])
            yield (*right[:place], left[place], *right[place + 1 :])


@dataclass(frozen=True)
class City:
    """A unit in the rounds of one organiser, with a focal point and a delegate."""

    tag: str
    unit_id: int
    person: str
    email: str
    owns: Objects
    delegate_token: str
    apart: Apart | None = None


@dataclass(frozen=True)
class Apart:
    """Where the people of a city answer apart: by what links, and in which responses.

    `focal` and `delegate` are responses of their own.
    """

    agreed: int
    focal: int
    delegate: int
    token: str
    delegate_token: str


@dataclass(frozen=True)
class Tenant:
    """An organiser with rounds and cities that no other organiser may see."""

    tag: str
    account: Account
    password: str
    cities: dict[str, City]
    owns: Objects


@dataclass(frozen=True)
class Actor:
    """Somebody with a browser: what its cookies say, and what is theirs."""

    name: str
    role: Role = "nobody"
    # Whether the invitation that let them in is still good.
    standing: bool = True
    # Whether it was a focal point who invited them.
    is_delegate: bool = False
    # What they are to rounds of somebody else's: of each they see what that is owed.
    is_to: Literal["co_organiser", "reviewer", "researcher"] | None = None
    is_administrator: bool = False
    owns: Objects = Objects()
    sees: frozenset[str] = frozenset()
    cookies: tuple[Cookie, ...] = ()
    token: str = ""
    # The secret that a program sends with each request, in place of cookies.
    bearer: str = ""


class Spot(NamedTuple):
    """Where a canary lives: whose it is, and in what."""

    tag: str
    place: str


@dataclass
class World:
    """The application over a database that can be put back as it was."""

    app: Flask
    clock: Clock
    file: Path
    instrument: Instrument = field(default_factory=make_instrument)
    canaries: dict[str, Spot] = field(default_factory=dict)
    tenants: dict[str, Tenant] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    """The tokens of the organisers' programs, by tag."""
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _kept: sqlite3.Connection | None = None
    _probe: sqlite3.Connection | None = None
    _clean: int = 0
    _read: tuple[tuple[int, frozenset[str]], Rows] | None = None

    @property
    def store(self) -> Store:
        store: Store = self.app.extensions["meter"].store
        return store

    @property
    def cities(self) -> list[City]:
        """List the cities of all tenants."""
        return [city for one in self.tenants.values() for city in one.cities.values()]

    def plant(self, tag: str, place: str) -> str:
        """Make a word that shall be found only by those who may see `tag`."""
        canary = f"kanari{next(self._numbers):04d}"
        self.canaries[canary] = Spot(tag, place)
        return canary

    def browse(
        self, actor: Actor | None = None, app: Flask | None = None
    ) -> FlaskClient:
        """Open a browser with the cookies of an actor."""
        client = (app or self.app).test_client()
        for one in actor.cookies if actor else ():
            client.set_cookie(one.key, one.value, domain=one.domain, path=one.path)
        return client

    @contextmanager
    def serve(self, **changes: object) -> Iterator[Flask]:
        """Make another application over the same data, with some other settings."""
        settings = self.app.extensions["meter"].settings
        app = create_app(settings.model_copy(update=changes), clock=self.clock)
        with closing(app.extensions["meter"].store):
            yield app

    def read_rows(self, *, without: frozenset[str] = frozenset()) -> Rows:
        """Read the whole content of the database, some columns left out.

        What was read last is given again where nothing was written since.
        """
        moment = self._read_version(), without
        if self._read is None or self._read[0] != moment:
            self._read = moment, self._read_tables(without)
        return self._read[1]

    def _read_tables(self, without: frozenset[str]) -> Rows:
        with closing(sqlite3.connect(self.file)) as connection:
            names = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            ).fetchall()
            return {
                name: _read_table(connection, name, without)
                for (name,) in names
                if not name.startswith("sqlite_")
            }

    def keep(self) -> None:
        """Remember the database as it is."""
        self._kept = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(self.file)) as live:
            live.backup(self._kept)
        self._clean = self._read_version()

    def restore(self) -> None:
        """Put the database back as it was kept; nothing is to do if nobody wrote."""
        if self._kept is None:
            message = "keep() comes first"
            raise RuntimeError(message)
        if self._read_version() == self._clean:
            return
        with closing(sqlite3.connect(self.file)) as live:
            self._kept.backup(live)
        self._clean = self._read_version()

    def _read_version(self) -> int:
        """Read the number that changes when anybody else writes to the file."""
        if self._probe is None:
            self._probe = sqlite3.connect(self.file)
        (version,) = self._probe.execute("PRAGMA data_version").fetchone()
        return int(version)

    def close(self) -> None:
        """Close the store of the application."""
        for connection in (self._kept, self._probe):
            if connection is not None:
                connection.close()
        self.store.close()


def _read_table(
    connection: sqlite3.Connection, name: str, without: frozenset[str]
) -> list[tuple[object, ...]]:
    cursor = connection.execute(f"SELECT * FROM {name}")  # noqa: S608  (our tables)
    shown = [
        place
        for place, column in enumerate(cursor.description)
        if column[0] not in without
    ]
    return sorted((tuple(row[place] for place in shown) for row in cursor), key=repr)


def list_objects(world: World) -> Objects:
    """List everything that anybody owns; pairs are sound."""
    found = Objects()
    everybody: list[Tenant | City] = [*world.tenants.values(), *world.cities]
    for one in everybody:
        found = found.joined(one.owns)
    return found


def read_token(page: str) -> str:
    """Find the token of the forms on a page."""
    _, _, rest = page.partition(f'name="{TOKEN_FIELD}" value="')
    token, mark, _ = rest.partition('"')
    if not mark:
        message = "the page holds no form"
        raise LookupError(message)
    return token
