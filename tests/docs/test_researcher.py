"""What docs/researcher.md shows runs as it stands there, and says what is true."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import nbformat
import pandas as pd
import pytest

from instruments import load_instrument
from scoring import score
from tests.docs.test_notebook import DOCS, run

if TYPE_CHECKING:
    from pathlib import Path

PAGE = DOCS / "researcher.md"
notebooks: Any = nbformat  # which says nothing of its types


def read_blocks(language: str) -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


@pytest.fixture(autouse=True)
def _keep_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `meter` be that of these sources, and leave no connection files behind."""
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    folder = tmp_path / "bin"
    folder.mkdir()
    command = folder / "meter"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m meter "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(DOCS.parent))


def score_by_hand() -> pd.DataFrame:
    table = pd.read_csv(
        DOCS / "notebook" / "answers.csv", dtype=str, keep_default_na=False
    )
    return score(load_instrument(DOCS / "notebook" / "towns.yaml"), table)


def test_the_cells_of_the_page_run_in_a_notebook() -> None:
    book = notebooks.v4.new_notebook()
    book.cells = [notebooks.v4.new_code_cell(one) for one in read_blocks("python")]
    asking = "import json\nprint(json.dumps([stages.to_dict(), ahead.index[0]]))"
    book.cells.append(notebooks.v4.new_code_cell(asking))

    run(book)

    stages, first = json.loads(book.cells[-1].outputs[0].text)
    expected = score_by_hand().set_index("unit")
    assert stages == expected["readiness.stage"].value_counts().to_dict()
    assert first == (expected["services"] - expected["rules"]).idxmax()


def test_the_lines_of_the_page_run_in_a_shell(tmp_path: Path) -> None:
    shutil.copytree(DOCS / "notebook", tmp_path / "notebook")
    for block in read_blocks("sh"):
        subprocess.run(["sh", "-e", "-c", block], cwd=tmp_path, check=True)  # noqa: S607

    expected = score_by_hand()
    text = pd.read_csv(tmp_path / "scores.csv")
    assert text["readiness"].tolist() == pytest.approx(
        expected["readiness"].tolist(), nan_ok=True
    )
    units = pd.read_parquet(tmp_path / "scores.parquet")["unit"].tolist()
    assert units == [one for one in expected["unit"] if one != "Ivrea"]
