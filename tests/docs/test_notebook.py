"""The notebook runs from its first cell to its last, and its numbers are right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

DOCS = Path(__file__).parents[2] / "docs"
NOTEBOOK = DOCS / "from-answers-to-intervals.ipynb"

notebooks: Any = nbformat  # which says nothing of its types

ASKED = {
    "by_hand": "by_hand",
    "marisol": "float(scores.loc['Marisol', 'readiness'])",
    "has_score": "scores['readiness'].notna().to_dict()",
    "contributions": "float(parts['contribution'].sum())",
    "rules": "answers.set_index('town').filter(regex='^r').to_dict('list')",
    "alpha": "quality.nodes.set_index('node')['alpha'].to_dict()",
    "orlan": "both.loc['Orlan', sides].tolist()",
    "orlan_stages": "both.loc['Orlan', stages].tolist()",
    "way": "moves[['stage_after', 'index_after']].iloc[-1].tolist()",
    "sobol": "sobol(towns, answers).to_frame().set_index('input')['total'].to_dict()",
    "holds": "bands['readiness.stage.holds'].to_dict()",
    "lomas": "bands.loc['Lomas', ['readiness.low', 'readiness.high']].tolist()",
    "facade": "[facade.level, facade.numbers['V']]",
    "links": "links.set_index('unit').loc['Orlan', ['raw', 'linked']].values.tolist()",
    "broken": "links.set_index('unit').loc['Orlan', 'break'].iloc[-1]",
    "levels": "scores.loc[sorted(agreed), list(themes)].T.to_dict()",
    "pairs": "pairs.set_index('learner').to_dict('index')",
    "exchanges": "[[one.first, one.second, one.score] for one in twins.exchanges]",
    "lines": "[None if x != x else x for x in figure.data[0].x.tolist()]",
}
"""What the test asks the kernel about when the notebook is through."""


def run(book: Any) -> None:
    """Run a notebook beside its data, by the interpreter that runs the tests.

    Kernels that are installed on this machine are not looked at.
    """
    manager = AsyncKernelManager(
        kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[])
    )
    beside = {"metadata": {"path": str(DOCS)}}
    client = NotebookClient(book, km=manager, timeout=120, resources=beside)
    client.execute(cleanup_kc=True)


@pytest.fixture(autouse=True)
def _keep_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave no history and no connection files behind, and take no settings."""
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))


def test_the_notebook_runs_and_its_numbers_are_right() -> None:
    book = notebooks.read(NOTEBOOK, as_version=4)
    pairs = ", ".join(f"{name!r}: {code}" for name, code in ASKED.items())
    asking = f"import json\nprint(json.dumps({{{pairs}}}))"
    book.cells.append(notebooks.v4.new_code_cell(asking))

    run(book)

    said = [one for cell in book.cells for one in cell.get("outputs", ())]
    assert [one.text for one in said if one.get("name") == "stderr"] == []
    found = json.loads(book.cells[-1].outputs[0].text)
    check_scores(found)
    check_orlan(found)
    check_rounds(found)
    check_twins(found)
    assert found["alpha"]["rules"] == pytest.approx(compute_alpha(found["rules"]))
    low, high = found["lomas"]
    assert low < (12 + 15 + 13) / 45 < high
    assert max(found["sobol"], key=found["sobol"].__getitem__) == "the item left out"
    # Twenty towns, each with two ends and a gap.
    assert [len(found["lines"]), found["lines"][2::3]] == [60, [None] * 20]


def check_scores(found: dict[str, Any]) -> None:
    """Marisol's two claims leave the sums; Ivrea answered too little."""
    expected = (6 / 15 + 6 / 12 + 4 / 12) / 3
    assert found["by_hand"] == pytest.approx(expected, abs=1e-12)
    assert found["marisol"] == pytest.approx(expected, abs=1e-12)
    assert [town for town, has in found["has_score"].items() if not has] == ["Ivrea"]


def check_orlan(found: dict[str, Any]) -> None:
    """Without rules the geometric mean takes Orlan below the second stage, 0.35."""
    shares = np.array([1, 7, 8]) / 15
    mean = shares.mean()
    geometric = (np.prod(0.01 + 0.99 * shares) ** (1 / 3) - 0.01) / 0.99
    sides = [mean, geometric, geometric - mean]
    assert found["orlan"] == pytest.approx(sides, abs=1e-12)
    assert found["contributions"] == pytest.approx(mean, abs=1e-12)
    assert found["orlan_stages"] == ["growing", "beginning"]
    stage, score = found["way"]
    assert (stage, score >= 0.55 - 1e-12) == ("working", True)
    # Every draw with the geometric mean, about half of them, takes it there.
    assert found["holds"]["Orlan"] < 0.5 < found["holds"]["Lomas"]


def check_rounds(found: dict[str, Any]) -> None:
    """Orlan has one service for fees online and hardly any rules; it rose by s1."""
    level, lead = found["facade"]
    assert (level, lead) == ("finding", pytest.approx(8 / 15 - 1 / 15))
    then, now = found["links"]
    before = (1 + 7 + 6) / 45
    _, geometric, _ = found["orlan"]
    assert then == pytest.approx([before, before])
    assert now == pytest.approx([geometric, 16 / 45])
    assert found["broken"].startswith("method changed")


def check_twins(found: dict[str, Any]) -> None:
    """Only who agreed is there, each teaches one, and leads count up to 0.40."""
    levels, pairs = found["levels"], found["pairs"]
    teachers = [pair["teacher"] for pair in pairs.values()]
    assert {*pairs, *teachers} <= {*levels}
    assert len(set(teachers)) == len(teachers)
    for learner, pair in pairs.items():
        gained = []
        for theme, teaches in levels[pair["teacher"]].items():
            lead = teaches - levels[learner][theme]
            if teaches >= 0.70 - 1e-9 and lead >= 0.15 - 1e-9:
                gained.append(min(lead, 0.40))
        assert len(pair["lessons"]) == len(gained) > 0
        if learner != "Orlan":
            assert pair["credit"] == pytest.approx(sum(gained) / 3)
    assert np.isnan(pairs["Orlan"]["credit"])
    assert [name for name, pair in pairs.items() if pair["is_mutual"]] == ["Farano"]
    offices, rules = 0.40 / 3, (13 - 9) / 15 / 3
    assert found["exchanges"][0] == [
        "Farano", "Pasco", pytest.approx((offices * rules) ** 0.5),
    ]  # fmt: skip


def compute_alpha(answers: dict[str, list[str]]) -> float:
    """Compute Cronbach's alpha from covariances of what both items of a pair have."""
    worth = {"none": 0, "planned": 1 / 3, "partly": 2 / 3, "fully": 1}
    values = np.array([[worth.get(one, np.nan) for one in k] for k in answers.values()])
    k = len(values)
    covariances = np.empty((k, k))
    for row, column in np.ndindex(k, k):
        both = ~np.isnan(values[row]) & ~np.isnan(values[column])
        pair = values[[row, column]][:, both]
        covariances[row, column] = np.cov(pair)[0, 1]
    return float(k / (k - 1) * (1 - np.trace(covariances) / covariances.sum()))


def test_a_cell_that_raises_fails_the_run() -> None:
    book = notebooks.v4.new_notebook(
        cells=[notebooks.v4.new_code_cell("raise ValueError('broken')")]
    )

    with pytest.raises(CellExecutionError, match="broken"):
        run(book)


def test_the_notebook_is_kept_without_what_it_printed() -> None:
    book = notebooks.read(NOTEBOOK, as_version=4)

    kept = [cell.id for cell in book.cells if cell.get("outputs")]

    assert kept == []
    assert [c.id for c in book.cells if c.get("execution_count") is not None] == []
