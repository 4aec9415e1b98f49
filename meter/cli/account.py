"""`meter account`: who may sign in, and who looks after the accounts."""

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
@click.option("--administrator", is_flag=True, help="They look after other accounts.")
def add(email: str, name: str | None, administrator: bool) -> None:  # noqa: FBT001  (click passes it)
    """Add an organiser who signs in with EMAIL.

    The password is asked for, or read from METER_PASSWORD or from standard input.
    """
    from meter.fieldwork.accounts import add_account, hash_password
    from meter.settings import load_settings
    from meter.storage import open_store

    password = hash_password(read_password())
    with open_store(load_settings()) as store:
        made = add_account(
            store,
            email,
            name or email,
            utc_now(),
            password_hash=password,
            administrator=administrator,
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


@account.command()
@click.argument("email")
def grant(email: str) -> None:
    """Let EMAIL look after the other accounts, as an administrator."""
    from meter.fieldwork.accounts import find_account
    from meter.fieldwork.administration import grant as make_administrator
    from meter.settings import load_settings
    from meter.storage import open_store

    with open_store(load_settings()) as store:
        found = find_account(store, email)
        if found is None:
            kind = "account"
            raise NotFoundError(kind, email)
        make_administrator(store, found.id, utc_now())
    click.echo(f"{found.email} is an administrator.")


@account.command(name="list")
def list_all() -> None:
    """List who may organise rounds."""
    from meter.fieldwork.accounts import list_accounts
    from meter.settings import load_settings
    from meter.storage import open_store

    with open_store(load_settings()) as store:
        for one in list_accounts(store):
            marks = (
                *(["administrator"] if one.administrator else []),
                *([] if one.active else ["closed"]),
            )
            click.echo("\t".join((one.email, one.name, *marks)))


def read_password() -> str:
    """Read a password from where no other user of the machine can see it."""
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return asked
