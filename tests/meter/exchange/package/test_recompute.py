"""`recompute.py` finds every score again from the package alone, and what differs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from meter.exchange.package import recompute

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# The libraries are found, and no METER: neither the checkout nor an installed one.
ALONE = """\
import importlib.util, pathlib, runpy, sys
sys.path = [one for one in sys.path if not pathlib.Path(one, "meter").exists()]
sys.meta_path = [one for one in sys.meta_path if "edit" not in repr(one).lower()]
for name in ("instruments", "scoring", "meter", "webapp"):
    if importlib.util.find_spec(name):
        sys.exit(f"{{name}} is at hand.")
runpy.run_path({program!r}, run_name="__main__")
"""


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    program = ALONE.format(program=str(folder / "recompute.py"))
    return subprocess.run(
        [sys.executable, "-I", "-c", program],
        cwd=folder,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    """Return a package that may be tampered with."""
    place = tmp_path / "seoul"
    shutil.copytree(folder, place)
    return place


def tamper(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def nudge(cell: str) -> str:
    """Change a number by ten times what is let pass."""
    return repr(float(cell) + 1e-11)


def test_every_score_comes_out_again_without_meter(copied: Path) -> None:
    ran = run(copied)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "figures are the same to 1e-12" in ran.stdout


def test_a_number_that_was_tampered_with_is_named(copied: Path) -> None:
    path = copied / "csv/node_scores.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    unit, node, score, *rest = lines[1].split(",")
    lines[1] = ",".join([unit, node, nudge(score), *rest])
    path.write_text("\n".join(lines), encoding="utf-8")

    ran = run(copied)

    assert ran.returncode == 1
    place = f"node_scores.csv: {unit[1:-1]}, {node[1:-1]}, score is "
    assert place in ran.stdout
    assert "csv/node_scores.csv is not as it was written." in ran.stdout
    assert "2 differences; " in ran.stdout


def main(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run the program here, where the engine is at hand."""
    kept = list(sys.path)
    try:
        return recompute.main(folder), capsys.readouterr().out
    finally:
        sys.path[:] = kept


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("csv/stages.csv", ('"low"', '"high"'), "ladder, stage is 'high', recomp"),
        ("csv/answers_wide.csv", ('"full"', '"none"'), "node_scores.csv: "),
        ("provenance.json", ('"draws": 50', '"draws": 49'), "intervals.csv: "),
        ("provenance.json", ('"fingerprint": "', '"fingerprint": "0'), "instrument, "),
        ("instrument/instrument.yaml", ("points: 2.0", "points: 3.0"), "instrument, "),
    ],
)
def test_what_was_changed_shows_in_what_rests_on_it(
    copied: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    change: tuple[str, str],
    said: str,
) -> None:
    before = (copied / name).read_text(encoding="utf-8")
    tamper(copied / name, lambda text: text.replace(*change, 1))
    assert (copied / name).read_text(encoding="utf-8") != before

    code, text = main(copied, capsys)

    assert code == 1
    assert said in text


def test_a_file_that_is_missing_is_named(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copied / "round.sav").unlink()

    assert main(copied, capsys)[0] == 1
    assert list(recompute.list_changed(copied)) == ["round.sav is missing."]


def test_a_row_that_is_missing_is_a_difference(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(copied / "csv/item_scores.csv", lambda text: text.rsplit("\n", 2)[0] + "\n")

    _, text = main(copied, capsys)

    assert "value is not there, recomputed " in text


def test_many_differences_are_counted_and_the_first_listed(
    copied: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recompute, "MOST_TOLD", 3)
    tamper(copied / "csv/answers_wide.csv", lambda text: text.replace("yes", "no"))

    _, text = main(copied, capsys)

    assert len(text.splitlines()) == 5
    assert " more." in text


@pytest.mark.parametrize(
    ("told", "again", "same"),
    [
        ("0.5", 0.5 + 5e-13, True),
        ("0.5", 0.5 + 5e-12, False),
        ("0", 0.0, True),
        ("", float("nan"), True),
        ("0.5", float("nan"), False),
        ("", 0.5, False),
        ("half", 0.5, False),
        (None, 0.5, False),
        ("low", "low", True),
        ("low", "high", False),
    ],
)
def test_figures_are_the_same_to_the_twelfth_decimal(
    told: str | None, again: float | str, *, same: bool
) -> None:
    assert recompute.is_same(told, again) is same


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("csv/answers_wide.csv", ('"full"', '"banana"')),
        ("csv/answers_wide.csv", ("unit", "town")),
        ("instrument/instrument.yaml", ("points: 2.0", "points: many")),
    ],
)
def test_what_cannot_be_scored_is_said_and_named(
    copied: Path, capsys: pytest.CaptureFixture[str], name: str, change: tuple[str, str]
) -> None:
    tamper(copied / name, lambda text: text.replace(*change, 1))

    code, text = main(copied, capsys)

    assert code == 1
    assert f"{name} is not as it was written." in text
    assert "What was changed cannot be scored: " in text


def test_a_library_that_is_not_there_is_named(
    copied: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lack(*_: object) -> None:
        raise ImportError(name="pydantic")

    monkeypatch.setattr(recompute, "list_tables", lack)

    code, text = main(copied, capsys)

    assert code == 2
    assert "The library pydantic is not here." in text
