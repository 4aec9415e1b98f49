"""`meter account`: who may organise rounds."""

from __future__ import annotations

import os
import sys

import click

from meter.clock import utc_now
from meter.errors import NotFoundError

PASSWORD_VARIABLE = "METER_PASSWORD"  # noqa: S105  (its name, not a password)


@click.group()
def account() -> None:
    """Add organisers and change their passwords."""


@account.command()
@click.argument("email")
@click.option("--name", help="How pages address the person; default is the address.")
def add(email: str, name: str | None) -> None:
    """Add an organiser who signs in with EMAIL.

    The password is asked for, or read from METER_PASSWORD or from standard input.
    """
    from meter.fieldwork.accounts import add_account, hash_password
    from meter.settings import load_settings
    from meter.storage import open_store

    password = hash_password(read_password())
    with open_store(load_settings()) as store:
        made = add_account(
            store, email, name or email, utc_now(), password_hash=password
        )
    click.echo(f"{made.email} can sign in.")


@account.command()
@click.argument("email")
def password(email: str) -> None:
    """Change the password of EMAIL; all their sessions end."""
    from meter.fieldwork.accounts import change_password, find_account, hash_password
    from meter.settings import load_settings
    from meter.storage import open_store

    with open_store(load_settings()) as store:
        found = find_account(store, email)
        if found is None:
            kind = "account"
            raise NotFoundError(kind, email)
        change_password(store, found, hash_password(read_password()))
    click.echo(f"{found.email} has a new password.")


@account.command(name="list")
def list_all() -> None:
    """List who may organise rounds."""
    from meter.fieldwork.accounts import list_accounts
    from meter.settings import load_settings
    from meter.storage import open_store

    with open_store(load_settings()) as store:
        for one in list_accounts(store):
            click.echo(f"{one.email}\t{one.name}" + ("" if one.active else "\tclosed"))


def read_password() -> str:
    """Read a password from where no other user of the machine can see it."""
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return asked
