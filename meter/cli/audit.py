"""`meter audit`: whether the audit trail is whole."""

from __future__ import annotations

import click


@click.group()
def audit() -> None:
    """Follow the audit trail of what staff did."""


@audit.command()
@click.option("--head", help="A hash that this command printed at an earlier time.")
def verify(head: str | None) -> None:
    """Follow the trail to its end, and print the count of entries and the last hash.

    Exit 12 names the first entry that was changed, moved or lost what stood before it.
    Entries taken away at the end are seen by nothing but a hash that was written down
    elsewhere: give it as --head.
    """
    from meter.audit.chain import verify_chain
    from meter.settings import load_settings
    from meter.storage import open_store

    with open_store(load_settings()) as store:
        found = verify_chain(store, head)
    click.echo(f"{found.count} {found.hash}")
