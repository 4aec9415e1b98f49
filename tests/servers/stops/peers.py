"""What cities see of each other, and what the organiser declares about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.rounds import get_instrument
from meter.peers.consents import decide
from meter.peers.declaring import declare_peers
from meter.peers.levels import list_peer_nodes
from stops.stop import Stop, to
from walk import Walk, go, press
from webapp.current import utc_now

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from meter.records import PeerLevel, Round

SHARE = "form.shares .actions button"


def declare(walk: Walk, asked: Round, level: PeerLevel) -> None:
    declare_peers(walk.site.store, asked.id, level, utc_now())


def decide_too_late(page: Page, walk: Walk) -> int:
    """Decide what has been decided otherwise since it was read."""
    go(page, f"{walk.done}/peers")
    seen = page.locator('form.shares [name="seen"]')
    seen.evaluate("one => { one.value = '0'; }")
    page.locator('form.shares [value="nothing"]').first.check()
    return press(page, SHARE)


def share_too_much(page: Page, walk: Walk) -> int:
    """Show a name where the organiser declares less meanwhile."""
    declare(walk, walk.checked, "named")
    go(page, f"{walk.questioned}/peers")
    page.locator('form.shares [value="named"]').first.check()
    declare(walk, walk.checked, "spread")
    status = press(page, SHARE)
    declare(walk, walk.checked, "nothing")
    return status


def declare_more_too_late(page: Page, walk: Walk) -> int:
    """Declare more where a unit decides meanwhile."""
    store, asked = walk.site.store, walk.empty
    declare(walk, asked, "spread")
    go(page, f"/organise/{asked.key}/")
    page.locator("#peers").evaluate("one => { one.open = true; }")
    page.select_option("#declared-peers", "named")
    framework = get_instrument(store, asked).framework
    assert framework is not None
    node = list_peer_nodes(framework)[0]
    decide(store, walk.sent, {node: "spread"}, 0, utc_now())
    status = press(page, 'form[action$="/peers"] button')
    declare(walk, asked, "nothing")
    return status


STOPS = (
    Stop("peers before the end", "respondent", to("{walk.half_way}/peers")),
    Stop("peers of a second round", "respondent", to("{walk.again}/peers")),
    Stop("peers of nobody", "respondent", to("{walk.questioned}/peers")),
    Stop("shared meanwhile", "respondent", decide_too_late, 409),
    Stop("less is declared meanwhile", "respondent", share_too_much, 409),
    Stop("decided before more is declared", "organiser", declare_more_too_late, 409),
)
