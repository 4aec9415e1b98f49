"""`meter deliver`: what webhooks are to be told goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from meter.integration.deliveries import Outcome


@click.command()
def deliver() -> None:
    """Tell webhooks what they are to be told now, and try again what failed.

    `meter serve` does the same every few seconds. Run this by a timer where the pages
    are served by another program.
    """
    from meter.clock import utc_now
    from meter.integration.deliveries import deliver_due
    from meter.integration.posting import HookPost
    from meter.settings import load_secret_key, load_settings
    from meter.storage import open_store

    settings = load_settings()
    sender = HookPost(private=settings.webhooks_private)
    key = load_secret_key(settings)
    with open_store(settings) as store:
        for outcome in deliver_due(store, sender, key, utc_now):
            _tell(outcome)


def _tell(outcome: Outcome) -> None:
    word = "delivered"
    if outcome.failure:
        word = "given up" if outcome.is_final else "put off"
    one = outcome.delivery
    told = (word, str(one.id), one.event, outcome.failure)
    click.echo("\t".join(part for part in told if part))
