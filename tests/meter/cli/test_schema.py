from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from instruments.schema import make_schema
from meter.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def test_the_schema_is_printed_as_json() -> None:
    result = CliRunner().invoke(main, ["schema"])

    assert result.exit_code == 0
    assert json.loads(result.stdout) == make_schema()


def test_the_schema_can_be_written_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "instrument.schema.json"

    result = CliRunner().invoke(main, ["schema", "-o", str(file)])

    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(file.read_text(encoding="utf-8")) == make_schema()
