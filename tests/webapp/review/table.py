"""A review under way: a reviewed round, a unit that has submitted, who reviews it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import accounts, responses, reviewers
from meter.fieldwork.reviewed import load_review
from meter.fieldwork.submission import submit_response
from tests.webapp.city import enter
from tests.webapp.desk import read_token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from meter.fieldwork.reviewed import Review
    from meter.records import Account, Round
    from tests.webapp.desk import Desk

GIVEN = {"law_share": 10.0, "policy_share": 20.0}


def read(reply: TestResponse) -> str:
    """Read a page as its words."""
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", reply.text)).split())
    return words.replace(" ,", ",")


@dataclass
class Table:
    """Who sits there, each with a browser: organiser, reviewer, focal point."""

    desk: Desk
    round: Round
    response: int
    rea: Account
    reviewer: FlaskClient
    city: FlaskClient

    @property
    def organiser(self) -> FlaskClient:
        return self.desk.client

    @property
    def review(self) -> Review:
        return load_review(self.desk.store, self.response)

    def path(self, rest: str = "") -> str:
        """Give an address under the response, as reviewers see it."""
        return f"/review/{self.round.key}/{self.response}/{rest}"

    def get(self, rest: str = "", client: FlaskClient | None = None) -> TestResponse:
        return (client or self.reviewer).get(self.path(rest))

    def post(
        self,
        rest: str,
        data: Mapping[str, str] | None = None,
        client: FlaskClient | None = None,
    ) -> TestResponse:
        sender = client or self.reviewer
        token = read_token(sender.get("/organise/"))
        as_of = self.desk.clock().isoformat()
        form = {"csrf_token": token, "as_of": as_of, **(data or {})}
        return sender.post(self.path(rest), data=form)

    def ask(self, item: str = "law_share", question: str = "Why so low?") -> None:
        revision = str(self.review.revision_of(item))
        given = {"revision": revision, "question": question}
        assert self.post(f"items/{item}/return", given).status_code == 303

    def see(self, rest: str = "") -> TestResponse:
        """Open a page of the unit."""
        return self.city.get(f"/answer/{self.response}/{rest}")

    def send(self, rest: str, data: Mapping[str, str] | None = None) -> TestResponse:
        """Send a form of the unit."""
        token = read_token(self.see())
        form = {"csrf_token": token, **(data or {})}
        return self.city.post(f"/answer/{self.response}/{rest}", data=form)

    def submit(self) -> None:
        self.desk.clock.go_on(minutes=5)
        submit_response(self.desk.store, self.response, "Arva", self.desk.clock())


@pytest.fixture
def table(desk: Desk) -> Table:
    """Yield a table at which nothing is verified yet."""
    asked = desk.open("checked", reviewed=True)
    _unit, response, token = desk.invite(asked, "Arva")
    at = desk.clock()
    responses.save_answers(desk.store, response, GIVEN, {}, "Focal Arva", at)
    submit_response(desk.store, response, "Focal Arva", at)
    rea = accounts.add_account(desk.store, "rea@example.org", "Rea", at)
    reviewers.name_reviewer(desk.store, asked, "rea@example.org", at)
    return Table(desk, asked, response, rea, desk.enter(rea), enter(desk.app, token))
