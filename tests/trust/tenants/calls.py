"""Calls: every route of the application, by every method, with real parameters.

Routes come from the application's own URL map, so that a new one is covered when it
lands. What a parameter may be is declared in parameters.py; a route with a parameter
that is not declared cannot be called, and fails the tests. What is sent to a route
that writes is declared in bodies/.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.trust.tenants.bodies import BODIES
from tests.trust.tenants.parameters import (
    FREE,
    OWNED,
    OWNED_NAMES,
    UndeclaredParameterError,
)
from tests.trust.tenants.world import TOKEN_FIELD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.trust.tenants.bodies.form import Body
    from tests.trust.tenants.parameters import Values
    from tests.trust.tenants.world import Actor, Objects, World


SAFE_METHODS = frozenset({"GET", "HEAD"})

ROOM = "view=room"


@dataclass(frozen=True)
class Route:
    """One rule of the URL map."""

    endpoint: str
    methods: frozenset[str]
    parameters: frozenset[str]

    @property
    def owned(self) -> frozenset[str]:
        """Name the parameters whose values belong to somebody."""
        return self.parameters & OWNED_NAMES

    def list_values(self, app: Flask, owns: Objects) -> Iterator[Values]:
        """List the parameters with which this route is about one of some objects."""
        free = list(self._list_free(app))
        if not self.owned:
            yield from free
            return
        listing = OWNED.get(self.owned)
        if listing is None:
            raise UndeclaredParameterError(self.endpoint, ", ".join(self.owned))
        for mine, other in itertools.product(listing(owns), free):
            yield {**mine, **other}

    def _list_free(self, app: Flask) -> Iterator[Values]:
        names = sorted(self.parameters - self.owned)
        declared = {**FREE.get(self.endpoint, {})}
        if self.endpoint == "assets.static":
            declared["name"] = tuple(app.extensions["meter_assets"])
        for name in names:
            if name not in declared:
                raise UndeclaredParameterError(self.endpoint, name)
        for values in itertools.product(*(declared[name] for name in names)):
            yield dict(zip(names, values, strict=True))


def list_routes(app: Flask) -> list[Route]:
    """List every rule of the URL map."""
    return [
        Route(rule.endpoint, frozenset(rule.methods or ()), frozenset(rule.arguments))
        for rule in app.url_map.iter_rules()
    ]


@dataclass(frozen=True)
class Call:
    """One request: a route by a method, about one object."""

    route: Route
    method: str
    values: Values = field(hash=False)
    query: str = ""

    @property
    def endpoint(self) -> str:
        return self.route.endpoint

    @property
    def is_safe(self) -> bool:
        return self.method in SAFE_METHODS

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint} {self.values} {self.query}".strip()


def list_calls(world: World, route: Route, owns: Objects) -> Iterator[Call]:
    """List the calls of a route about some objects, by the methods of its view.

    HEAD, which is answered by the view of GET, is tried on the first object alone.
    """
    methods = sorted(route.methods - {"OPTIONS"})
    for place, values in enumerate(route.list_values(world.app, owns)):
        for method in methods:
            if method == "HEAD" and place:
                continue
            for query in list_queries(world, route.endpoint, method):
                # A room of fewer than six is shown no distribution.
                if values.get("chart") != "distribution" or ROOM not in query:
                    yield Call(route, method, values, query)


QUERIES = {
    "compare.restated": "as=lowest",
    "finding.next_open": "section=all",
    "finding.search": "q=e",
    "knowledge.index": "q=secret&kind=case",
    "workshop_knowledge.index": "q=secret&kind=case",
}
"""By endpoint: what it is asked for beside nothing."""


def list_queries(world: World, endpoint: str, method: str) -> Iterator[str]:
    """List the queries with which an endpoint is tried; most take none."""
    if endpoint == "organise.create":
        yield "instrument=egdi"
        return
    yield ""
    if method != "GET":
        return
    if endpoint == "organise.new":
        yield "instrument=egdi"
    if endpoint.startswith("compare."):
        # Units of both tenants, whoever asks.
        units = [f"units={one.unit_id}" for one in world.cities[::-1][:6]]
        yield "&".join((*units, "node=rules"))
        yield f"{ROOM}&sort=use&lang=ar"
    if endpoint in QUERIES:
        yield QUERIES[endpoint]


class UndeclaredBodyError(LookupError):
    """A route writes, and the tests do not know what to send to it."""

    def __init__(self, endpoint: str) -> None:
        super().__init__(f"{endpoint}: declare what is sent to it in bodies/")


def write_body(world: World, call: Call) -> Body:
    """Write what is sent with a call, without a token."""
    if call.is_safe:
        return {}
    if call.endpoint not in BODIES:
        raise UndeclaredBodyError(call.endpoint)
    return BODIES[call.endpoint](world, call.values)


def send(
    world: World,
    actor: Actor,
    call: Call,
    *,
    token: str | None = None,
    change: Callable[[Body], Body] | None = None,
) -> TestResponse:
    """Send a call as an actor, with the token of their forms unless told otherwise."""
    body = write_body(world, call)
    if change is not None:
        body = change(body)
    if not call.is_safe:
        body = add_token(body, actor.token if token is None else token)
    if actor.bearer:
        headers = {**body.get("headers", {}), "Authorization": f"Bearer {actor.bearer}"}
        body = {**body, "headers": headers}
    # To its end: what is streamed would stay open.
    return world.browse(actor).open(
        find_address(world.app, call), method=call.method, buffered=True, **body
    )


def add_token(body: Body, token: str) -> Body:
    """Put a token where the pages put it: into the form, or a header beside JSON."""
    if not token:
        return body
    if "data" in body and isinstance(body["data"], dict):
        return {**body, "data": {**body["data"], TOKEN_FIELD: token}}
    return {**body, "headers": {**body.get("headers", {}), "X-CSRFToken": token}}


def find_address(app: Flask, call: Call) -> str:
    """Write the address of a call."""
    urls = app.url_map.bind("localhost")
    path: str = urls.build(call.endpoint, call.values, method=call.method)
    return f"{path}?{call.query}" if call.query else path
