"""The command `meter remind`: a timer runs it, and what is due goes out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from meter.clock import utc_now
from meter.errors import NotFoundError

if TYPE_CHECKING:
    from meter.mailing.sending import Outcome
    from meter.records import Round
    from meter.settings import Settings
    from meter.storage import Store


@click.command()
@click.argument("round_key", metavar="[ROUND]", required=False)
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send none.")
def remind(round_key: str | None, dry_run: bool) -> None:  # noqa: FBT001  (click's)
    """Send the reminders and digests that are due, of one ROUND or all of them.

    Without a ROUND organisers are told, too, what waits for them.

    Run it every ten minutes by a timer: what has been sent is not sent again.
    """
    from meter.fieldwork.rounds import list_all_rounds
    from meter.mailing.post import ensure_set_up
    from meter.settings import load_settings
    from meter.storage import open_store

    settings = load_settings()
    if not dry_run:
        # First, so that nothing is queued that could never be sent.
        ensure_set_up(settings)
    with open_store(settings) as store:
        rounds = list_all_rounds(store)
        if round_key is not None:
            rounds = [one for one in rounds if one.key == round_key]
        if round_key is not None and not rounds:
            kind = "round"
            raise NotFoundError(kind, round_key)
        if dry_run:
            _preview(store, rounds, is_all=round_key is None)
        else:
            only = rounds[0].id if round_key is not None else None
            _send(store, settings, rounds, only)


def _preview(store: Store, rounds: list[Round], *, is_all: bool) -> None:
    from meter.mailing.notices import preview_notices
    from meter.mailing.outbox import list_mailings, preview_due

    at = utc_now()
    for asked in rounds:
        for due in preview_due(store, asked.id, at):
            email = due.invitation.person_email
            click.echo(f"would send\t{asked.key}\t{due.step.kind}\t{email}")
        for one in list_mailings(store, asked.id):
            if one.state == "waiting":
                click.echo(f"would send\t{asked.key}\t{one.kind}\t{one.person_email}")
    for account in preview_notices(store, at) if is_all else ():
        click.echo(f"would send\tnotice\t{account.email}")


def _send(
    store: Store, settings: Settings, rounds: list[Round], only: int | None
) -> None:
    from meter.mailing.notices import queue_notices
    from meter.mailing.outbox import queue_due
    from meter.mailing.post import Post
    from meter.mailing.sending import send_notices, send_waiting
    from webapp.mails.letters import write_letter
    from webapp.mails.notices import write_notice

    base = settings.base_url or ""
    for asked in rounds:
        queue_due(store, asked.id, utc_now())
    if only is None:
        queue_notices(store, utc_now())
    with Post(settings) as post:
        for outcome in send_waiting(
            store,
            post,
            lambda ready: write_letter(store, base, ready, utc_now()),
            utc_now,
            only,
        ):
            _tell(outcome)
        if only is None:
            write = partial(write_notice, base)
            for outcome in send_notices(store, post, write, utc_now):
                _tell(outcome)


def _tell(outcome: Outcome) -> None:
    one = outcome.mailing
    word = "sent"
    if outcome.failure:
        word = "refused" if outcome.is_final else "put off"
    told = (word, one.round_key, one.kind, one.person_email, outcome.failure)
    click.echo("\t".join(part for part in told if part))
