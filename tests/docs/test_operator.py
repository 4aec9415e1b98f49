"""What docs/operator.md has its reader type works, and what it names is there."""

from __future__ import annotations

import logging
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from meter.cli import main
from meter.fieldwork.accounts import list_accounts
from meter.settings import MEGABYTE, Settings, load_settings
from meter.storage import open_store
from webapp.app import MAX_BODY_BYTES, create_app
from webapp.headers import SECRET_PATHS
from webapp.logs import HIDE_LINKS
from webapp.serving import CONNECTIONS
from webapp.staff.guesses import MOST_GUESSES, WINDOW
from webapp.workshops.registering import MOST_FROM_ONE_PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/operator.md").read_text(encoding="utf-8")
MAIL = (ROOT / "docs/reminders.md").read_text(encoding="utf-8")
OWNER = "you@example.org"
PASSWORD = "four words of an operator"  # noqa: S105  (of an account of this test)
HOST = "meter.example.org"
NO_SETTING = {"METER_CONFIG"}
"""Names the file of settings."""


def read_blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


START, BACKUP, RESTORE = read_blocks("sh")
CODE = "\n".join(
    re.findall(r"^```\w+\n.*?^```$|`[^`\n]+`", PAGE, re.DOTALL | re.MULTILINE)
)
COMMAND = re.compile(r"\bmeter ((?:(?:account|audit|db) )?[a-z]+)\b([^`\n#]*)")
"""A command in the code of the page, and what follows it."""


class Machine:
    """A machine on which the page is followed: its settings, its folder of data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        programs = folder / "bin"
        programs.mkdir()
        for name, words in (("meter", ["-m", "meter"]), ("python3", [])):
            program = programs / name
            line = shlex.join([sys.executable, *words])
            program.write_text(f'#!/bin/sh\nexec {line} "$@"\n')
            program.chmod(0o755)
        config = folder / "meter.toml"
        (told,) = read_blocks("toml")
        config.write_text(told.replace("/var/lib/meter", str(folder)))
        kept = {key: one for key, one in os.environ.items() if key[:6] != "METER_"}
        self.environment = {
            **kept,
            "METER_CONFIG": str(config),
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
        }

    def type(self, block: str, asked: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-e", "-c", block],  # noqa: S607  (what our page has people type)
            cwd=self.folder,
            env=self.environment,
            input=asked,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """Follow the first start; the server makes its key."""
    machine = Machine(tmp_path_factory.mktemp("operator"))
    started = machine.type(START, f"{PASSWORD}\n")
    assert started.returncode == 0, started.stderr
    assert "is sound." in started.stdout
    return machine


@pytest.fixture(scope="module")
def app(machine: Machine) -> Iterator[Flask]:
    with pytest.MonkeyPatch.context() as patch:
        for name in [one for one in os.environ if one.startswith("METER_")]:
            patch.delenv(name)
        patch.setenv("METER_CONFIG", machine.environment["METER_CONFIG"])
        app = create_app(load_settings())
    yield app
    app.extensions["meter"].store.close()


def test_a_backup_made_while_the_server_runs_is_private_and_restored(
    machine: Machine, app: Flask
) -> None:
    made = machine.type(BACKUP)
    assert made.returncode == 0, made.stderr
    backup = machine.folder / "backup"
    modes = {one.suffix: one.stat().st_mode & 0o077 for one in backup.iterdir()}
    restored = machine.type(RESTORE)
    assert restored.returncode == 0, restored.stderr

    assert (modes, backup.stat().st_mode & 0o077) == ({".zip": 0, ".txt": 0}, 0)
    assert "is sound." in restored.stdout
    data = machine.folder / "data"
    assert (data / "secret_key").read_text("ascii") == app.secret_key
    with open_store(f"sqlite:///{data / 'meter.sqlite'}") as store:
        assert [one.email for one in list_accounts(store)] == [OWNER]


def test_a_backup_of_nothing_is_no_backup(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    (tmp_path / "data").mkdir()

    made = machine.type(BACKUP)

    assert made.returncode != 0
    assert f"There is no database at {tmp_path / 'data' / 'meter.sqlite'}" in (
        made.stderr
    )


def test_what_a_former_backup_of_the_day_ended_with_stays(tmp_path: Path) -> None:
    machine = Machine(tmp_path)

    kept = machine.type(f"meter() {{ echo kept; }}\n{BACKUP}")
    failed = machine.type(f"meter() {{ echo half; return 12; }}\n{BACKUP}")

    assert (kept.returncode, failed.returncode) == (0, 12)
    (text,) = (tmp_path / "backup").glob("*.txt")
    assert text.read_text() == "kept\n"


@pytest.mark.parametrize(
    ("trail", "asked"),
    [("The audit trail ends with 12 c0ffee\n", " --head c0ffee"), ("", "")],
    ids=["of this version", "of another version"],
)
def test_a_restored_trail_is_asked_for_the_end_that_was_written_down(
    tmp_path: Path, trail: str, asked: str
) -> None:
    machine = Machine(tmp_path)
    for name in ("backup", "data", "restored"):
        (tmp_path / name).mkdir()
    (tmp_path / "backup/2026-11-30.zip").touch()
    said = "backup/2026-11-30.zip holds meter.sqlite and secret_key at revision 0018.\n"
    (tmp_path / "backup/2026-11-30.txt").write_text(f"{said}{trail}")

    typed = machine.type(f'meter() {{ echo "$@"; }}\n{RESTORE}')

    assert typed.returncode == 0, typed.stderr
    assert typed.stdout.splitlines()[-1] == f"audit verify{asked}"


def test_the_server_is_healthy_under_its_name_alone(app: Flask) -> None:
    client = app.test_client()

    asked = re.search(r"`curl -fsS -H \"Host: (\S+)\" http://(\S+?)/health`", PAGE)
    assert asked is not None
    good = client.get("/health", headers={"Host": asked[1]})
    assert good.get_data(as_text=True).strip() == '{"status":"ok"}'
    assert f"`{good.get_data(as_text=True).strip()}`" in PAGE
    assert client.get("/health", headers={"Host": asked[2]}).status_code == 400


def test_what_the_file_of_settings_says_is_taken(app: Flask, machine: Machine) -> None:
    settings = app.extensions["meter"].settings

    assert settings.data == machine.folder / "data"
    assert settings.trusted_hosts == (HOST,)
    assert settings.base_url == f"https://{HOST}"
    assert app.config["SESSION_COOKIE_SECURE"] is True
    assert settings.trusted_proxies == 1


def test_every_setting_is_told_and_every_one_that_is_told_exists() -> None:
    names = {f"METER_{one.upper()}" for one in Settings.model_fields}
    told = set(re.findall(r"METER_[A-Z_]*[A-Z]\b", PAGE.replace("METER_SMTP_*", "")))
    mail = set(re.findall(r"METER_SMTP_[A-Z_]*[A-Z]\b", MAIL))

    assert told - NO_SETTING <= names
    assert names <= told | mail


def test_what_a_setting_is_without_being_set_is_what_the_page_says() -> None:
    fields = Settings.model_fields

    assert f"evidence ({fields['evidence_file_mb'].default})" in PAGE
    assert f"in a round ({fields['evidence_quota_mb'].default})" in PAGE
    assert f"each of them yours ({fields['trusted_proxies'].default})" in PAGE
    assert f"of a program ({fields['api_requests_per_minute'].default})" in PAGE


def test_every_command_and_option_exists() -> None:
    found = [one.groups() for one in COMMAND.finditer(CODE)]
    asked = {line.strip() for line, _ in found}

    for line, options in found:
        told = CliRunner().invoke(main, [*line.split(), "--help"])
        assert told.exit_code == 0, line
        named = re.findall(r"--[a-z-]+", options)
        assert [one for one in named if one not in told.output] == [], line
    assert asked >= {"account add", "audit verify", "db check", "db recode"}
    assert asked >= {"db upgrade", "deliver", "remind", "serve"}
    assert asked >= {"backup", "restore"}


def test_the_proxy_lets_files_through_and_keeps_links_out_of_its_logs(
    app: Flask,
) -> None:
    (proxy,) = read_blocks("nginx")

    said = dict(re.findall(r"proxy_set_header X-Forwarded-(\w+) (\S+);", proxy))
    assert said == {
        "Host": "$host",
        "Proto": "$scheme",
        "For": "$proxy_add_x_forwarded_for",
    }
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", proxy)
    assert int(megabytes) * MEGABYTE > app.config["MAX_UPLOAD_LENGTH"]
    (quiet,) = re.findall(r"location ~ (\S+) \{[^}]*access_log off;", proxy)
    for path in SECRET_PATHS:
        assert re.search(quiet, f"{path}secret")
    assert not re.search(quiet, "/answer/1/")
    (unit,) = (one for one in read_blocks("ini") if "meter serve" in one)
    port = re.findall(r"--port (\d+)", unit) + re.findall(r"127\.0\.0\.1:(\d+)", PAGE)
    assert set(port) == {"8000"}


@pytest.mark.parametrize("path", SECRET_PATHS)
def test_links_end_in_dots_in_the_log(path: str) -> None:
    words = ("Exception on %s [GET]", (f"{path}secret",))
    record = logging.LogRecord("webapp", logging.ERROR, "app.py", 1, *words, None)
    HIDE_LINKS.filter(record)

    assert record.getMessage() == f"Exception on {path}... [GET]"


def test_limits_are_those_of_the_program() -> None:
    minutes = int(WINDOW.total_seconds() // 60)

    assert f"A form may have {MAX_BODY_BYTES // MEGABYTE} MB" in PAGE
    assert f"{CONNECTIONS:,} lines" in PAGE
    assert (MOST_GUESSES, minutes) == (10, 15)
    assert "Ten wrong passwords in 15 minutes" in PAGE
    assert f"{MOST_FROM_ONE_PLACE} registrations from one place" in PAGE


def test_what_is_installed_is_there_and_as_the_readme_says() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (install,) = (one for one in read_blocks("text") if "pip" in one)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    for line in install.splitlines()[1:4]:
        assert f"\n{line}\n" in readme
    assert "'.[postgres]'" in install
    assert "postgres" in project["project"]["optional-dependencies"]


def test_the_page_is_short_and_its_links_lead_to_places_that_exist() -> None:
    assert len(PAGE.splitlines()) < 150
    for path, _, place in re.findall(r"\]\(([^)#]+)(#([^)]+))?\)", PAGE):
        target = (ROOT / "docs" / path).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.+)$", target, re.MULTILINE)
        names = [one.lower().replace(" ", "-") for one in headings]
        assert not place or place in names, (path, place)
