"""What is seen of roles: members, accounts, what staff did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stops.stop import Stop, mistake, to
from walk import Walk, go, press

if TYPE_CHECKING:
    from playwright.sync_api import Page

MEMBERS = "/workshops/sample/members"
PACKAGE = "/organise/{walk.workshop.key}/package"
BY_NUMBERS = "/organise/{walk.workshop.key}/compare"


def add_account(page: Page, walk: Walk) -> int:
    """Add an account, whose link is shown this once."""
    go(page, "/admin/accounts")
    page.fill("#name", "Somebody with a long name of many words")
    page.fill("#email", f"new.{walk.language}@a-long-name.city.example")
    return press(page, 'form[action$="/accounts"] button')


def leave_nobody(page: Page, _: Walk) -> int:
    """Take the only administrator's right away."""
    go(page, "/admin/accounts")
    return press(page, 'form[action$="/withdraw"] button')


STOPS = (
    Stop("members", "organiser", to(MEMBERS)),
    Stop(
        "member to correct",
        "organiser",
        mistake(
            MEMBERS, {"email": "nobody@city.example"}, 'form[action$="/members"] button'
        ),
        422,
    ),
    Stop("accounts", "organiser", to("/admin/accounts")),
    Stop(
        "account to correct",
        "organiser",
        mistake(
            "/admin/accounts",
            {"name": "", "email": "nowhere"},
            'form[action$="/accounts"] button',
        ),
        422,
    ),
    Stop("link of an account", "organiser", add_account),
    Stop("last administrator", "organiser", leave_nobody, 409),
    Stop("trail of a workshop", "organiser", to("/workshops/sample/trail")),
    Stop("trail of a round", "organiser", to("/organise/{walk.workshop.key}/trail")),
    Stop("own trail", "respondent", to("{walk.done}/trail")),
    Stop("own trail yet empty", "respondent", to("{walk.half_way}/trail")),
    Stop("comparison by numbers", "researcher", to(BY_NUMBERS)),
    Stop("package for a researcher", "researcher", to(PACKAGE)),
    Stop("package", "organiser", to(PACKAGE)),
)
