"""What a reply says about the right of its caller, and what it ought to say."""

from __future__ import annotations

import base64
import html
import io
import re
import zipfile
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sqlalchemy import select

from meter.storage.tables import responses, rounds
from tests.meter.reports.pdf_reading import read_pdf
from tests.trust.tenants.calls import list_calls, list_routes, send
from tests.trust.tenants.networks import drop_pairs, has_network, is_told
from tests.trust.tenants.world import CANARY, Objects, list_objects
from webapp.compare.figures import PAGES
from webapp.security import SIGN_IN_PATH, find_policy, focal_point

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from werkzeug.test import TestResponse

    from tests.trust.tenants.calls import Call, Route
    from tests.trust.tenants.world import Actor, Spot, World

NOWHERE = Objects(
    responses=(0, 999_999, 2**31 - 1),
    rounds=("nowhere", "alpha'--", "%00", "\u202e" * 500),
    workshops=("nowhere", "alpha'--", "%00"),
    invitations=(("nowhere", 1), ("alpha", 999_999), ("alpha", 2**31 - 1)),
    tokens=("x", "x" * 43, "%00"),
    delegates=((0, 1), (999_999, 1), (2**31 - 1, 2**31 - 1)),
    evidence=((0, 1), (999_999, 1), (2**31 - 1, 2**31 - 1)),
    round_evidence=(("nowhere", 1), ("alpha", 999_999), ("alpha", 2**31 - 1)),
    sheets=((0, 1), (999_999, 1), (2**31 - 1, 2**31 - 1)),
    reviews=(("nowhere", 1), ("alpha-reviewed", 0), ("alpha-reviewed", 2**31 - 1)),
    review_evidence=(
        ("nowhere", 1, 1),
        ("alpha-reviewed", 0, 1),
        ("alpha-reviewed", 2**31 - 1, 2**31 - 1),
    ),
    reviewers=(("nowhere", 1), ("alpha-reviewed", 0), ("alpha-reviewed", 2**31 - 1)),
    commitments=((0, 1), (999_999, 1), (2**31 - 1, 2**31 - 1)),
    promises=(("nowhere", 1), ("alpha-workshop", 0), ("alpha-workshop", 2**31 - 1)),
    twins=((0, 1), (999_999, 1), (2**31 - 1, 2**31 - 1)),
    milestones=(("nowhere", 1), ("alpha-workshop", 0), ("alpha-workshop", 2**31 - 1)),
    contributions=((0, 1), (999_999, 1), (2**31 - 1, 2**31 - 1)),
    own_contributions=((0, 1), (999_999, 1), (2**31 - 1, 2**31 - 1)),
    shared_files=((0, 1, 1), (999_999, 1, 1), (2**31 - 1, 2**31 - 1, 2**31 - 1)),
    workshop_contributions=(("nowhere", 1), ("alpha-workshop", 2**31 - 1)),
    workshop_own=(("nowhere", 1), ("alpha-workshop", 2**31 - 1)),
    workshop_files=(("nowhere", 1, 1), ("alpha-workshop", 1, 2**31 - 1)),
    editions=(("nowhere", 1), ("alpha-done", 0), ("alpha-done", 2**31 - 1)),
    registrations=(
        ("nowhere", 1),
        ("alpha-workshop", 0),
        ("alpha-workshop", 2**31 - 1),
    ),
    register_keys=("x", "x" * 32, "%00"),
    plan_steps=((0, 1), (999_999, 1), (2**31 - 1, 2**31 - 1)),
    members=(("nowhere", 1), ("alpha-workshop", 0), ("alpha-workshop", 2**31 - 1)),
    holders=(0, 999_999, 2**31 - 1),
    given=(("nowhere", 1), ("alpha", 0), ("alpha", 2**31 - 1)),
    api_tokens=(0, 999_999, 2**31 - 1),
    webhooks=(0, 999_999, 2**31 - 1),
)
"""What nobody owns, because it is not there."""

ZIPPED = b"PK\x03\x04"

DATA_ADDRESS = re.compile(r"data:text/csv[^,\"]*;base64,([A-Za-z0-9+/=]+)")
REFUSALS = {400, 401, 403, 404, 405, 410, 413, 429}


STAFF = frozenset({"organiser", "reviewer", "owner", "researcher", "administrator"})
"""The policies of pages to which somebody signs in."""

OWED = {
    "co_organiser": {"organiser", "reviewer", "researcher"},
    "reviewer": {"reviewer"},
    "researcher": {"researcher"},
}
"""By what somebody is to a round or workshop: the policies of what they see of it."""


class Outcome(Enum):
    """What a reply says about the right of the caller."""

    ADMITTED = "admitted"
    NOT_FOUND = "not found"
    GONE = "gone"
    SENT_TO_SIGN_IN = "sent to sign-in"
    REFUSED = "refused"
    BROKEN = "broken"


def judge(reply: TestResponse) -> Outcome:
    """Read what a reply says about the right of the caller."""
    if reply.status_code >= 500:
        return Outcome.BROKEN
    if reply.location and urlsplit(reply.location).path == SIGN_IN_PATH:
        return Outcome.SENT_TO_SIGN_IN
    named = {404: Outcome.NOT_FOUND, 410: Outcome.GONE}
    if reply.status_code in named:
        return named[reply.status_code]
    return Outcome.REFUSED if reply.status_code in REFUSALS else Outcome.ADMITTED


def expect(policy: str, actor: Actor, route: Route, *, own: bool) -> Outcome:
    """Say what a route of a policy owes an actor about an object."""
    theirs = own or not route.owned
    if policy == "token" and not actor.bearer:
        return Outcome.REFUSED
    if policy in STAFF and actor.role != "organiser":
        return Outcome.SENT_TO_SIGN_IN
    if not theirs or not is_owed(policy, actor, route):
        return Outcome.NOT_FOUND
    if policy in {"respondent", "focal point"} or "token" in route.owned:
        return Outcome.ADMITTED if actor.standing else Outcome.GONE
    if policy in {"anyone", "token", *STAFF}:
        return Outcome.ADMITTED
    message = f"Say in expect() what the policy {policy!r} owes to whom."
    raise LookupError(message)


def is_owed(policy: str, actor: Actor, route: Route) -> bool:
    """Tell whether somebody sees of what is theirs what a policy guards."""
    if policy == "administrator":
        return actor.is_administrator
    if policy == "focal point":
        return not actor.is_delegate
    # Of what is somebody else's they see what their role is owed alone.
    is_guest = policy in STAFF and route.owned and actor.is_to is not None
    return not is_guest or policy in OWED[str(actor.is_to)]


def weaken(owed: Outcome) -> Outcome:
    """Say what is owed about something that is not there."""
    return Outcome.NOT_FOUND if owed is Outcome.ADMITTED else owed


def unfold(reply: TestResponse) -> str:
    """Give everything readable in a reply: body, downloads within it, addresses."""
    body = _read_body(reply)
    packed = DATA_ADDRESS.findall(html.unescape(body))
    files = [base64.b64decode(one).decode("utf-8-sig") for one in packed]
    headers = [unquote(value) for _, value in reply.headers]
    return "\n".join([body, *files, *headers]).casefold()


def _read_body(reply: TestResponse) -> str:
    """Read a page, or all parts of an archive, or what stands in a PDF."""
    if reply.data.startswith(b"%PDF"):
        found = read_pdf(reply.data)
        return "\n".join((found.title, *found.outline, *found.pages))
    if not reply.data.startswith(ZIPPED):
        return reply.text
    return html.unescape("\n".join(_unzip(reply.data)))


def _unzip(content: bytes) -> Iterator[str]:
    """Read all parts of an archive, and of those within it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if part.startswith(ZIPPED):
                yield from _unzip(part)
            else:
                yield part.decode(errors="ignore")


def find_leaks(
    world: World, actor: Actor, reply: TestResponse, call: Call | None = None
) -> list[str]:
    """Name the canaries in a reply that its reader may not know.

    With the call that was replied to, names that cities let others read there count
    for none.
    """
    spots = (world.canaries[one] for one in set(CANARY.findall(unfold(reply))))
    return [
        f"{spot.place} of {spot.tag}"
        for spot in spots
        if spot.tag not in actor.sees
        and not (call and (is_told(actor, call, spot) or is_named(actor, call, spot)))
    ]


def is_named(actor: Actor, call: Call, spot: Spot) -> bool:
    """Tell whether a city agreed to be named beside the scores that a researcher reads.

    Two cities did, in one round: elsewhere it is a number to them. In the package of
    that round the facts of a city stand beside its name.
    """
    rooms = ("compare.", "organise.scores", "package.")
    told = {("unit name", "A name"), ("unit name", "B name")}
    if call.endpoint == "package.make":
        told |= {("country", "A"), ("country", "B")}
    return (
        actor.is_to == "researcher"
        and call.endpoint.startswith(rooms)
        and call.values["round_key"] == "alpha-done"
        and (spot.place, spot.tag) in told
    )


def is_there(world: World, call: Call) -> bool:
    """Tell whether an address names something: figures need submitted responses.

    The first round has no earlier one, and a method without alternatives; only the
    first tenant has as many units as a question is compared for.
    """
    if call.endpoint.startswith("knowledge."):
        return is_in_workshop(world, call)
    if call.endpoint == "public.drawing":
        return False  # of a single unit no stage is told
    if call.endpoint not in {"compare.figure", "compare.numbers"}:
        return True
    chart = call.values["chart"]
    if chart in {"ranks", "moves", "moved_questions"}:
        return False
    if chart in {"divided", "united"}:
        return bool(call.values["round_key"] == "alpha-done")
    needs_choice = chart in {"radar", "profile"}
    is_chosen = "units=" in call.query or not needs_choice
    return is_chosen and str(call.values["round_key"]).endswith("-done")


def is_shown(actor: Actor, call: Call) -> bool:
    """Tell whether a figure is of the one page that a researcher reads."""
    if actor.is_to != "researcher" or "chart" not in call.values:
        return True
    return call.values["chart"] in PAGES["compare"]


def is_in_workshop(world: World, call: Call) -> bool:
    """Tell whether the response of an address is of a workshop's round."""
    query = (
        select(rounds.c.workshop_id)
        .join(responses, responses.c.round_id == rounds.c.id)
        .where(responses.c.id == call.values["response"])
    )
    with world.store.read() as connection:
        return connection.execute(query).scalar_one_or_none() is not None


def is_apart(actor: Actor, call: Call) -> bool:
    """Tell whether an address names answers of the actor's own, and not a unit's."""
    own = {sheet for _, sheet in actor.owns.sheets}
    return call.values.get("response") in own


def list_foreign(world: World, actor: Actor, route: Route) -> Objects:
    """List objects that are not the actor's; a link belongs to whoever holds it.

    Pairs are sound ones of others, and such as name something of the actor's beside
    what does not belong to it.
    """
    if route.owned & {"token", "register_key"}:
        return Objects()
    everything = list_objects(world)
    found = everything.joined(actor.owns.mixed(everything)).without(actor.owns)
    if actor.standing:
        return found
    # Whoever has lost a link is told so, whatever else the address names.
    own = actor.owns.responses
    return replace(
        found,
        delegates=tuple(pair for pair in found.delegates if pair[0] not in own),
        sheets=tuple(pair for pair in found.sheets if pair[0] not in own),
        plan_steps=tuple(pair for pair in found.plan_steps if pair[0] not in own),
        evidence=tuple(pair for pair in found.evidence if pair[0] not in own),
        **drop_pairs(found, own),
        contributions=tuple(one for one in found.contributions if one[0] not in own),
        own_contributions=tuple(
            one for one in found.own_contributions if one[0] not in own
        ),
        shared_files=tuple(one for one in found.shared_files if one[0] not in own),
    )


def find_deviations(
    world: World,
    actor: Actor,
    objects: str,
    room: str = "",
    *,
    keep: Callable[[Call, TestResponse], None] = lambda _call, _reply: None,
) -> Iterator[str]:
    """Call everything as an actor about own, foreign or absent objects.

    With a room, only the routes of that blueprint. Every reply is given to `keep` too.
    """
    routes = [one for one in list_routes(world.app) if one.endpoint.startswith(room)]
    for route in routes:
        policy = find_policy(world.app, route.endpoint)
        if policy is None or (objects != "own" and not route.owned):
            continue
        chosen = {
            "own": actor.owns,
            "foreign": list_foreign(world, actor, route),
            "absent": NOWHERE,
        }[objects]
        owed = expect(policy.name, actor, route, own=objects == "own")
        for call in list_calls(world, route, chosen):
            reply = send(world, actor, call)
            keep(call, reply)
            if not call.is_safe:
                world.restore()
            is_somewhere = is_there(world, call) and has_network(world, call)
            is_somewhere = is_somewhere and is_shown(actor, call)
            due = owed if is_somewhere else weaken(owed)
            if policy is focal_point and is_apart(actor, call):
                due = weaken(owed)
            if judge(reply) is not due:
                yield f"{call}: {reply.status}, owed: {due.value}"
            for leak in find_leaks(world, actor, reply, call):
                yield f"{call}: shows the {leak}"
