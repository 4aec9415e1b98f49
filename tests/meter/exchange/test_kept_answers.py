"""A file of answers is made once for each state of a round, and goes after a day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from meter.exchange import kept_answers, round_answers
from meter.exchange.kept_answers import KEPT, find_kept, keep_answers
from tests.meter.comparison.kept import submit

if TYPE_CHECKING:
    from pathlib import Path

    from meter.exchange.kept_answers import KeptFile
    from tests.meter.conftest import Workshop


@pytest.fixture
def answered(workshop: Workshop) -> Workshop:
    submit(workshop, workshop.response_id, {"law": "full", "site": "no"})
    return workshop


def keep(workshop: Workshop, folder: Path, days: float = 0) -> KeptFile:
    at = workshop.at + timedelta(days=days)
    return keep_answers(workshop.store, workshop.round.id, folder, ".csv", at)


def test_a_file_is_made_once_until_other_answers_count(
    answered: Workshop, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"

    first = keep(answered, folder)
    content = first.path.read_bytes()
    assert content.decode("utf-8-sig").splitlines()[1] == "Marenda,full,no,,,,"
    assert folder.stat().st_mode & 0o777 == 0o700
    inode = first.path.stat().st_ino
    assert keep(answered, folder) == first
    assert first.path.stat().st_ino == inode

    submit(answered, answered.invite_unit("Suva").response_id, {"site": "yes"})
    second = keep(answered, folder)

    assert second.state != first.state
    assert first.path.read_bytes() == content
    found = find_kept(folder, answered.round.id, ".csv", first.state)
    assert found == first


def test_a_file_without_words_is_another_one(
    workshop: Workshop, tmp_path: Path
) -> None:
    submit(workshop, workshop.response_id, {"site": "no", "note": "Hm"})
    whole = keep(workshop, tmp_path)

    coded = keep_answers(
        workshop.store, workshop.round.id, tmp_path, ".csv", workshop.at, words=False
    )

    assert coded.state != whole.state
    assert "Hm" in whole.path.read_text("utf-8")
    assert "note" in whole.path.read_text("utf-8").splitlines()[0]
    assert "Hm" not in coded.path.read_text("utf-8")
    assert "note" not in coded.path.read_text("utf-8").splitlines()[0]
    assert keep(workshop, tmp_path) == whole


def test_those_who_ask_at_once_get_one_file(
    answered: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    write = round_answers.write_answers

    def note(*given: object, **more: bool) -> int:
        made.append(1)
        return write(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(kept_answers, "write_answers", note)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: keep(answered, tmp_path / "k"), range(4)))

    assert len(set(found)) == 1
    assert made == [1]


def test_a_file_goes_after_its_term(answered: Workshop, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    first = keep(answered, folder)
    submit(answered, answered.invite_unit("Suva").response_id, {"site": "yes"})

    second = keep(answered, folder, KEPT.days)
    assert first.path.exists()
    keep(answered, folder, KEPT.days + 0.1)

    assert not first.path.exists()
    assert second.path.exists()


@pytest.mark.parametrize("state", ["", "0" * 32, "../../secret", "*"])
def test_no_other_file_is_found(answered: Workshop, tmp_path: Path, state: str) -> None:
    (tmp_path / "secret.csv").write_text("secret")
    keep(answered, tmp_path / "kept")

    assert find_kept(tmp_path / "kept", answered.round.id, ".csv", state) is None
