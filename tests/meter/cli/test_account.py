"""`meter account`: organisers are added and get passwords, seen by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner

from meter.cli import main
from meter.fieldwork.accounts import find_account
from meter.settings import load_settings
from meter.storage import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from meter.records import Account

PASSWORD = "correct horse battery"  # noqa: S105


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "DATABASE_URL", "PASSWORD"):
        monkeypatch.delenv(f"METER_{name}", raising=False)
    monkeypatch.setenv("METER_DATA", str(tmp_path))


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["account", *arguments], input=stdin)


def stored(email: str) -> Account:
    with open_store(load_settings()) as store:
        account = find_account(store, email)
    assert account is not None
    return account


def has_password(account: Account, password: str) -> bool:
    return PasswordHasher().verify(account.password_hash or "", password)


def test_an_organiser_is_added_with_a_password_from_standard_input() -> None:
    added = run("add", "Ana@example.org", "--name", "Ana", stdin=f"{PASSWORD}\n")

    assert added.exit_code == 0, added.output
    account = stored("ana@example.org")
    assert account.name == "Ana"
    assert has_password(account, PASSWORD)
    assert PASSWORD not in added.output


def test_a_password_may_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("METER_PASSWORD", PASSWORD)

    assert run("add", "ana@example.org").exit_code == 0

    assert has_password(stored("ana@example.org"), PASSWORD)


def test_a_short_password_adds_nobody() -> None:
    added = run("add", "ana@example.org", stdin="short\n")

    assert added.exit_code == 11
    assert run("list").output == ""


def test_an_address_is_added_once() -> None:
    run("add", "ana@example.org", stdin=f"{PASSWORD}\n")

    again = run("add", "ANA@example.org", stdin=f"{PASSWORD}\n")

    assert again.exit_code == 12
    assert run("list").output == "ana@example.org\tana@example.org\n"


def test_a_new_password_replaces_the_old_one() -> None:
    run("add", "ana@example.org", stdin=f"{PASSWORD}\n")
    before = stored("ana@example.org")

    changed = run("password", "ana@example.org", stdin="another horse battery\n")

    after = stored("ana@example.org")
    assert changed.exit_code == 0, changed.output
    assert has_password(after, "another horse battery")
    assert after.uniquifier != before.uniquifier


def test_nobody_gets_no_password() -> None:
    changed = run("password", "nobody@example.org", stdin=f"{PASSWORD}\n")

    assert changed.exit_code == 13
