"""The answers of a round leave as a file that `meter score` reads back."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from pyarrow import parquet

from instruments.model.answers import Missing
from meter.comparison.answer_stream import open_stream
from meter.comparison.frames import round_answers
from meter.exchange.answer_lines import AnswerLines
from meter.exchange.errors import FileKindError, UnwritableFileError
from meter.exchange.round_answers import write_round
from meter.exchange.scored_files import read_coded
from meter.fieldwork import invitations, units
from tests.meter.comparison.kept import submit

if TYPE_CHECKING:
    from pathlib import Path

    from instruments import Answer
    from tests.meter.conftest import Workshop

EMAIL = "p@example.org"
OTHERS: dict[str, dict[str, Answer]] = {
    "-Suva, the city": {"law": "none", "site": "no"},
    "北京": {"law": Missing.DONT_KNOW, "site": "no", "ways": ("web",)},
}


@pytest.fixture
def answered(workshop: Workshop) -> Workshop:
    """Every kind of answer, and every reason for none."""
    submit(
        workshop,
        workshop.response_id,
        {
            "law": Missing.NOT_APPLICABLE,
            "site": "yes",
            "users": 0.1,
            "ways": ("phone", "web"),
            "note": '=SUM("a",\n1)',
            "since": "2026-11-30",
        },
    )
    for name, answers in OTHERS.items():
        unit = units.save_unit(workshop.store, workshop.owner.id, name, {}, workshop.at)
        given, _ = invitations.invite(
            workshop.store, workshop.round.id, unit.id, "P", EMAIL, workshop.at
        )
        submit(workshop, given.response_id, answers)
    return workshop


def write(workshop: Workshop, path: Path) -> list[float]:
    told: list[float] = []
    with open_stream(workshop.store, workshop.round.id) as stream:
        write_round(stream, path, told.append)
    return told


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_what_is_written_is_read_back_to_the_same_codes(
    answered: Workshop, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"answers.{ending}"

    told = write(answered, path)

    kept = round_answers(answered.store, answered.round.id)
    read = read_coded(answered.instrument, path)
    assert read.coded.tobytes() == kept.coded.tobytes()
    assert told == [1.0]


def test_a_csv_file_holds_what_was_said_and_no_formula(
    answered: Workshop, tmp_path: Path
) -> None:
    path = tmp_path / "answers.csv"

    write(answered, path)

    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["unit", "law", "site", "users", "ways", "note", "since"],
        ["Marenda", "NA", "yes", "0.1", "web;phone", '\'=SUM("a",\n1)', "2026-11-30"],
        ["'-Suva, the city", "none", "no", "", "", "", ""],
        ["北京", "DK", "no", "", "web", "", ""],
    ]


def test_a_parquet_file_holds_names_and_words_as_they_are(
    answered: Workshop, tmp_path: Path
) -> None:
    path = tmp_path / "answers.parquet"

    write(answered, path)

    table = parquet.read_table(path).to_pydict()
    assert table["unit"] == ["Marenda", "-Suva, the city", "北京"]
    assert table["note"] == ['=SUM("a",\n1)', None, None]
    assert table["users"] == ["0.1", None, None]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_round_without_answers_is_a_file_of_headings(
    workshop: Workshop, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"answers.{ending}"

    assert write(workshop, path) == []

    if ending == "csv":
        assert path.read_text() == "unit,law,site,users,ways,note,since\n"
    else:
        assert parquet.read_table(path).num_rows == 0


def test_another_kind_of_file_and_a_folder_that_is_not_there_are_refused(
    answered: Workshop, tmp_path: Path
) -> None:
    with pytest.raises(FileKindError, match="parquet"):
        write(answered, tmp_path / "answers.ods")
    with pytest.raises(UnwritableFileError):
        write(answered, tmp_path / "nowhere" / "answers.csv")


def test_a_former_file_stays_where_writing_fails(
    answered: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("former")
    monkeypatch.setattr(AnswerLines, "write", _fail)

    with pytest.raises(UnwritableFileError):
        write(answered, path)

    assert path.read_text() == "former"
    assert list(tmp_path.glob("**/.*.part")) + list(tmp_path.glob("answers*")) == [path]


def _fail(*_: object) -> None:
    full = 28
    raise OSError(full, "No space left on device")
