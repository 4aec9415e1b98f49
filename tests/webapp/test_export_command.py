"""`meter export` writes the package of a round into a folder."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from instruments import Instrument
from meter.audit.records import Scope
from meter.audit.trail import list_entries
from meter.exchange.package import package
from meter.fieldwork import accounts, invitations, responses, rounds, units
from meter.fieldwork.submission import submit_response
from meter.settings import load_settings
from meter.storage import open_store
from tests.meter.conftest import DOCUMENT
from tests.meter.exchange.package.surveyed import AT
from webapp.export_command import export

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a round with one unit that has submitted, and one with none."""
    monkeypatch.setenv("METER_DATA", str(tmp_path / "data"))
    with open_store(load_settings()) as store:
        owner = accounts.add_account(store, "ada@example.org", "Ada", AT)
        for key in ("seoul", "empty"):
            tiny = Instrument.model_validate(DOCUMENT)
            drafted = rounds.draft_round(store, owner.id, key, key, tiny, at=AT)
            rounds.open_round(store, drafted.id, AT)
        seoul = rounds.find_round(store, "seoul")
        assert seoul is not None
        unit = units.save_unit(store, owner.id, "Marenda", {}, AT)
        sent, _ = invitations.invite(
            store, seoul.id, unit.id, "Ana", "ana@example.org", AT
        )
        given = {"law": "full", "site": "no"}
        responses.save_answers(store, sent.response_id, given, {}, "Ana", AT)
        submit_response(store, sent.response_id, "Ana", AT)


def run(*words: str) -> Result:
    return CliRunner().invoke(export, words)


def count_made() -> int:
    with open_store(load_settings()) as store:
        return len(list_entries(store, Scope(actions=("package_made",))))


def test_the_command_says_how_to_recompute_what_it_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "package"

    ran = run("seoul", "-o", str(folder))

    assert (ran.exit_code, ran.stdout) == (0, "")
    assert f"python {folder / 'recompute.py'}" in ran.stderr
    assert "Marenda" not in (folder / "csv/units.csv").read_text(encoding="utf-8")
    assert count_made() == 1


def test_with_names_it_warns(tmp_path: Path) -> None:
    folder = tmp_path / "package"

    ran = run("seoul", "-o", str(folder), "--with-names")

    assert "did not agree to be named" in ran.stderr.casefold()
    assert "Marenda" in (folder / "csv/units.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere",), 'There is no round "nowhere" here.'),
        (("empty",), 'No answer in the round "empty" counts yet.'),
        (("seoul", "--language", "tlh"), 'has no words in "tlh"'),
    ],
)
def test_what_cannot_be_written_leaves_nothing(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    ran = run(*words, "-o", str(tmp_path / "package"))

    assert said in str(ran.exception)
    assert not (tmp_path / "package").exists()
    assert count_made() == 0


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("Keep me.", encoding="utf-8")

    ran = run("seoul", "-o", str(tmp_path))

    assert "is not empty" in str(ran.exception)
    assert count_made() == 0


def test_what_fails_to_be_written_is_not_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "fill_folder", fill_disk)

    ran = run("seoul", "-o", str(tmp_path / "package"))

    assert "No space left on device" in str(ran.exception)
    assert not (tmp_path / "package").exists()
    assert count_made() == 0


def fill_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, "full")
