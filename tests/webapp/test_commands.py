from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING

import pytest
from alembic import command
from sqlalchemy import create_engine

from meter.storage.migrations import make_config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

METER = (sys.executable, "-m", "meter")


def start(folder: Path, *words: str, port: int | None = None) -> subprocess.Popen[str]:
    environment = {**os.environ, "METER_DATA": str(folder), "PYTHONUNBUFFERED": "1"}
    options = () if port is None else ("--port", str(port))
    return subprocess.Popen(
        [*METER, *words, *options],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def read_until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        if words in line:
            return text
    return text


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def stopping() -> Iterator[list[subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        process.kill()
        process.communicate()


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as reply:  # noqa: S310  (our own)
        return str(reply.read().decode())


def test_demo_prints_an_address_for_each_role_and_each_one_opens(
    tmp_path: Path, stopping: list[subprocess.Popen[str]]
) -> None:
    process = start(tmp_path, "demo", port=free_port())
    stopping.append(process)
    text = read_until(process, "recompute.py")
    addresses = re.findall(r"http://\S+", text)
    assert len(addresses) == 5
    assert "organiser@sample.example" in text
    pages = [fetch(address) for address in addresses]
    assert "Kharagai (sample)" in pages[1]
    assert "San Telmo (sample)" in pages[2]
    assert "San Telmo (sample)" in pages[3]
    assert "second round" in pages[3]
    assert all("<h1" in page for page in pages)
    printed = text.partition("Ctrl-C")[2].splitlines()[-2:]
    said = [run_printed(line, tmp_path) for line in printed]
    assert "figures are the same to 1e-12" in said[1]


def run_printed(line: str, folder: Path) -> str:
    """Run a command as it was printed, in a terminal that knows no more than it."""
    elsewhere = {key: it for key, it in os.environ.items() if key != "METER_DATA"}
    return subprocess.run(
        ["sh", "-c", line],  # noqa: S607  (wherever a shell is)
        cwd=folder,
        env=elsewhere,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_demo_can_prepare_without_serving(tmp_path: Path) -> None:
    process = start(tmp_path, "demo", "--prepare")
    text, problems = process.communicate(timeout=60)
    assert (process.returncode, problems) == (0, "")
    assert str(tmp_path) in text
    assert (tmp_path / "meter.sqlite").exists()


def test_serve_names_its_data_folder_and_answers(
    tmp_path: Path, stopping: list[subprocess.Popen[str]]
) -> None:
    port = free_port()
    process = start(tmp_path, "serve", port=port)
    stopping.append(process)
    text = read_until(process, "Ctrl-C")
    assert str(tmp_path) in text
    assert "<h1" in fetch(f"http://127.0.0.1:{port}/")


def test_serve_ends_quietly_when_it_is_told_to(
    tmp_path: Path, stopping: list[subprocess.Popen[str]]
) -> None:
    process = start(tmp_path, "serve", port=free_port())
    stopping.append(process)
    read_until(process, "Ctrl-C")
    process.send_signal(signal.SIGTERM)
    _, problems = process.communicate(timeout=20)
    assert (process.returncode, problems) == (0, "")


def test_a_taken_port_gets_a_sentence_with_another_one(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        process = start(tmp_path, "serve", port=port)
        text, problems = process.communicate(timeout=30)
    assert (process.returncode, text) == (12, "")
    assert f"--port {port + 1}" in problems
    assert "Traceback" not in problems


def test_demo_brings_the_sample_of_an_earlier_version_up_to_date(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "meter" / "demo"
    folder.mkdir(parents=True)
    engine = create_engine(f"sqlite:///{folder / 'meter.sqlite'}")
    with engine.begin() as connection:
        command.upgrade(make_config(connection), "0014")
    engine.dispose()
    unset = {"METER_DATA", "METER_DATABASE_URL", "METER_CONFIG"}
    kept = {name: one for name, one in os.environ.items() if name not in unset}

    done = subprocess.run(
        [*METER, "demo", "--prepare"],
        env={**kept, "XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert str(folder) in done.stdout
