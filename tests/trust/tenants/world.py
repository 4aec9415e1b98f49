"""A world with secrets: two organisers, their cities, and everybody who may call.

Every text that belongs to somebody holds a canary, a word that occurs nowhere else.
Whoever sees a canary that is not theirs has found a leak.
"""

from __future__ import annotations

import itertools
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from tests.trust.tenants.questionnaire import make_instrument
from webapp import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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

    def without(self, other: Objects) -> Objects:
        """Give what is here and not there."""
        return Objects(
            tuple(one for one in self.responses if one not in other.responses),
            tuple(one for one in self.rounds if one not in other.rounds),
            tuple(one for one in self.invitations if one not in other.invitations),
            tuple(one for one in self.tokens if one not in other.tokens),
            tuple(one for one in self.delegates if one not in other.delegates),
            tuple(one for one in self.evidence if one not in other.evidence),
            tuple(
                one for one in self.round_evidence if one not in other.round_evidence
            ),
            tuple(one for one in self.sheets if one not in other.sheets),
            tuple(one for one in self.reviews if one not in other.reviews),
            tuple(
                one for one in self.review_evidence if one not in other.review_evidence
            ),
            tuple(one for one in self.reviewers if one not in other.reviewers),
        )


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
    # Whether they review a round of somebody else's.
    is_reviewer: bool = False
    owns: Objects = Objects()
    sees: frozenset[str] = frozenset()
    cookies: tuple[Cookie, ...] = ()
    token: str = ""


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
        canary = f"kanari{next(self._numbers):03d}"
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
    """List everything that anybody owns, and pairs mixed of rounds and others' links.

    One invitation of each round stands for all of its round.
    """
    pairs = [pair for city in world.cities for pair in city.owns.invitations]
    keys = [key for one in world.tenants.values() for key in one.owns.rounds]
    numbers = dict(pairs).values()
    responses = [one for city in world.cities for one in city.owns.responses]
    # The first and the last of each city stand for all of it in pairs.
    some = [city.owns.responses[place] for city in world.cities for place in (0, -1)]
    delegates = [pair for city in world.cities for pair in city.owns.delegates]
    files = [number for city in world.cities for _, number in city.owns.evidence]
    sheets = [pair for city in world.cities for pair in city.owns.sheets]
    return Objects(
        responses=tuple(responses),
        rounds=tuple(keys),
        invitations=tuple(itertools.product(keys, numbers)),
        delegates=tuple(itertools.product(some, dict(delegates).values())),
        evidence=tuple(itertools.product(some, files)),
        round_evidence=tuple(itertools.product(keys, files)),
        sheets=tuple(itertools.product(dict(sheets), [one for _, one in sheets])),
        reviews=tuple(itertools.product(keys, some)),
        review_evidence=tuple(_list_review_evidence(world, keys, files)),
        reviewers=tuple(itertools.product(keys, _list_reviewers(world))),
    )


def _list_review_evidence(
    world: World, keys: Sequence[str], files: Sequence[int]
) -> Iterator[tuple[str, int, int]]:
    """List each response with others' files, and each file by others' rounds."""
    sound = [one for city in world.cities for one in city.owns.review_evidence]
    for key, response, number in sound:
        yield from ((key, response, other) for other in files)
        yield from ((other, response, number) for other in keys if other != key)


def _list_reviewers(world: World) -> list[int]:
    tenants = world.tenants.values()
    return [account for one in tenants for _, account in one.owns.reviewers]


def read_token(page: str) -> str:
    """Find the token of the forms on a page."""
    _, _, rest = page.partition(f'name="{TOKEN_FIELD}" value="')
    token, mark, _ = rest.partition('"')
    if not mark:
        message = "the page holds no form"
        raise LookupError(message)
    return token
