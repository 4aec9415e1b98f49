"""Files of answers that are no such thing: a sentence each time, never a traceback.

Whatever the bytes, `meter score` either scores them or says in a sentence what is
wrong. Any other exception fails these tests.
"""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
import yaml
from click.testing import CliRunner
from drawn import draw, options
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from pyarrow import parquet

from meter.cli import main
from meter.errors import DataError
from meter.exchange.score_files import open_scores
from meter.exchange.scored_files import code_file, score_file
from scoring import ScoringError, compile_plan

INSTRUMENT = draw(
    {
        "level": {},
        "agree": {"type": "yes_no", "allow": []},
        "several": {"type": "multiple", "options": options(a=1, b=2)},
        "n": {"type": "number", "goalposts": {"low": 0, "high": 10}},
        "whole": {"type": "number", "whole": True, "at_least": 0},
        "note": {"type": "text", "allow": []},
        "day": {"type": "date"},
        "page": {"type": "link"},
        "then": {"when": {"item": "agree", "equals": "yes"}},
    },
    {"index": ["level", "agree", "several", "n", "then"]},
)
PLAN = compile_plan(INSTRUMENT)
COLUMNS = ("unit", *INSTRUMENT.items)
SOUND = ("Lima", "full", "yes", "a;b", "2.5", "3", "hello", "2026-11-30", "", "half")

unhurried = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def score_bytes(content: bytes, ending: str) -> str:
    """Score a file of these bytes: what is said of it, nothing if it is scored."""
    with TemporaryDirectory() as folder:
        path, output = Path(folder, f"answers.{ending}"), Path(folder, "scores.csv")
        path.write_bytes(content)
        said = try_score(path, output)
        left = sorted(one.name for one in Path(folder).iterdir())
        assert left == [path.name, *([] if said else [output.name])]
        return said


def try_score(path: Path, output: Path) -> str:
    try:
        with code_file(INSTRUMENT, path) as coded, open_scores(output) as writer:
            score_file(PLAN, coded, writer)
    except (DataError, ScoringError) as error:
        return str(error) if error.exit_code == 11 else repr(error)
    return ""


# Texts of a table, with what breaks parsers in every place.

NASTY = (
    "", " ", "NA", "DK", "full", "Full", "yes", "a;b", "1e308", "-1e308", "1e999",
    "NaN", "inf", "-inf", "1,5", "1.234,5", "٣", "0x10", "1_000", "\0", "\ufeff", '"',
    '""', "\r", "\n", "\x1b[2J", "\u2028", "#N/A", "=1+1", "2026-02-30", "9" * 400,
    "https://[", "x" * 5000, "true", "\x1c", "\x85", "Lima", "level", "unit",
)  # fmt: skip
cell_texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=8))
tables = st.lists(st.lists(cell_texts, max_size=12), max_size=6)


@unhurried
@given(
    rows=tables,
    header=st.one_of(
        st.just(list(COLUMNS)),
        st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=12),
        st.lists(cell_texts, max_size=6),
    ),
    separator=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n", "\r", ""]),
    quote=st.booleans(),
    coding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"]),
)
def test_any_table_of_text_is_scored_or_explained(
    rows: list[list[str]],
    header: list[str],
    separator: str,
    end: str,
    quote: bool,
    coding: str,
) -> None:
    lines = [
        separator.join(f'"{cell}"' if quote else cell for cell in row)
        for row in [header, *rows]
    ]

    score_bytes(end.join(lines).encode(coding, "surrogatepass"), "csv")


@unhurried
@given(content=st.binary(max_size=400))
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"\n\n\n")
@example(b"unit,level")
@example(b'unit,level\nx,"full')
@example(b"unit,level\n" + b"x,full\n" * 300_000)
def test_any_bytes_in_csv_are_scored_or_explained(content: bytes) -> None:
    score_bytes(content, "csv")


def change(content: bytes, changes: list[tuple[int, int]]) -> bytes:
    """Change some bytes, placed by parts of a million of the length."""
    changed = bytearray(content)
    for place, byte in changes:
        changed[place * len(changed) // 1_000_000] = byte
    return bytes(changed)


changes = st.lists(
    st.tuples(st.integers(0, 999_999), st.integers(0, 255)), min_size=1, max_size=6
)


def make_csv() -> bytes:
    return "\n".join(
        [",".join(COLUMNS), ",".join(SOUND), "Suva,none,no,,,,,,,"]
    ).encode()


def make_parquet() -> bytes:
    rows = [dict(zip(COLUMNS, SOUND, strict=True)) for _ in range(40)]
    for number, row in enumerate(rows):
        row["unit"] = f"Unit {number}"
    columns: dict[str, Any] = {
        key: pa.array([row[key] for row in rows]) for key in COLUMNS
    }
    columns["n"] = columns["n"].cast(pa.float64())
    columns["whole"] = columns["whole"].cast(pa.int64())
    file = io.BytesIO()
    parquet.write_table(pa.table(columns), file)
    return file.getvalue()


def make_workbook() -> Workbook:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(COLUMNS)
    sheet.append(SOUND)
    sheet.append(["Suva", "none", "no", None, 2.5, 3])
    return book


def save(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_the_files_that_are_changed_are_sound() -> None:
    assert score_bytes(make_csv(), "csv") == ""
    assert score_bytes(make_parquet(), "parquet") == ""
    assert score_bytes(save(make_workbook()), "xlsx") == ""


@unhurried
@given(changes=changes)
def test_a_changed_csv_is_scored_or_explained(changes: list[tuple[int, int]]) -> None:
    score_bytes(change(make_csv(), changes), "csv")


@unhurried
@given(changes=changes)
@example(changes=[(341_602, 2)])
def test_a_changed_parquet_is_scored_or_explained(
    changes: list[tuple[int, int]],
) -> None:
    score_bytes(change(make_parquet(), changes), "parquet")


@unhurried
@given(kept=st.floats(0, 1))
@pytest.mark.parametrize("ending", ["parquet", "xlsx"])
def test_half_a_file_is_explained(ending: str, kept: float) -> None:
    whole = make_parquet() if ending == "parquet" else save(make_workbook())

    content = whole[: int(kept * (len(whole) - 1))]

    assert f"'answers.{ending}' cannot be read" in score_bytes(content, ending)


@unhurried
@given(changes=changes)
def test_a_changed_workbook_is_scored_or_explained(
    changes: list[tuple[int, int]],
) -> None:
    score_bytes(change(save(make_workbook()), changes), "xlsx")


def change_part(content: bytes, part: str, changes: list[tuple[int, int]]) -> bytes:
    """Change some bytes of a part of a workbook, which is packed again soundly."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as sound,
        zipfile.ZipFile(file, "w") as changed,
    ):
        for name in sound.namelist():
            text = sound.read(name)
            changed.writestr(name, change(text, changes) if name == part else text)
    return file.getvalue()


@unhurried
@given(
    changes=changes,
    part=st.sampled_from(
        ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"]
    ),
)
def test_a_changed_part_of_a_workbook_is_scored_or_explained(
    changes: list[tuple[int, int]], part: str
) -> None:
    score_bytes(change_part(save(make_workbook()), part, changes), "xlsx")


# The command itself, in a process of its own.

HARMFUL = {
    "empty": b"",
    "no_text": bytes(range(256)),
    "utf16": "unit,level\nLima,full\n".encode("utf-16"),
    "ragged": b"unit,level\nLima,full,more\nSuva\n",
    "unclosed": b'unit,level\nLima,full\nSuva,"none\n',
    "twice": b"unit,level\nLima,full\nLima,none\n",
    "no_item": b"unit,levle\nLima,full\n",
    "nan": b"unit,n\nLima,NaN\nSuva,inf\nApia,1e308\n",
    "nothing_named": b"unit,level\n,full\n",
}


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
@pytest.mark.parametrize("harm", HARMFUL)
def test_the_command_ends_in_11_with_a_sentence_and_without_a_file(
    tmp_path: Path, harm: str, ending: str
) -> None:
    instrument, answers = tmp_path / "drawn.yaml", tmp_path / f"answers.{ending}"
    document = INSTRUMENT.to_document()
    del document["translations"]
    instrument.write_text(yaml.safe_dump(document))
    answers.write_bytes(HARMFUL[harm])
    output = tmp_path / "scores.parquet"

    result = CliRunner().invoke(
        main, ["score", str(instrument), str(answers), "-o", str(output)]
    )

    assert result.exit_code == 11
    assert f"'answers.{ending}'" in result.stderr
    assert result.stdout == ""
    assert sorted(tmp_path.iterdir()) == [answers, instrument]


@pytest.mark.parametrize("harm", ["no_text", "nan"])
def test_a_process_shows_no_traceback(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(HARMFUL[harm])
    code = "from meter.cli import main; main()"

    ended = subprocess.run(
        [sys.executable, "-c", code, "score", "meter", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 11
    assert "Traceback" not in ended.stderr
    assert ended.stderr.startswith("'answers.csv'")
    assert ended.stdout == ""
