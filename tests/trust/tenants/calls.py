"""Calls: every route of the application, by every method, with real parameters.

Routes come from the application's own URL map, so that a new one is covered when it
lands. What a parameter may be is declared here; a route with a parameter that is not
declared cannot be called, and fails the tests.
"""

from __future__ import annotations

import io
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from sqlalchemy import select

from meter.exchange.fill_in.writing import write_workbook
from meter.fieldwork.rounds import find_round
from meter.fieldwork.units import list_units
from meter.knowledge.contributions import list_files
from meter.storage.tables import contributions
from tests.trust.tenants.questionnaire import make_instrument
from tests.trust.tenants.world import SECRET, TODAY, TOKEN_FIELD
from webapp.compare.figures import FIGURES
from webapp.forms.fill_in import make_workbook
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.trust.tenants.world import Actor, Objects, World

Values = dict[str, Any]

SAFE_METHODS = frozenset({"GET", "HEAD"})

ROOM = "view=room"

OWNED: dict[frozenset[str], Callable[[Objects], Iterable[Values]]] = {
    frozenset({"response"}): lambda owns: ({"response": one} for one in owns.responses),
    frozenset({"workshop_key"}): lambda owns: (
        {"workshop_key": one} for one in owns.workshops
    ),
    frozenset({"round_key"}): lambda owns: ({"round_key": one} for one in owns.rounds),
    frozenset({"round_key", "number"}): lambda owns: (
        {"round_key": key, "number": number} for key, number in owns.invitations
    ),
    frozenset({"response", "delegate"}): lambda owns: (
        {"response": one, "delegate": number} for one, number in owns.delegates
    ),
    frozenset({"response", "evidence"}): lambda owns: (
        {"response": one, "evidence": number} for one, number in owns.evidence
    ),
    frozenset({"round_key", "evidence"}): lambda owns: (
        {"round_key": key, "evidence": number} for key, number in owns.round_evidence
    ),
    frozenset({"response", "sheet"}): lambda owns: (
        {"response": one, "sheet": number} for one, number in owns.sheets
    ),
    frozenset({"round_key", "response"}): lambda owns: (
        {"round_key": key, "response": one} for key, one in owns.reviews
    ),
    frozenset({"round_key", "response", "evidence"}): lambda owns: (
        {"round_key": key, "response": response, "evidence": number}
        for key, response, number in owns.review_evidence
    ),
    frozenset({"round_key", "account"}): lambda owns: (
        {"round_key": key, "account": one} for key, one in owns.reviewers
    ),
    frozenset({"response", "commitment"}): lambda owns: (
        {"response": one, "commitment": number} for one, number in owns.commitments
    ),
    frozenset({"workshop_key", "commitment"}): lambda owns: (
        {"workshop_key": key, "commitment": number} for key, number in owns.promises
    ),
    frozenset({"response", "twinning"}): lambda owns: (
        {"response": one, "twinning": number} for one, number in owns.twins
    ),
    frozenset({"workshop_key", "milestone"}): lambda owns: (
        {"workshop_key": key, "milestone": number} for key, number in owns.milestones
    ),
    frozenset({"workshop_key", "registration"}): lambda owns: (
        {"workshop_key": key, "registration": one} for key, one in owns.registrations
    ),
    frozenset({"register_key"}): lambda owns: (
        {"register_key": one} for one in owns.register_keys
    ),
    frozenset({"response", "step"}): lambda owns: (
        {"response": one, "step": step} for one, step in owns.plan_steps
    ),
    frozenset({"workshop_key", "member"}): lambda owns: (
        {"workshop_key": key, "member": one} for key, one in owns.members
    ),
    frozenset({"holder"}): lambda owns: ({"holder": one} for one in owns.holders),
    frozenset({"token"}): lambda owns: ({"token": one} for one in owns.tokens),
    frozenset({"response", "contribution"}): lambda owns: (
        {"response": one, "contribution": number} for one, number in owns.contributions
    ),
    frozenset({"response", "own"}): lambda owns: (
        {"response": one, "own": number} for one, number in owns.own_contributions
    ),
    frozenset({"response", "contribution", "file"}): lambda owns: (
        {"response": one, "contribution": number, "file": file}
        for one, number, file in owns.shared_files
    ),
    frozenset({"workshop_key", "contribution"}): lambda owns: (
        {"workshop_key": key, "contribution": number}
        for key, number in owns.workshop_contributions
    ),
    frozenset({"workshop_key", "own"}): lambda owns: (
        {"workshop_key": key, "own": number} for key, number in owns.workshop_own
    ),
    frozenset({"workshop_key", "contribution", "file"}): lambda owns: (
        {"workshop_key": key, "contribution": number, "file": file}
        for key, number, file in owns.workshop_files
    ),
}
"""Parameters that name what belongs to somebody, and how to list what does."""

OWNED_NAMES = frozenset(itertools.chain.from_iterable(OWNED))

FREE: dict[str, Mapping[str, tuple[str, ...]]] = {
    "assets.static": {"name": ()},
    "compare.figure": {"chart": tuple(FIGURES)},
    "compare.numbers": {"chart": tuple(FIGURES)},
    "evidencing.evidence": {"item": ("law", "note")},
    "evidencing.file": {"item": ("site",)},
    "evidencing.link": {"item": ("site",)},
    "passwords.choose": {"secret": (SECRET,)},
    "passwords.keep": {"secret": (SECRET,)},
    "presence.be_at_section": {"key": ("all",)},
    "presence.section": {"key": ("all",)},
    "reconciling.agree": {"key": ("all",)},
    "reconciling.section": {"key": ("all",)},
    "replying.question": {"key": ("law", "site")},
    "replying.send": {"key": ("site",)},
    "restoring.changes": {"key": ("law", "note")},
    "restoring.restore": {"key": ("body",)},
    "respond.save_section": {"key": ("all",)},
    "respond.section": {"key": ("all",)},
    "review.return_item": {"key": ("law",)},
    "review.section": {"key": ("all",)},
    "review.verify_item": {"key": ("law",)},
    "review.verify_section": {"key": ("all",)},
    "workshop_knowledge.export": {"kind": ("csv", "json")},
    "trial.numbers": {"key": ("egdi",)},
    "trial.pdf": {"key": ("egdi",)},
    "trial.questionnaire": {"key": ("egdi",)},
    "trial.result": {"key": ("egdi",)},
}
"""By endpoint: parameters that name nothing of anybody, with values to try."""


class UndeclaredParameterError(LookupError):
    """A route has a parameter of which the tests do not know what to put there."""

    def __init__(self, endpoint: str, name: str) -> None:
        super().__init__(f"{endpoint}: declare its parameter {name!r} in calls.py")


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


Body = dict[str, Any]


def write_egdi(world: World, values: Values) -> Body:
    del world, values
    figures = {"q-osi": "0.5", "q-tii": "0.25", "q-hci": "0.75", "q-epi": "0.5"}
    return {"data": figures}


def write_sign_in(world: World, values: Values) -> Body:
    del values
    tenant = world.tenants["alpha"]
    return {"data": {"email": tenant.account.email, "password": tenant.password}}


def write_reviewer(world: World, values: Values) -> Body:
    """Name somebody with an account of another organiser's."""
    del values
    tenant = list(world.tenants.values())[-1]
    return {"data": {"reviewer": tenant.account.email}}


def write_second_round(world: World, values: Values) -> Body:
    """Ask the round of a workshop again that bears its name, without the ending."""
    del world
    former = str(values["workshop_key"]).removesuffix("-workshop")
    return {"data": {"round": former, "title": "A second round"}}


def write_member(world: World, values: Values) -> Body:
    """Name somebody with an account of another organiser's."""
    del values
    tenant = list(world.tenants.values())[-1]
    return {"data": {"email": tenant.account.email, "role": "reviewer"}}


def write_unit_list(world: World, values: Values) -> Body:
    del world, values
    rows = "name,email,contact\nNewtown,nina@example.org,Nina\n"
    return {"data": {"list": rows, "go": "invite"}}


def write_figures(world: World, values: Values) -> Body:
    """Publish a figure about a unit of the round, if it is one with units."""
    key = values["round_key"]
    asked = find_round(world.store, key) if key.isprintable() else None
    there = list_units(world.store, asked.id) if asked else []
    name = there[0].name if there else "Newtown"
    file = io.BytesIO(f'name,EGDI\n"{name}",0.5\n'.encode())
    return {"data": {"file": (file, "egdi.csv"), "scale": "1"}}


def write_filled_in(world: World, values: Values) -> Body:
    """Fill in a blank workbook: one answer that is another than any stored."""
    del values
    with world.app.test_request_context("/"):
        blank = write_workbook(make_workbook(word_instrument(make_instrument())))
    book = load_workbook(io.BytesIO(blank))
    sheet = book.worksheets[1]
    names = [cell.value for cell in sheet[1]]
    keys = [row[0].value for row in sheet.iter_rows()]
    sheet.cell(keys.index("law") + 1, names.index("answer") + 1).value = "Fully"
    sheet.cell(keys.index("law") + 1, names.index("revision") + 1).value = 1
    filled = io.BytesIO()
    book.save(filled)
    return {"data": {"file": (io.BytesIO(filled.getvalue()), "filled.xlsx")}}


def write_proposal(world: World, values: Values) -> Body:
    """Propose a twinning of cities that have something for each other."""
    cities = world.tenants["alpha"].cities
    one = next(iter(cities.values()))
    other = cities.get("expired", one)
    if "response" in values:
        return {"data": {"unit": other.unit_id}}
    first, second = sorted((one.unit_id, other.unit_id))
    return {"data": {"pairs": f"{first}-{second}"}}


PROMISE = {"text": "We shall.", "owner": "Nina", "due_on": "2027-06-18"}
MILESTONE = {"title": "Charter", "due_on": "2027-06-18", "seen": "1"}


def write_entry(world: World, values: Values) -> Body:
    del world, values
    fields = {"kind": "guide", "title": "Guide", "summary": "It.", "seen": "1"}
    return {"data": {**fields, "languages": "en", "key": "sent-by-a-test"}}


def write_shared_file(world: World, values: Values) -> Body:
    del world, values
    return {"data": {"file": (io.BytesIO(b"a shared law"), "law.txt")}}


def name_shared_file(world: World, values: Values) -> Body:
    """Name the first file of a contribution, whoever may remove it."""
    kept = list_files(world.store, values["own"])
    return {"data": {"file": str(kept[0].id) if kept else "0"}}


def say_seen(world: World, values: Values) -> Body:
    """Say that a contribution was read as it stands."""
    number = values.get("own") or values.get("contribution")
    with world.store.read() as connection:
        row = select(contributions.c.revision).where(contributions.c.id == number)
        seen = connection.execute(row).scalar_one_or_none()
    return {"data": {"seen": str(seen or 0), "words": "So it is."}}


def write_knowledge_file(world: World, values: Values) -> Body:
    del world, values
    rows = "key,kind,title,summary,languages\nfrom-a-file,guide,Guide,It.,en\n"
    return {"data": {"file": (io.BytesIO(rows.encode()), "knowledge.csv")}}


def _form(**fields: str) -> Callable[[World, Values], Body]:
    return lambda _world, _values: {"data": dict(fields)}


BODIES: dict[str, Callable[[World, Values], Body]] = {
    "admin.add": _form(email="nina@example.org", name="Nina"),
    "admin.name": _form(),
    "admin.open_": _form(),
    "admin.renew": _form(),
    "admin.shut": _form(),
    "admin.unname": _form(),
    "autosave.autosave": lambda _world, _values: {
        "json": {
            "operation": "operation-1",
            "answers": {"law": {"texts": ["full"]}},
            "seen": {"law": 1},
        }
    },
    "committing.change": _form(**PROMISE, state="done", seen="1"),
    "committing.make": _form(**PROMISE),
    "delegating.assign": _form(sections="all"),
    "delegating.invite": _form(name="Nina", email="n@example.org"),
    "delegating.renew": _form(),
    "delegating.withdraw": _form(),
    "digests.choose": _form(rhythm="none"),
    "entering.save": _form(name="Nina", seen="1", **{"show-name": "yes"}),
    "entering.withdraw": _form(),
    "evidencing.file": lambda _world, _values: {
        "data": {"file": (io.BytesIO(b"a new law"), "law.txt")}
    },
    "evidencing.link": _form(link="https://city.example/law"),
    "evidencing.remove": _form(item="law"),
    "gathering.add": _form(name="Newtown", contact="Nina", email="n@example.org"),
    "gathering.add_file": write_unit_list,
    "gathering.links": _form(),
    "inviting.invite_file": write_unit_list,
    "inviting.invite_one": _form(name="Newtown", contact="Nina", email="n@example.org"),
    "inviting.reissue": _form(),
    "inviting.withdraw": _form(),
    "network_desk.extend": _form(),
    "knowledge.add_file": write_shared_file,
    "knowledge.create": write_entry,
    "knowledge.offer": say_seen,
    "knowledge.remove_file": name_shared_file,
    "knowledge.save": write_entry,
    "knowledge.withdraw": say_seen,
    "members.name": write_member,
    "members.withdraw": _form(),
    "organise.close": _form(),
    "organise.create": _form(title="A new round", method="edition_2024"),
    "organise.open_": _form(),
    "milestones.add": _form(**MILESTONE),
    "milestones.change": _form(**MILESTONE),
    "passwords.keep": _form(**dict.fromkeys(("password", "again"), "a new password")),
    "peering.declare": _form(peers="nothing"),
    "peering.release": _form(),
    "peers.choose": _form(**{"level-rules": "spread", "seen": "0"}),
    "planning.add": _form(words="Write a law."),
    "planning.change": _form(words="Write a better law.", seen="1"),
    "planning.remove": _form(seen="1"),
    "planning.take": _form(item="users"),
    "presence.be_at_overview": _form(),
    "presence.be_at_section": _form(),
    "promising.change": _form(**PROMISE, state="done", seen="1"),
    "promising.make": _form(**PROMISE),
    "proposing.send": write_proposal,
    "publishing.remove": _form(figure="OSI"),
    "publishing.take_in": write_figures,
    "registering.admit": _form(),
    "registering.decline": _form(),
    "registering.send": _form(name="Newtown", contact="Nina", email="n@example.org"),
    "registering.switch": _form(on="no"),
    "reminding.remind": _form(),
    "reconciling.agree": _form(item="law", why="Said so.", seen="0"),
    "reconciling.agree_alike": _form(items="law site"),
    "reconciling.close": _form(),
    "reconciling.finish": _form(),
    "reconciling.return_": _form(),
    "replying.send": _form(words="It is so.", seen="1"),
    "respond.enter": _form(),
    "respond.leave": _form(),
    "respond.save_section": _form(**{"q-law": "full", "seen": "law:1"}),
    "respond.submit": _form(),
    "restoring.restore": _form(revision="1", seen="2"),
    "review.accept_response": _form(reason="So be it."),
    "review.reopen_response": _form(reason="Once more."),
    "review.return_item": _form(
        question="Since when?", revision="1", as_of=TODAY.isoformat()
    ),
    "review.verify_item": _form(revision="1", as_of=TODAY.isoformat()),
    "review.verify_section": _form(seen="law:1 body:2", as_of=TODAY.isoformat()),
    "reviewing.name": write_reviewer,
    "reviewing.withdraw": _form(),
    "running_workshop.freeze": _form(),
    "running_workshop.open_": _form(),
    "running_workshop.remind": _form(),
    "running_workshop.second_round": write_second_round,
    "running_workshop.thaw": _form(),
    "security.login": write_sign_in,
    "security.logout": _form(),
    "trial.numbers": write_egdi,
    "trial.result": write_egdi,
    "twinning.agree": _form(),
    "twinning.decline": _form(),
    "twinning.end": _form(outcome="A visit."),
    "twinning.leave": _form(),
    "twinning.propose": write_proposal,
    "twinning.take_part": _form(draws="yes", seen="1"),
    "workbooks.choose": _form(**{"c-law": "mine", "q-law": "full", "seen": "law:1"}),
    "workbooks.upload": write_filled_in,
    "workshop_knowledge.add_file": write_shared_file,
    "workshop_knowledge.create": write_entry,
    "workshop_knowledge.publish": say_seen,
    "workshop_knowledge.remove_file": name_shared_file,
    "workshop_knowledge.return_": say_seen,
    "workshop_knowledge.save": write_entry,
    "workshop_knowledge.take_in": write_knowledge_file,
    "workshop_knowledge.withdraw": say_seen,
    "workshops.change": _form(title="Renamed", time_zone="Asia/Seoul"),
    "workshops.create": _form(title="A new one", time_zone="UTC", scored="egdi"),
}
"""What is sent to a route that writes, such that it would write."""


class UndeclaredBodyError(LookupError):
    """A route writes, and the tests do not know what to send to it."""

    def __init__(self, endpoint: str) -> None:
        super().__init__(f"{endpoint}: declare what is sent to it in calls.BODIES")


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
    return world.browse(actor).open(
        find_address(world.app, call), method=call.method, **body
    )


def add_token(body: Body, token: str) -> Body:
    """Put a token where the pages put it: into the form, or a header beside JSON."""
    if not token:
        return body
    if "data" in body and isinstance(body["data"], dict):
        return {**body, "data": {**body["data"], TOKEN_FIELD: token}}
    return {**body, "headers": {"X-CSRFToken": token}}


def find_address(app: Flask, call: Call) -> str:
    """Write the address of a call."""
    urls = app.url_map.bind("localhost")
    path: str = urls.build(call.endpoint, call.values, method=call.method)
    return f"{path}?{call.query}" if call.query else path
