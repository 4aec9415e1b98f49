"""A world in which everybody typed something hostile, everywhere they could."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from instruments import Instrument
from meter.fieldwork import (
    accounts,
    apart,
    delegates,
    evidence,
    invitations,
    planning,
    presence,
    reopening,
    responses,
    reviewers,
    rounds,
    units,
)
from meter.fieldwork.asking import ask_reopening
from meter.fieldwork.given.errors import EvidenceLinkError
from meter.fieldwork.given.files import GivenFile
from meter.fieldwork.replying import reply
from meter.fieldwork.responses import Given
from meter.fieldwork.reviewing import return_answer
from meter.peers.consents import decide
from meter.peers.releases import make_release
from meter.storage.repository.rounds import update_round
from meter.storage.repository.workshops import save_participant
from meter.workshops import registering
from meter.workshops.records import Entry
from meter.workshops.workshops import draft_workshop
from tests.trust.hostile.knowledge import share_hostile
from tests.trust.hostile.network import go_on
from tests.trust.hostile.payloads import FORMS, Payload
from tests.trust.tenants.browsers import equip, join, sign_in
from tests.trust.tenants.questionnaire import DOCUMENT, make_answers
from tests.trust.tenants.world import (
    BEGINNING,
    Actor,
    City,
    Clock,
    Objects,
    Tenant,
    World,
)
from webapp import create_app

if TYPE_CHECKING:
    from meter.records import Account, Invitation, Round
    from meter.settings import Settings
    from meter.storage import Connection

WORDY = {"title", "ask", "say", "help", "hint", "intro", "summary", "about", "source"}


def build_gallery(settings: Settings) -> World:
    """Make a round for each hostile text, and one in which all take part."""
    clock = Clock()
    app = create_app(settings, clock=clock)
    world = World(app, clock, settings.data / "meter.sqlite")
    password = "correct horse of alpha"  # noqa: S105  (of a test)
    account = accounts.add_account(
        world.store,
        "o@example.org",
        Payload(0, "person").text,
        BEGINNING,
        password_hash=accounts.hash_password(password),
    )
    together = _start_round(world, account, "together", 0)
    drafted = _draft_round(world, account, "apart", 0, apart=True)
    apart_round = rounds.open_round(world.store, drafted.id, BEGINNING)
    rea = accounts.add_account(
        world.store, "rea@example.org", Payload(1, "review").text, BEGINNING
    )
    cities = {
        str(number): _let_answer_apart(
            world, apart_round, _settle(world, account, together, number)
        )
        for number in range(len(FORMS))
    }
    rounds.close_round(world.store, together.id, BEGINNING)
    make_release(world.store, together.id, account.name, BEGINNING)
    fair = _hold_workshop(world, account, together, cities)
    reviews = tuple(
        _review(world, f"round-{number}", city, rea) for number, city in cities.items()
    )
    gone_on = go_on(world, account, cities)
    shared = share_hostile(world, account, "fair", cities)
    pairs = tuple(pair for city in cities.values() for pair in city.owns.invitations)
    keys = ("together", "apart", *(f"round-{number}" for number in range(len(FORMS))))
    files = tuple(pair for city in cities.values() for pair in city.owns.round_evidence)
    owns = Objects(
        rounds=keys,
        workshops=fair.workshops,
        registrations=fair.registrations,
        register_keys=fair.register_keys,
        invitations=pairs,
        round_evidence=files,
        reviews=reviews,
        reviewers=tuple((key, rea.id) for key in keys[2:]),
    )
    owns = owns.joined(Objects(**gone_on)).joined(shared)
    world.tenants["alpha"] = Tenant("alpha", account, password, cities, owns)
    _let_in(world)
    world.keep()
    return world


def _hold_workshop(
    world: World, account: Account, together: Round, cities: dict[str, City]
) -> Objects:
    """Let all hostile cities take part in a workshop, and others ask to."""
    title = Payload(0, "round").text
    fair = draft_workshop(
        world.store, account.id, "fair", title, at=BEGINNING, place=title
    )
    fair = registering.switch_registration(world.store, fair, on=True)

    def job(connection: Connection) -> None:
        update_round(connection, together.id, {"workshop_id": fair.id})
        for city in cities.values():
            save_participant(connection, fair.id, city.unit_id, ("fr",), BEGINNING)

    world.store.write(job)
    for number in range(len(FORMS)):
        entry = Entry(
            Payload(number, "unit").text,
            Payload(number, "person").text,
            f"r{number}@example.org",
            {"country": Payload(number, "country").text},
        )
        registering.register(world.store, str(fair.register_key), entry, BEGINNING)
    waiting = registering.list_registrations(world.store, fair)
    return Objects(
        workshops=(fair.key,),
        registrations=tuple((fair.key, one.id) for one in waiting[:3]),
        register_keys=(str(fair.register_key),),
    )


def _review(world: World, key: str, city: City, rea: Account) -> tuple[str, int]:
    """Ask a hostile question about an answer, and let it be replied to alike."""
    store, response = world.store, city.owns.responses[0]
    words = Payload(int(city.tag), "review").text
    asked = rounds.find_round(store, key)
    owner = accounts.find_account(store, "o@example.org")
    if asked is None or owner is None:
        raise LookupError(key)
    reviewers.name_reviewer(store, asked, rea.email, BEGINNING)
    responses.submit_response(store, response, city.person, BEGINNING)
    focal = invitations.find_invitation(store, city.owns.invitations[0][1])
    if focal is None:
        raise LookupError(key)
    ask_reopening(store, focal, words, BEGINNING)
    reopening.reopen(store, response, words, owner, BEGINNING)
    return_answer(store, response, ("law", 1), words, rea, BEGINNING)
    said = Given({}, {})
    reply(store, response, "law", words, said, 1, by=city.person, at=BEGINNING)
    return key, response


def _start_round(world: World, account: Account, key: str, number: int) -> Round:
    """Open a round whose title and questionnaire are hostile."""
    drafted = _draft_round(world, account, key, number)
    return rounds.open_round(world.store, drafted.id, BEGINNING)


def _draft_round(
    world: World, account: Account, key: str, number: int, *, apart: bool = False
) -> Round:
    return rounds.draft_round(
        world.store,
        account.id,
        key,
        Payload(number, "round").text,
        make_hostile_instrument(number),
        at=BEGINNING,
        apart=apart,
        reviewed=key.startswith("round-"),
        peers="named",
    )


def _let_answer_apart(world: World, asked: Round, city: City) -> City:
    """Let a hostile city answer apart: all hand in, and one value is agreed."""
    number, store = int(city.tag), world.store
    person, called = Payload(number, "person").text, Payload(number, "delegate").text
    focal, token = invitations.invite(
        store, asked.id, city.unit_id, person, city.email, BEGINNING
    )
    delegate, _ = delegates.invite_delegate(
        store, focal, called, f"d{number}@example.org", None, BEGINNING
    )
    note = Payload(number, "note").text
    notes = {"law": note}
    own = {one: apart.list_opened(store, one)[-1] for one in (focal, delegate)}
    for one, response in own.items():
        answers = make_answers(note, "https://example.org/", users=float(number))
        by = one.person_name
        responses.save_answers(store, response, answers, {}, by, BEGINNING, notes=notes)
        apart.hand_in(store, response, by, BEGINNING)
    agreed = {"law": "full", "note": note}
    responses.save_answers(
        store, focal.response_id, agreed, {}, person, BEGINNING, notes=notes
    )
    owns = replace(
        city.owns,
        responses=(*city.owns.responses, focal.response_id, own[focal]),
        invitations=(*city.owns.invitations, (asked.key, focal.id)),
        tokens=(*city.owns.tokens, token),
        sheets=tuple((focal.response_id, one) for one in own.values()),
    )
    return replace(city, owns=owns)


def make_hostile_instrument(number: int) -> Instrument:
    """Make the small instrument with hostile words in place of all its own."""
    text = Payload(number, "words").text
    document = _say(DOCUMENT, text)
    first = document["sections"][0]["items"][0]
    first["help"] = f"* {text}\n\n{text}"
    return Instrument.model_validate({**document, "summary": text, "source": text})


def _say(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        return {
            key: text if key in WORDY and isinstance(part, str) else _say(part, text)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [_say(part, text) for part in value]
    return value


def _settle(world: World, account: Account, together: Round, number: int) -> City:
    """Invite a hostile city into its own round and that of all; let it answer."""
    own = _start_round(world, account, f"round-{number}", number)
    country = Payload(number, "country").text
    name = Payload(number, "unit").text
    facts: dict[str, str | float] = {"population": 1e3, "country": country}
    unit = units.save_unit(world.store, account.id, name, facts, BEGINNING)
    person, email = Payload(number, "person").text, f"p{number}@example.org"
    sent = [
        invitations.invite(world.store, one.id, unit.id, person, email, BEGINNING)
        for one in (own, together)
    ]
    called, address = Payload(number, "delegate").text, f"d{number}@example.org"
    delegate, token = delegates.invite_delegate(
        world.store, sent[0][0], called, address, None, BEGINNING
    )
    presence.note_presence(world.store, delegate, "all", BEGINNING)
    note = Payload(number, "note").text
    for invitation, _ in sent:
        answers = make_answers(note, "https://example.org/", users=float(number))
        response = invitation.response_id
        responses.save_answers(world.store, response, answers, {}, person, BEGINNING)
    files = [_prove(world, invitation, number) for invitation, _ in sent]
    done = sent[1][0].response_id
    responses.submit_response(world.store, done, person, BEGINNING)
    nodes = ("index", "rules", "use", "people")
    decide(world.store, sent[1][0], dict.fromkeys(nodes, "named"), 0, BEGINNING)
    wanted = planning.Wanted(note, person)
    step = planning.add_step(world.store, sent[1][0], "law", wanted, BEGINNING)
    owns = Objects(
        responses=tuple(one.response_id for one, _ in sent),
        invitations=((own.key, sent[0][0].id), (together.key, sent[1][0].id)),
        tokens=tuple(token for _, token in sent),
        delegates=((delegate.response_id, delegate.id),),
        evidence=tuple(
            (invitation.response_id, file)
            for (invitation, _), file in zip(sent, files, strict=True)
        ),
        round_evidence=(("together", files[1]),),
        plan_steps=((done, step.id),),
    )
    return City(str(number), unit.id, person, email, owns, token)


def _prove(world: World, invitation: Invitation, number: int) -> int:
    """Put evidence beside an answer, its name as if nothing had tidied it."""
    hostile = Payload(number, "file").text
    link = f"https://example.org/?{hostile.replace(' ', '+')}"
    # What is no link is refused, and does no harm.
    with suppress(EvidenceLinkError):
        evidence.add_link(world.store, invitation, "law", link, BEGINNING)
    file = GivenFile(hostile, "text/plain", f"text {number}".encode())
    added = evidence.add_file(
        world.store, invitation, "law", file, BEGINNING, quota=1000
    )
    return added.id


def _let_in(world: World) -> None:
    """Let the organiser in, and one delegate who holds every invitation."""
    tenant = world.tenants["alpha"]
    organiser = Actor("organiser", "organiser", owns=tenant.owns)
    browser = sign_in(world, tenant)
    world.actors["organiser"] = equip(organiser, browser, page="/organise/")
    delegate = world.browse()
    for city in tenant.cities.values():
        for token in city.owns.tokens:
            join(delegate, token)
    everything = [city.owns for city in tenant.cities.values()]
    owns = Objects(
        tuple(one for owned in everything for one in owned.responses),
        tokens=tuple(one for owned in everything for one in owned.tokens),
        delegates=tuple(one for owned in everything for one in owned.delegates),
        evidence=tuple(one for owned in everything for one in owned.evidence),
        sheets=tuple(one for owned in everything for one in owned.sheets),
        contributions=tuple(one for owned in everything for one in owned.contributions),
        own_contributions=tuple(
            one for owned in everything for one in owned.own_contributions
        ),
        shared_files=tuple(one for owned in everything for one in owned.shared_files),
        plan_steps=tuple(one for owned in everything for one in owned.plan_steps),
    )
    invited = Actor("delegate", "respondent", owns=owns)
    world.actors["delegate"] = equip(invited, delegate)
