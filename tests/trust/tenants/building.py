"""Builds the world: tenants with rounds, cities with answers, and who calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from meter.comparison.published import keep_figures
from meter.fieldwork import (
    accounts,
    administration,
    delegates,
    evidence,
    invitations,
    planning,
    responses,
    reviewers,
    rounds,
    units,
)
from meter.fieldwork.given.files import parse_file
from meter.fieldwork.invitations import get
from meter.fieldwork.replying import reply
from meter.fieldwork.responses import Given
from meter.fieldwork.reviewing import return_answer
from meter.fieldwork.tokens import digest_token
from meter.peers.consents import decide
from meter.storage.repository import workshops
from meter.storage.repository.accounts import update_columns
from meter.workshops import registering
from meter.workshops.members import MEMBER_ROLES, name_member
from meter.workshops.records import Entry
from meter.workshops.workshops import draft_workshop
from tests.trust.tenants.apart import answer_apart
from tests.trust.tenants.knowledge import only_of, share_knowledge
from tests.trust.tenants.networks import go_on
from tests.trust.tenants.questionnaire import make_answers
from tests.trust.tenants.world import (
    BEGINNING,
    SECRET,
    TODAY,
    TOKEN_FIELD,
    Actor,
    City,
    Clock,
    Objects,
    Tenant,
    World,
    read_token,
)
from webapp import create_app
from webapp.security import SIGN_IN_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from meter.records import Account, Invitation, PeerLevel, Round, Workshop
    from meter.settings import Settings
    from meter.storage import Connection

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
PEER_NODES = ("index", "rules", "use", "people")
REVIEWED = {"A", "B", "X"}
"""The cities whose answers are reviewed too; the first question goes to A and X."""

DAY = timedelta(days=1)
SENDS_DAYS = {"expired": 1}
"""How long the links of some cities live; the others' outlive every test."""


def build_world(settings: Settings) -> World:
    """Fill a database with two tenants and let every kind of actor in."""
    clock = Clock()
    app = create_app(settings, clock=clock)
    world = World(app, clock, settings.data / "meter.sqlite")
    alpha = _settle(world, "alpha", ("A", "B", "revoked", "expired", "invited"))
    beta = _settle(world, "beta", ("X", "Y", "Z"))
    actors = [*_let_in_cities(world, alpha), *_let_in_staff(world, alpha, beta)]
    staff = (_let_in_reviewer(world, alpha), *_let_in_members(world, alpha))
    for actor in (*actors, *staff, _let_in_administrator(world)):
        world.actors[actor.name] = actor
    return world


def _settle(world: World, tag: str, cities: Sequence[str]) -> Tenant:
    """Make an organiser with a round that is open, one that is over, one to come."""
    password = f"correct horse of {tag}"
    account = accounts.add_account(
        world.store,
        f"{world.plant(f'{tag} address', 'organiser email')}@example.org",
        world.plant(f"{tag} staff", "organiser name"),
        BEGINNING,
        password_hash=accounts.hash_password(password),
    )
    workshop = _make_workshop(world, tag, account)
    # The one that is over comes first: its answers are offered in the open one.
    drafted = [
        _draft_round(world, account, f"{tag} title", key, workshop_id=workshop.id)
        for key in _keys(tag)[::-1]
    ]
    apart = _draft_round(world, account, f"{tag} title", f"{tag}-apart", apart=True)
    asked = drafted[::-1]
    _draft_round(world, account, tag, f"{tag}-draft", workshop_id=workshop.id)
    for one in (*asked, apart):
        rounds.open_round(world.store, one.id, BEGINNING)
    settled = {
        name: _invite_city(world, name, asked, place)
        for place, name in enumerate(cities)
    }
    # The second city, where there are more than three, is still collecting.
    for place, name in enumerate(cities[: len(cities) // 2]):
        settled[name] = answer_apart(world, settled[name], apart, are_done=not place)
    rounds.close_round(world.store, asked[1].id, BEGINNING)
    figures = {city.unit_id: 0.5 for city in settled.values()}
    keep_figures(world.store, asked[1].id, {"OSI": figures}, BEGINNING)
    _gather(world, workshop, settled)
    gone_on = go_on(world, tag, workshop, settled)
    shared = share_knowledge(world, tag, workshop, settled)
    _consent(world, settled)
    register_key, registration = _register(world, tag, workshop)
    reviewed, reviewer = _review(world, tag, account, settled)
    members = _name_members(world, tag, account, workshop)
    pairs = [pair for city in settled.values() for pair in city.owns.invitations]
    files = [pair for city in settled.values() for pair in city.owns.round_evidence]
    reviews = tuple(
        (reviewed.key, one.owns.responses[-1])
        for name, one in settled.items()
        if name in REVIEWED
    )
    # Whoever organises may take back what was submitted to any round.
    submitted = tuple((asked[1].key, one.owns.responses[1]) for one in settled.values())
    owns = Objects(
        rounds=(*_keys(tag), f"{tag}-apart", f"{tag}-draft", reviewed.key),
        workshops=(workshop.key,),
        registrations=((workshop.key, registration),),
        register_keys=(register_key,),
        invitations=tuple(pairs),
        round_evidence=tuple(files),
        reviews=(*reviews, *submitted),
        review_evidence=tuple(
            one for city in settled.values() for one in city.owns.review_evidence
        ),
        reviewers=((reviewed.key, reviewer.id),),
        members=tuple((workshop.key, one.id) for one in members),
        **gone_on,
    ).joined(shared)
    world.tenants[tag] = Tenant(tag, account, password, settled, owns)
    return world.tenants[tag]


def _make_workshop(world: World, tag: str, account: Account) -> Workshop:
    """Make a workshop; its participants may know its title and place."""
    return draft_workshop(
        world.store,
        account.id,
        f"{tag}-workshop",
        f"Workshop {world.plant(f'{tag} title', 'workshop title')}",
        at=BEGINNING,
        place=f"Hall {world.plant(f'{tag} title', 'workshop place')}",
        time_zone="Asia/Seoul",
    )


def _consent(world: World, cities: dict[str, City]) -> None:
    """Let the first two cities name each other where they have submitted."""
    named: dict[str, PeerLevel] = dict.fromkeys(PEER_NODES, "named")
    for city in list(cities.values())[:2]:
        sent = find_invitation(world, city, city.owns.responses[1])
        decide(world.store, sent, named, 0, BEGINNING)


def find_invitation(world: World, city: City, response: int) -> Invitation:
    """Find the invitation of a city's focal point to one of its responses."""
    with world.store.read() as connection:
        held = [get(connection, number) for _, number in city.owns.invitations]
    return next(one for one in held if one.response_id == response)


def _gather(world: World, workshop: Workshop, cities: dict[str, City]) -> None:
    """Let all cities take part in a workshop."""

    def job(connection: Connection) -> None:
        for city in cities.values():
            workshops.save_participant(
                connection, workshop.id, city.unit_id, ["fr"], BEGINNING
            )

    world.store.write(job)


def _register(world: World, tag: str, workshop: Workshop) -> tuple[str, int]:
    """Let a unit ask to take part: its organiser alone may know."""
    key = registering.switch_registration(world.store, workshop, on=True).register_key
    assert key is not None
    entry = Entry(
        f"City {world.plant(tag, 'registered unit')}",
        f"Person {world.plant(tag, 'registered person')}",
        f"{world.plant(tag, 'registered email')}@example.org",
        {"country": f"Land {world.plant(tag, 'registered country')}"},
        ("fr",),
    )
    registering.register(world.store, key, entry, BEGINNING)
    (made,) = registering.list_registrations(world.store, workshop)
    return key, made.id


def _name_members(
    world: World, tag: str, account: Account, workshop: Workshop
) -> list[Account]:
    """Name somebody for each role in a workshop."""
    named = []
    for role in MEMBER_ROLES:
        added = accounts.add_account(
            world.store,
            f"{world.plant(f'{tag} address', 'member email')}@example.org",
            world.plant(f"{tag} staff", "member name"),
            BEGINNING,
            password_hash=accounts.hash_password(f"correct horse of {tag}"),
        )
        name_member(world.store, workshop, added.email, role, account, BEGINNING)
        named.append(added)
    return named


def _review(
    world: World, tag: str, account: Account, cities: dict[str, City]
) -> tuple[Round, Account]:
    """Make a round that is reviewed, and ask the first of its cities a question."""
    drafted = _draft_round(
        world, account, f"{tag} title", f"{tag}-reviewed", reviewed=True
    )
    asked = rounds.open_round(world.store, drafted.id, BEGINNING)
    reviewer = accounts.add_account(
        world.store,
        f"{world.plant(f'{tag} address', 'reviewer email')}@example.org",
        world.plant(f"{tag} staff", "reviewer name"),
        BEGINNING,
        password_hash=accounts.hash_password(f"correct horse of {tag}"),
    )
    reviewers.name_reviewer(world.store, asked, reviewer.email, BEGINNING)
    for place, name in enumerate(name for name in cities if name in REVIEWED):
        cities[name] = _submit_for_review(world, cities[name], asked, place)
        if place == 0:
            _question(world, cities[name], reviewer)
    return asked, reviewer


def _submit_for_review(world: World, city: City, asked: Round, place: int) -> City:
    sent, token = invitations.invite(
        world.store, asked.id, city.unit_id, city.person, city.email, BEGINNING
    )
    _answer(world, city.tag, sent, place)
    proof = _prove(world, city.tag, sent)
    responses.submit_response(world.store, sent.response_id, city.person, BEGINNING)
    owns = replace(
        city.owns,
        responses=(*city.owns.responses, sent.response_id),
        evidence=(*city.owns.evidence, (sent.response_id, proof)),
        # The first one is asked a question, and so not submitted for a while.
        round_evidence=(
            *city.owns.round_evidence,
            *([(asked.key, proof)] if place else []),
        ),
        review_evidence=(
            *city.owns.review_evidence,
            (asked.key, sent.response_id, proof),
        ),
        invitations=(*city.owns.invitations, (asked.key, sent.id)),
        tokens=(*city.owns.tokens, token),
    )
    return replace(city, owns=owns)


def _question(world: World, city: City, reviewer: Account) -> None:
    response = city.owns.responses[-1]
    for words in ("first question", "second question"):
        question = f"Why? {world.plant(city.tag, words)}"
        return_answer(world.store, response, ("site", 1), question, reviewer, BEGINNING)
        reply(
            world.store,
            response,
            "site",
            f"Because. {world.plant(city.tag, 'reply')}",
            Given({}, {}),
            1,
            by=city.person,
            at=BEGINNING,
        )
    seen = "site", 1
    return_answer(world.store, response, seen, "And now?", reviewer, BEGINNING)


def _keys(tag: str) -> tuple[str, str]:
    return tag, f"{tag}-done"


def _draft_round(
    world: World,
    owner: Account,
    tag: str,
    key: str,
    *,
    apart: bool = False,
    reviewed: bool = False,
    workshop_id: int | None = None,
) -> Round:
    """Draft a round; whoever may see `tag` may know its title."""
    title = f"Round {world.plant(tag, 'round title')}"
    return rounds.draft_round(
        world.store,
        owner.id,
        key,
        title,
        world.instrument,
        at=BEGINNING,
        apart=apart,
        reviewed=reviewed,
        workshop_id=workshop_id,
        peers="named",
    )


def _invite_city(world: World, tag: str, asked: Sequence[Round], place: int) -> City:
    """Let a city take part in rounds: answering in the first, done in the second."""
    unit = units.save_unit(
        world.store,
        asked[0].owner_id,
        # Peers may know a name, and nothing else of each other.
        f"City {world.plant(f'{tag} name', 'unit name')}",
        {"population": 1e3 + place, "country": f"Land {world.plant(tag, 'country')}"},
        BEGINNING,
    )
    who = (
        f"Focal {world.plant(tag, 'person name')}",
        f"{world.plant(tag, 'person email')}@example.org",
    )
    days = SENDS_DAYS.get(tag, 30)
    sent = [
        invitations.invite(world.store, one.id, unit.id, *who, BEGINNING, days=days)
        for one in asked
    ]
    opened, done = (invitation for invitation, _ in sent)
    delegate, token = _delegate(world, tag, opened)
    _answer(world, tag, opened, place, leave_open="proof")
    _answer(world, tag, done, place)
    proofs = [(one.response_id, _prove(world, tag, one)) for one in (opened, done)]
    responses.submit_response(world.store, done.response_id, who[0], BEGINNING)
    step = planning.add_step(
        world.store,
        done,
        "law",
        planning.Wanted(
            f"Raise {world.plant(tag, 'plan step')}",
            f"Doer {world.plant(tag, 'plan owner')}",
            TODAY.date(),
        ),
        BEGINNING,
    )
    owns = Objects(
        responses=(opened.response_id, done.response_id),
        invitations=((asked[0].key, opened.id), (asked[1].key, done.id)),
        tokens=tuple(token for _, token in sent),
        plan_steps=((done.response_id, step.id),),
        delegates=((opened.response_id, delegate.id),),
        evidence=tuple(proofs),
        round_evidence=((asked[1].key, proofs[1][1]),),
        review_evidence=((asked[1].key, *proofs[1]),),
    )
    return City(tag, unit.id, *who, owns, token)


def _delegate(world: World, tag: str, host: Invitation) -> tuple[Invitation, str]:
    return delegates.invite_delegate(
        world.store,
        host,
        f"Delegate {world.plant(tag, 'delegate name')}",
        f"{world.plant(tag, 'delegate email')}@example.org",
        None,
        BEGINNING,
    )


def _answer(
    world: World, tag: str, invitation: Invitation, place: int, leave_open: str = ""
) -> None:
    answers = make_answers(
        note=f"Secret {world.plant(tag, 'answer text')}",
        proof=f"https://{world.plant(tag, 'answer link')}.example/",
        users=10.0 * place,
    )
    answers.pop(leave_open, None)
    person, response = invitation.person_name, invitation.response_id
    # One answer has been another one before, which can be restored.
    for given, seen in (({"body": "state"}, {}), (answers, {"body": 1})):
        responses.save_answers(world.store, response, given, seen, person, BEGINNING)


def _prove(world: World, tag: str, invitation: Invitation) -> int:
    """Put a link and a file beside an answer; give the id of the file."""
    link = f"https://{world.plant(tag, 'evidence link')}.example/"
    content = f"Secret {world.plant(tag, 'file text')}".encode()
    name = f"{world.plant(tag, 'file name')}.txt"
    evidence.add_link(world.store, invitation, "law", link, BEGINNING)
    file = parse_file(name, content, most_bytes=1000)
    added = evidence.add_file(
        world.store, invitation, "law", file, BEGINNING, quota=1000
    )
    return added.id


def _let_in_cities(world: World, alpha: Tenant) -> Iterator[Actor]:
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
        {city.tag, f"{city.tag} delegate apart", "alpha title", "alpha network"}
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


def _let_in_staff(world: World, alpha: Tenant, beta: Tenant) -> Iterator[Actor]:
    yield equip(Actor("stranger"), world.browse())
    for name, tenant in (("organiser", alpha), ("another organiser", beta)):
        done = next(iter(tenant.cities))
        apart = {f"{done} {who} apart" for who in ("focal", "delegate")}
        names = {f"{city} name" for city in tenant.cities}
        said = ("title", "network", "staff", "address")
        told = {f"{tenant.tag} {what}" for what in said}
        sees = frozenset({tenant.tag, *told, *tenant.cities, *names, *apart})
        actor = Actor(name, "organiser", owns=tenant.owns, sees=sees)
        yield equip(actor, sign_in(world, tenant), page="/organise/")
    browser = sign_in(world, alpha)
    gone = equip(Actor("signed-out organiser"), browser, page="/organise/")
    browser.post("/staff/sign-out", data={TOKEN_FIELD: gone.token})
    yield gone


def _let_in_reviewer(world: World, alpha: Tenant) -> Actor:
    """Let in who reviews one round of an organiser's, and sees that alone."""
    ((key, number),) = alpha.owns.reviewers
    account = accounts.find_account_by_id(world.store, number)
    if account is None:
        message = "there is no reviewer"
        raise RuntimeError(message)
    reviews = tuple(pair for pair in alpha.owns.reviews if pair[0] == key)
    proofs = tuple(one for one in alpha.owns.review_evidence if one[0] == key)
    actor = Actor(
        "reviewer",
        "organiser",
        is_to="reviewer",
        owns=Objects(rounds=(key,), reviews=reviews, review_evidence=proofs),
        sees=frozenset({"A", "B", "A name", "B name", "alpha title", "alpha staff"}),
    )
    reviewing = replace(alpha, account=account)
    return equip(actor, sign_in(world, reviewing), page="/organise/")


def _let_in_members(world: World, alpha: Tenant) -> Iterator[Actor]:
    """Let in who has a role in the workshop: its rounds are theirs, and no others."""
    owns = replace(
        _pick_rounds(alpha.owns, _keys(alpha.tag)),
        workshops=alpha.owns.workshops,
        members=alpha.owns.members,
        workshop_contributions=alpha.owns.workshop_contributions,
        workshop_own=alpha.owns.workshop_own,
        workshop_files=alpha.owns.workshop_files,
    )
    named = {f"{tag} name" for tag in alpha.cities}
    known = {"alpha title", "alpha staff"}
    everything = {*known, "alpha", "alpha address", *alpha.cities, *named}
    sees = {
        "co_organiser": everything,
        "reviewer": {*known, *alpha.cities},
        "researcher": known,
    }
    for role, (_, number) in zip(MEMBER_ROLES, alpha.owns.members, strict=True):
        account = accounts.find_account_by_id(world.store, number)
        if account is None or role == "organiser":
            raise LookupError(role)
        actor = Actor(
            f"{role} of a workshop",
            "organiser",
            is_to=role,
            owns=owns,
            sees=frozenset(sees[role]),
        )
        browser = sign_in(world, replace(alpha, account=account))
        yield equip(actor, browser, page="/organise/")


def _pick_rounds(owns: Objects, keys: Sequence[str]) -> Objects:
    """Keep of what an organiser owns what is of some rounds."""
    return Objects(
        rounds=tuple(key for key in owns.rounds if key in keys),
        invitations=tuple(one for one in owns.invitations if one[0] in keys),
        round_evidence=tuple(one for one in owns.round_evidence if one[0] in keys),
        reviews=tuple(one for one in owns.reviews if one[0] in keys),
        review_evidence=tuple(one for one in owns.review_evidence if one[0] in keys),
    )


def _let_in_administrator(world: World) -> Actor:
    """Let in who looks after the accounts, and sees nothing but who has one."""
    password = "correct horse of admin"  # noqa: S105  (of a test)
    account = accounts.add_account(
        world.store,
        "admin@example.org",
        "Administrator",
        BEGINNING,
        password_hash=accounts.hash_password(password),
        administrator=True,
    )
    waiting, _ = administration.add_by_link(
        world.store, "waiting@example.org", "Waiting", BEGINNING
    )
    known = {"link_digest": digest_token(SECRET), "link_expires_at": TODAY + DAY}
    world.store.write(lambda one: update_columns(one, waiting.id, known))
    actor = Actor(
        "administrator",
        "organiser",
        is_administrator=True,
        owns=Objects(holders=(waiting.id,)),
        sees=frozenset(
            f"{tag} {what}" for tag in world.tenants for what in ("staff", "address")
        ),
    )
    tenant = Tenant("admin", account, password, {}, Objects())
    return equip(actor, sign_in(world, tenant), page="/organise/")


def join(browser: FlaskClient, token: str) -> None:
    """Open an invitation link and go in."""
    page = browser.get(f"/join/{token}").text
    reply = browser.post(f"/join/{token}", data={TOKEN_FIELD: read_token(page)})
    if reply.status_code != 303:
        message = f"joining failed with {reply.status}"
        raise RuntimeError(message)


def sign_in(world: World, tenant: Tenant) -> FlaskClient:
    """Sign in as an organiser with a fresh browser."""
    browser = world.browse()
    reply = try_password(browser, tenant.account.email, tenant.password)
    if reply.location != "/organise/":
        message = f"sign-in failed with {reply.status}"
        raise RuntimeError(message)
    return browser


def try_password(browser: FlaskClient, email: str, password: str) -> TestResponse:
    """Send the form of sign-in."""
    token = read_token(browser.get(SIGN_IN_PATH).text)
    given = {"email": email, "password": password, TOKEN_FIELD: token}
    return browser.post(SIGN_IN_PATH, data=given)


def equip(actor: Actor, browser: FlaskClient, page: str = "/staff/sign-in") -> Actor:
    """Give an actor what the browser holds now, and a token for its forms."""
    token = read_token(browser.get(page).text)
    cookies = tuple((browser._cookies or {}).values())
    return replace(actor, cookies=cookies, token=token)
