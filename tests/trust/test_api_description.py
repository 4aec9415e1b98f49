"""Whatever is sent to the API, it replies as its description says, and never breaks.

The description is made of the code, checked as OpenAPI 3.1, and turned into requests
that fit it and requests that do not, by tokens with all scopes.
"""

from __future__ import annotations

import itertools
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import sampled_from
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as openapi
from werkzeug.wsgi import ClosingIterator

from meter.integration.records import SCOPES
from meter.integration.tokens import make_api_token
from tests.trust.tenants.world import TODAY
from webapp.api.limits import RequestLimit
from webapp.api.tokens import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from tests.trust.tenants.world import World

HELD = [
    checks.not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_headers_conformance,
    openapi.response_schema_conformance,
]
FEW, MANY = 7, 160
"""Requests of each kind for each address: 200 and more in all, 5,000 and more."""


Place = dict[str, Any]
"""What stands in an address, by the name of its part."""


@dataclass
class Run:
    """What was sent, and what came of it."""

    headers: dict[str, str]
    statuses: Counter[int] = field(default_factory=Counter)

    def try_cases(self, cases: Any, places: Sequence[Place | None], most: int) -> None:
        """Send some requests; fail at the first reply that is not as described."""

        @settings(
            max_examples=most,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases, place=sampled_from(places))
        def send(case: Any, place: Place | None) -> None:
            if place is not None:
                # About what is there, in place of an address that nothing has.
                known = {key: place[key] for key in case.path_parameters or {}}
                case.path_parameters = known
            reply = case.call(headers=self.headers)
            self.statuses[reply.status_code] += 1
            case.validate_response(reply, checks=HELD, headers=self.headers)

        send()


@pytest.fixture
def document(world: World) -> dict[str, Any]:
    document: dict[str, Any] = world.browse().get("/api/v1/openapi.json").get_json()
    return document


@pytest.fixture
def run(world: World) -> Run:
    world.app.extensions[LIMIT] = RequestLimit(1_000_000)
    account = world.tenants["alpha"].account
    _, secret = make_api_token(world.store, account, "Fuzz", SCOPES, 30, TODAY)
    # What is compressed cannot be read by the checks.
    headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}
    return Run(headers)


def list_places(world: World) -> Iterator[Place]:
    """Name what is there: rounds, responses in each state, items, files."""
    tenant = world.tenants["alpha"]
    city = tenant.cities["A"].owns.responses
    common = {"key": "egdi", "workshop_key": tenant.owns.workshops[0]}
    pairs = [("alpha", city[0]), ("alpha-done", city[1]), *tenant.owns.reviews]
    items, files = ("law", "ways", "users", "note"), ("answers.csv", "scores.csv")
    for (key, number), item in itertools.product(pairs, items):
        about = {"round_key": key, "response_id": number, "item": item}
        yield {**common, **about, "name": files[number % 2]}


def reading_whole(app: WSGIApplication) -> WSGIApplication:
    """Close every reply once it is read, as a server does and the sender does not."""

    def reply(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        with closing(ClosingIterator(app(environ, start))) as parts:
            return list(parts)

    return reply


def try_all(world: World, run: Run, most: int) -> None:
    """Send requests to every address of the description, such as fit it and others."""
    app = reading_whole(world.app)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operations: list[Any] = [one.ok() for one in schema.get_all_operations()]  # type: ignore[union-attr]
    assert len(operations) >= 16
    places = [*list_places(world), None]
    for operation, mode in itertools.product(operations, GenerationMode):
        run.try_cases(operation.as_strategy(generation_mode=mode), places, most)


def test_the_description_is_sound(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()

    assert document["openapi"].startswith("3.1")


def test_every_address_names_its_scope_and_its_problems(
    document: dict[str, Any],
) -> None:
    for path in document["paths"].values():
        for operation in path.values():
            (needed,) = operation["security"]
            assert set(needed["token"]) <= set(SCOPES)
            assert operation["summary"]
            for status in ("401", "403", "404", "422", "429", "500"):
                content = operation["responses"][status]["content"]
                assert set(content) == {"application/problem+json"}


def test_two_hundred_requests_are_replied_to_as_described(
    world: World, run: Run
) -> None:
    try_all(world, run, FEW)

    assert sum(run.statuses.values()) >= 200
    assert {200, 404, 422} <= set(run.statuses)
    assert not [status for status in run.statuses if status >= 500]


@pytest.mark.long
def test_five_thousand_requests_are_replied_to_as_described(
    world: World, run: Run
) -> None:
    try_all(world, run, MANY)

    print(sorted(run.statuses.items()))  # noqa: T201  (the figures of the run)
    assert sum(run.statuses.values()) >= 5_000
    assert not [status for status in run.statuses if status >= 500]
