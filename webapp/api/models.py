"""What is sent and taken, as it stands in the description of the API."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_ON_A_PAGE, ON_A_PAGE = 200, 100

Reason = Literal["unanswered", "dont_know", "refused", "not_applicable"]


class Reply(BaseModel):
    """What is sent: these fields and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Body(BaseModel):
    """What is taken: each value is of its own type, and no field is passed over."""

    model_config = ConfigDict(strict=True, extra="forbid")


class PageQuery(BaseModel):
    """Which part of a list is asked for."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(
        ON_A_PAGE, ge=1, le=MOST_ON_A_PAGE, description="How many at most."
    )
    cursor: str | None = Field(
        None,
        min_length=1,
        max_length=100,
        description="Where to go on: `next` of the page before.",
    )


class NoQuery(BaseModel):
    """Nothing is asked for beside the address."""

    model_config = ConfigDict(extra="forbid")


class Fault(Reply):
    """One thing that does not fit: where it stands, and what is wrong."""

    where: str
    what: str


class Problem(Reply):
    """Why a request was not served (RFC 9457)."""

    type: str = Field(description="about:blank: the status says what kind it is.")
    title: str
    status: int
    detail: str = Field(description="What happened, and what to do.")
    errors: list[Fault] = Field(
        default=[], description="What does not fit, one by one."
    )


class InstrumentLine(Reply):
    """An instrument of the library."""

    key: str
    version: str
    title: str
    language: str
    fingerprint: str = Field(description="Changes with any change of the file.")


class InstrumentList(Reply):
    """Instruments of the library."""

    items: list[InstrumentLine]
    next: str | None


class OptionReply(Reply):
    """An answer category; `points` is None where it is not scored."""

    code: str
    say: str
    points: float | None


class ItemReply(Reply):
    """One question or statement."""

    key: str
    section: str
    type: str
    ask: str
    required: bool
    options: list[OptionReply]
    reasons: list[Reason] = Field(description="Reasons that may stand for an answer.")


class NodeReply(Reply):
    """A point of what is measured."""

    key: str
    title: str
    children: list[str]
    items: list[str]


class Instrument(InstrumentLine):
    """An instrument: what it asks and what it measures, without translations."""

    questions: list[ItemReply]
    nodes: list[NodeReply]
    methods: list[str]


class Round(Reply):
    """One fielding of one instrument version."""

    key: str
    title: str
    state: Literal["draft", "open", "closed"]
    workshop: str | None = Field(description="Key of the workshop that it belongs to.")
    instrument: str
    instrument_version: str
    instrument_fingerprint: str
    method: str | None
    opened_at: dt.datetime | None
    closes_at: dt.datetime | None
    closed_at: dt.datetime | None
    apart: bool
    reviewed: bool


class RoundList(Reply):
    """Rounds, the newest first."""

    items: list[Round]
    next: str | None


class Unit(Reply):
    """Who is assessed, with the facts of its profile and its response in the round."""

    id: int
    name: str
    profile: dict[str, str | float]
    response: int


class UnitList(Reply):
    """Units of a round, in the order in which they came to it."""

    items: list[Unit]
    next: str | None


class Response(Reply):
    """How far the answers of a unit are; `submitted_at` is None while it works."""

    id: int
    unit: int
    state: Literal["new", "started", "submitted"]
    started_at: dt.datetime | None
    submitted_at: dt.datetime | None
    reopened_at: dt.datetime | None
    accepted_at: dt.datetime | None


class ResponseList(Reply):
    """Responses of a round, in the order in which they were made."""

    items: list[Response]
    next: str | None


class Answer(Reply):
    """An answer: a value, or the reason why there is none, with its revision."""

    item: str
    value: str | float | list[str] | None
    missing: Reason | Literal["not_asked"] | None
    note: str
    revision: int
    changed_at: dt.datetime
    changed_by: str


class AnswerList(Reply):
    """Answers of a response, in the order of asking."""

    items: list[Answer]
    next: str | None


class RevisionList(Reply):
    """What an answer has been since the first submission, what stood then first."""

    items: list[Answer]
    next: str | None


class AnswerBody(Body):
    """What is written: a value, or the reason why there is none.

    Options by their codes, several as a list; a date as 2026-11-30. Without a note the
    answer keeps the one that it has.
    """

    value: str | float | list[str] | None = None
    missing: Reason | None = None
    note: str | None = Field(None, max_length=2000)


class NodeScore(Reply):
    """The result of one node: from 0 to 1, None where there is none."""

    score: float | None
    coverage: float | None


class Score(Reply):
    """The results of a unit as they were kept at submission."""

    unit: int
    name: str
    nodes: dict[str, NodeScore]
    stages: dict[str, str | None] = Field(description="Band by stage rule.")


class ScoreList(Reply):
    """Results that count; in a reviewed round those that were accepted."""

    items: list[Score]
    next: str | None
    method: str
    method_fingerprint: str


class Export(Reply):
    """A file of a round."""

    name: str
    media_type: str
    href: str


class ExportList(Reply):
    """Files that a round has."""

    items: list[Export]
    next: str | None


class Contribution(Reply):
    """What was published in the knowledge space of a workshop."""

    id: int
    key: str
    kind: str
    title: str
    summary: str
    languages: list[str]
    country: str
    year: int | None
    licence: str
    link: str
    indicators: list[str]
    credit: str | None = Field(description="Its contributor, where they agreed to it.")
    published_at: dt.datetime


class ContributionList(Reply):
    """What was published in a workshop, the newest first."""

    items: list[Contribution]
    next: str | None
