"""A walk through all pages: rounds in every state, links of every kind, ways in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from apart_city import answer_apart
from filling import choose_answers
from instruments import load_instrument
from meter.demo.prepare import WORKSHOP
from meter.demo.workshop import SECOND
from meter.fieldwork.accounts import (
    find_account,
    find_account_by_id,
    hash_password,
    save_account,
)
from meter.fieldwork.invitations import (
    invite,
    list_invitations,
    reissue,
    revoke,
)
from meter.fieldwork.responses import list_responses, save_answers
from meter.fieldwork.reviewing import return_answer
from meter.fieldwork.rounds import close_round, draft_round, find_round, open_round
from meter.fieldwork.submission import submit_response
from meter.fieldwork.units import list_units, save_unit
from meter.workshops.workshops import draft_workshop, find_workshop_of
from webapp.current import utc_now

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from live_site import LiveSite
    from meter.demo.prepare import DemoLinks
    from meter.records import Invitation, Round
    from meter.storage import Store

A_MOMENT = 1e-8
"""A life of a link in days, over before anybody can open it."""

UNSCORED = """
meter: 1
key: unscored
version: "1"
title: Nothing but words
language: en
sections:
  - {key: one, title: One, items: [{key: words, type: text, ask: What is new?}]}
"""


class Walk:
    """Rounds in every state, and links of every kind, for one language."""

    def __init__(
        self, site: LiveSite, links: DemoLinks, language: str, folder: Path
    ) -> None:
        self.site = site
        self.links = links
        self.language = language
        workshop = find_round(site.store, WORKSHOP)
        assert workshop is not None
        self.workshop = workshop
        self.draft = self._draft("draft")
        self.stale = self._draft("stale")
        self.empty = self._open("empty")
        self.closed = self._open("closed")
        self.grace = self._open("grace", timedelta(hours=-1))
        self.unscored = self._draft_unscored(folder)
        self.sent, self.fresh = self._invite(self.empty, "A city with a fresh link")
        self.early = self._invite(self.draft, "A city that is early")[1]
        self.late = self._invite(self.closed, "A city that was late")[1]
        self.tardy = self._invite(self.grace, "A city in the grace")[1]
        gone, self.withdrawn = self._invite(self.empty, "A city that has left")
        revoke(site.store, gone.id, utc_now())
        self.expired = self._invite(self.empty, "A city that forgot", days=A_MOMENT)[1]
        close_round(site.store, self.closed.id, utc_now())
        self._start_review()
        # Addresses of responses, known once their links have been opened.
        self.half_way = self.done = self.too_early = self.too_late = ""
        self.in_grace = self.questioned = self.provisional = self.again = ""
        self.apart = self._open("apart", apart=True)
        self.agreeing, self.agreeing_link = self._invite(self.apart, "A city apart")
        self.collecting, self.collecting_link = self._invite(
            self.apart, "A city that collects"
        )
        self._find_sample()
        self.own = answer_apart(site.store, self.agreeing, are_done=True)
        self.own_collecting = answer_apart(site.store, self.collecting, are_done=False)

    def _find_sample(self) -> None:
        """Find the sample workshop and its second round; draft a workshop beside it."""
        store, at = self.site.store, utc_now()
        sample = find_workshop_of(store, self.workshop)
        second = find_round(store, SECOND)
        assert sample is not None
        assert second is not None
        self.register_key = sample.register_key
        self.own_workshop = f"own-{self.language}"
        title = f"A workshop to come, with a long name: {self.language}"
        draft_workshop(store, sample.owner_id, self.own_workshop, title, at=at)
        revised = {
            one.id for one in list_responses(store, second.id) if one.submitted_at
        }
        sent = list_invitations(store, second.id)
        self.second = next(one for one in sent if one.response_id in revised)
        _, token = reissue(store, self.second.id, at)
        self.again_link = f"/join/{token}"

    def _start_review(self) -> None:
        """Let two cities submit to a review, and ask one of them twice."""
        store, at = self.site.store, utc_now()
        self.checked = self._open("checked", reviewed=True)
        answers = choose_answers(load_instrument("meter"))
        found = []
        for name in ("A city that is asked", "A city in review"):
            sent, link = self._invite(self.checked, name)
            save_answers(store, sent.response_id, answers, {}, "Amal", at)
            submit_response(store, sent.response_id, "Amal", at)
            found.append((sent.response_id, link))
        (self.under_review, self.asked), (_, self.waiting) = found
        owner = find_account_by_id(store, self.workshop.owner_id)
        assert owner is not None
        for words in ("Where is it written?", "And since when is that the rule here?"):
            seen = ("l1_2", 1)
            return_answer(store, self.under_review, seen, words, owner, at)

    def _draft(
        self,
        name: str,
        left: timedelta = timedelta(weeks=2),
        *,
        apart: bool = False,
        reviewed: bool = False,
    ) -> Round:
        return draft_round(
            self.site.store,
            self.workshop.owner_id,
            f"{name}-{self.language}",
            f"A round to walk through: {name}",
            load_instrument("meter"),
            at=utc_now(),
            closes_at=utc_now() + left,
            grace_days=3 if left < timedelta() else 0,
            apart=apart,
            reviewed=reviewed,
        )

    def _open(
        self, name: str, left: timedelta = timedelta(weeks=2), **declared: bool
    ) -> Round:
        drafted = self._draft(name, left, **declared)
        return open_round(self.site.store, drafted.id, utc_now())

    def _draft_unscored(self, folder: Path) -> Round:
        file = folder / "unscored.yaml"
        file.write_text(UNSCORED, encoding="utf-8")
        return draft_round(
            self.site.store,
            self.workshop.owner_id,
            f"unscored-{self.language}",
            "A round without scores",
            load_instrument(file),
            at=utc_now(),
        )

    def _invite(
        self, asked: Round, name: str, days: float = 30
    ) -> tuple[Invitation, str]:
        store, at = self.site.store, utc_now()
        name = f"{name} ({self.language})"
        unit = save_unit(store, asked.owner_id, name, {}, at)
        address = "amal@city.example"
        sent, token = invite(store, asked.id, unit.id, "Amal", address, at, days=days)
        return sent, f"/join/{token}"

    @property
    def chosen(self) -> str:
        """Choose six units to compare."""
        units = list_units(self.site.store, self.workshop.id)[:6]
        return "&".join(f"units={unit.id}" for unit in units)


def find_invitation(walk: Walk, address: str) -> Invitation:
    """Find who answers for a city of the sample workshop, by its response's address."""
    response = int(address.rsplit("/", 1)[1])
    sent = list_invitations(walk.site.store, walk.workshop.id)
    return next(
        one for one in sent if one.response_id == response and not one.is_delegate
    )


def go(page: Page, address: str) -> int:
    """Open an address; give the status of the reply."""
    reply = page.goto(address)
    assert reply is not None
    return reply.status


def press(page: Page, selector: str) -> int:
    """Press a button that loads a page; give the status of the reply."""
    button = page.locator(selector)
    button.evaluate("one => one.closest('details')?.setAttribute('open', '')")
    with page.expect_navigation() as loading:
        button.click()
    return loading.value.status


def open_link(page: Page, link: str) -> str:
    """Let a browser in by an invitation; give the address of the response."""
    go(page, link)
    press(page, "main form button")
    return page.url.rstrip("/")


def choose_password(store: Store, email: str, password: str) -> None:
    """Let somebody of the staff sign in."""
    account = find_account(store, email)
    assert account is not None
    hashed = hash_password(password)
    save_account(store, replace(account, password_hash=hashed))


def sign_in(page: Page, email: str, password: str) -> None:
    go(page, "/staff/sign-in")
    page.fill("#email", email)
    page.fill("#password", password)
    assert press(page, "main form button") == 200
