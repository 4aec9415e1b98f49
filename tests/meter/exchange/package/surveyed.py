"""A reviewed round with all kinds of answers, and canaries in all that is withheld."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from instruments import Instrument, Missing
from instruments.translations import translate
from meter.exchange.package.snapshot import Terms, read_snapshot
from meter.exchange.package.words import Words
from meter.fieldwork import accounts, evidence, invitations, responses, rounds, units
from meter.fieldwork.given.files import GivenFile
from meter.fieldwork.reopening import accept
from meter.fieldwork.reviewing import verify_answers
from meter.fieldwork.submission import submit_response
from meter.peers.consents import decide
from meter.publication.agreements import agree
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from instruments import Answer
    from meter.exchange.package.snapshot import Snapshot
    from meter.records import Invitation, Round
    from meter.storage import Store

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
SECRET = b"of the server"
NAMED = "=Open City"
CANARY = "canary"
HIDDEN = [f"City {CANARY} {number}" for number in range(8)]

AR = {
    "title": "\u0635\u063a\u064a\u0631",
    "item.law.ask": "\u064a\u0648\u062c\u062f \u0642\u0627\u0646\u0648\u0646.",
    "scale.extent.option.full.say": "\u0643\u0627\u0645\u0644\u0627\u064b",
    "node.index.title": "\u0627\u0644\u0645\u0624\u0634\u0631",
    "stages.ladder.band.high.title": "\u0645\u0631\u062a\u0641\u0639",
}
ZH = {
    "title": "\u5c0f",
    "item.law.ask": "\u6709\u4e00\u90e8\u6cd5\u5f8b\u3002" * 30,
    "scale.extent.option.full.say": "\u5b8c\u5168",
    "node.index.title": "\u6307\u6570",
    "stages.ladder.band.high.title": "\u9ad8",
}
NUMBERS = {
    "key": "deficit",
    "type": "number",
    "ask": "What is left over?",
    "at_least": -1000,
    "at_most": 1000,
}


def make_document() -> dict[str, Any]:
    """Give the tiny instrument a ladder, alternatives, translations, a debt."""
    document: dict[str, Any] = json.loads(json.dumps(DOCUMENT))
    document["sections"][0]["items"].append(NUMBERS)
    document["scales"]["extent"]["allow"].append("refused")
    document["methods"]["default"] |= {
        "stages": ["ladder"],
        "alternatives": {"draws": 50, "weights": {"else": 20}},
    }
    document["stages"] = {
        "ladder": {
            "title": "Ladder",
            "of": "index",
            "bands": [
                {"key": "low", "title": "Low", "from": 0},
                {"key": "high", "title": "High", "from": 0.5},
            ],
        }
    }
    document["translations"] = {"ar": AR, "zh": ZH}
    return document


ANSWERS: list[dict[str, Answer]] = [
    {"law": "full", "site": "yes", "users": 12.5, "ways": ("web", "phone")},
    {"law": "partly", "site": "no", "ways": ("phone",)},
    {"law": Missing.DONT_KNOW, "site": "yes", "users": 0.1 + 0.2, "ways": ("web",)},
    {"law": Missing.NOT_APPLICABLE, "site": "yes", "users": 100.0},
    {"law": Missing.REFUSED, "site": "no"},
    {"site": "yes", "deficit": -5.0},
]


@dataclass
class Surveyed:
    """The store, the round, and who was invited, by the name of the unit."""

    store: Store
    round: Round
    instrument: Instrument
    sent: dict[str, Invitation]

    def read(self, language: str = "en", *, with_names: bool = False) -> Snapshot:
        """Read the round for its package, made by METER 0."""
        worded = translate(self.instrument, language)
        terms = Terms(SECRET, Words(language), "0", with_names)
        return read_snapshot(self.store, self.round, worded, terms, AT)


def survey(store: Store) -> Surveyed:
    """Let nine units answer, one be invited only, and one agree to be named here."""
    owner = accounts.add_account(
        store, f"{CANARY}@staff.example", f"Organiser {CANARY}", AT
    )
    instrument = Instrument.model_validate(make_document())
    drafted = rounds.draft_round(
        store,
        owner.id,
        "seoul",
        "Seoul",
        instrument,
        at=AT,
        reviewed=True,
        peers="named",
        closes_at=AT + timedelta(days=30),
    )
    asked = rounds.open_round(store, drafted.id, AT)
    surveyed = Surveyed(store, asked, instrument, {})
    for place, name in enumerate([NAMED, *HIDDEN]):
        join(surveyed, place, name)
    levels = dict.fromkeys(("index", "rules", "use"), "named")
    decide(store, surveyed.sent[NAMED], levels, 0, AT)  # type: ignore[arg-type]
    agree(store, surveyed.sent[NAMED], "open", 0, AT)
    _invite(surveyed, f"Late {CANARY}", {})
    return surveyed


def join(surveyed: Surveyed, place: int, name: str) -> None:
    """Let a unit answer, with a canary in each text, and be accepted."""
    profile = {
        "population": 12_345.0 if place else 7_654_321.0,
        "region": "africa" if place < 7 else "asia",
        "country": "Kaloa" if place < 5 else f"Land of {CANARY} {place}",
    }
    sent = _invite(surveyed, name, profile)
    given = {
        **ANSWERS[place % len(ANSWERS)],
        "note": f"=We are {CANARY} {place}",
        "since": "1987-06-05",
    }
    store, response = surveyed.store, sent.response_id
    notes = {"site": f"Ask {CANARY}@city.example"}
    responses.save_answers(store, response, given, {}, f"Ana {CANARY}", AT, notes=notes)
    evidence.add_link(store, sent, "law", f"https://{CANARY}.example/law", AT)
    file = GivenFile(f"{CANARY}.txt", "text/plain", b"a law")
    evidence.add_file(store, sent, "law", file, AT, quota=10_000)
    submit_response(store, response, f"Ana {CANARY}", AT)
    owner = accounts.find_account(store, f"{CANARY}@staff.example")
    assert owner is not None
    later = AT + timedelta(minutes=1)
    verify_answers(store, response, {"site": 1}, owner, later)
    accept(store, response, "It is well.", owner, later)


def _invite(surveyed: Surveyed, name: str, profile: dict[str, Any]) -> Invitation:
    store, asked = surveyed.store, surveyed.round
    unit = units.save_unit(store, asked.owner_id, name, profile, AT)
    email = f"{CANARY}.{unit.id}@city.example"
    sent, token = invitations.invite(
        store, asked.id, unit.id, f"Ana {CANARY}", email, AT
    )
    invitations.admit(store, token, AT)
    surveyed.sent[name] = sent
    return sent
