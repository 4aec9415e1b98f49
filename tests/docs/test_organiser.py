"""What docs/organiser.md shows runs, and what it quotes is what pages say."""

from __future__ import annotations

import re
import shlex
import socket
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pandas as pd
import pytest
from click.testing import CliRunner

from meter.cli import main
from meter.fieldwork.accounts import find_account
from meter.settings import load_settings
from meter.storage import open_store
from meter.workshops.workshops import draft_workshop
from tests.docs.labels import (
    list_lost_links,
    list_quotations,
    list_unsaid,
    read_page,
)
from tests.webapp.desk import Desk, desk

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["desk"]

PAGE = read_page("organiser.md")
SETTING_UP, SERVING, *LATER = (
    [shlex.split(line, comments=True) for line in block.splitlines()]
    for block in re.findall(r"```sh\n(.*?)```", PAGE, flags=re.DOTALL)
)
CITIES = ("Ankor", "Belm")
PASSWORD = "correct horse battery"  # noqa: S105  (of a store that lives for a test)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep data and files of a test in a folder of its own."""
    for name in ("CONFIG", "DATABASE_URL", "SECRET_KEY", "PASSWORD"):
        monkeypatch.delenv(f"METER_{name}", raising=False)
    monkeypatch.setenv("METER_DATA", str(tmp_path))
    (tmp_path / "files").mkdir()
    monkeypatch.chdir(tmp_path / "files")


def run(lines: Iterable[list[str]]) -> str:
    """Run lines of the page one after the other; give what they print."""
    told = []
    for program, *words in lines:
        assert program == "meter"
        ran = CliRunner().invoke(main, words, input=f"{PASSWORD}\n")
        assert ran.exit_code == 0, (words, ran.output)
        told.append(ran.output)
    return "".join(told)


def test_an_empty_install_gets_tables_and_an_administrator() -> None:
    run(SETTING_UP)

    with open_store(load_settings()) as store:
        account = find_account(store, "you@example.org")
    assert account is not None
    assert account.administrator


def test_it_is_served_and_leads_to_where_organisers_sign_in() -> None:
    run(SETTING_UP)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    [line] = SERVING
    words = [sys.executable, "-m", *line, "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            named = next(one for one in server.stdout if "is served on" in one)
            address = re.findall(r"http://\S+", named)[0]
            with urlopen(address) as reply:  # noqa: S310  (of the line before)
                page = reply.read().decode()
        finally:
            server.terminate()

    assert "Sign in as an organiser" in page


def test_what_is_run_later_writes_the_files_of_a_round(
    desk: Desk, tmp_path: Path
) -> None:
    asked = desk.open("my-round")
    for number, city in enumerate(CITIES):
        desk.answer(asked, city, *[40 + 20 * number] * 3)
    draft_workshop(desk.store, desk.owner.id, "my-workshop", "Ours", at=desk.clock())

    run(line for block in LATER for line in block)

    files = tmp_path / "files"
    for ending in ("pdf", "docx", "xlsx"):
        assert len(list((files / "reports").glob(f"*.{ending}"))) == len(CITIES)
    assert pd.read_csv(files / "answers.csv")["unit"].tolist() == list(CITIES)
    assert (files / "my-package" / "recompute.py").is_file()
    assert (files / "shared.json").is_file()


def test_every_label_is_what_a_page_says() -> None:
    assert len(list_quotations(PAGE)) > 70
    assert list_unsaid(PAGE) == []


def test_every_link_leads_to_a_file() -> None:
    assert list(list_lost_links(PAGE)) == []


def test_the_page_is_short() -> None:
    assert len(PAGE.splitlines()) < 150
