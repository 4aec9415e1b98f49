"""`README.txt` of a package: what each file is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange.package.rules import WARNING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from meter.exchange.package.snapshot import Snapshot
    from meter.exchange.package.tables import Table

_MARKS = """\
Reading the answers
-------------------

csv/answers_wide.csv has option codes (several joined by ;), numbers, and NA (not
applicable), DK (don't know), RF (refused). A blank is unanswered or was not asked;
csv/answers.csv says which. pandas takes NA for a blank unless it is told not to:
pd.read_csv("csv/answers_wide.csv", keep_default_na=False). "given" stands for a text,
a date or a link that is withheld. In round.sav and round.dta a choice is the place of
its option, counted from 1, and a reason why there is no answer is declared as missing:
a number below all answers in SPSS, .a to .e in Stata. Scores run from 0 to 1.

In CSV a text that begins with a sign that a spreadsheet computes by has an apostrophe
before it. All files are UTF-8."""

_RECOMPUTE = """\
Recomputing the scores
----------------------

    python recompute.py

needs Python 3.11 or later and the libraries that the head of the file names, and no
METER. With uv: `uv run recompute.py`. It scores the answers anew with the engine in
engine.zip, compares every score, coverage, bound, rank, stage and interval to 1e-12,
and says which differ."""

FILES: Mapping[str, str] = {
    "RULES.txt": "what is left out, and by which rules",
    "CITATION.cff": "how to cite these data",
    "datapackage.json": "the tables in csv/, as a Frictionless data package",
    "codebook.xml": "every variable of round.sav, as DDI-Codebook 2.5",
    "provenance.json": "fingerprints of instrument and method, versions, language",
    "instrument/instrument.yaml": "the questionnaire, as the round kept it",
    "instrument/method.yaml": "the method that scored the round, with its ladders",
    "tables.xlsx": "the tables, a sheet each",
    "round.sav": "answers and scores for SPSS, with labels",
    "round.dta": "answers and scores for Stata, with labels",
    "sdmx/scores.csv": "scores and coverage as SDMX-CSV 2.0",
    "recompute.py": "recomputes every score from this package alone",
    "engine.zip": "the program code that scores, for recompute.py",
    "SHA256SUMS": "a checksum of each file",
}


def write_readme(
    snapshot: Snapshot,
    tables: Sequence[Table],
    files: Sequence[str],
    left_out: list[str],
) -> str:
    """Write what each file of a package is.

    Args:
        snapshot: the round.
        tables: those in the folders csv and parquet.
        files: what else was written.
        left_out: sentences about what could not be written.
    """
    return "\n".join(_list_lines(snapshot, tables, files, left_out))


def _list_lines(
    snapshot: Snapshot,
    tables: Sequence[Table],
    files: Sequence[str],
    left_out: list[str],
) -> Iterator[str]:
    if snapshot.terms.with_names:
        yield from (WARNING, "")
    title = " ".join(snapshot.round.title.split())
    yield from (title, "=" * len(title), "")
    yield f"{snapshot.worded.title}, version {snapshot.source.version}."
    yield f"{len(snapshot.units)} of {snapshot.asked_units} units that were asked."
    yield f"Made by METER {snapshot.terms.version} on {snapshot.made_at:%Y-%m-%d}."
    yield from ("", "Files", "-----", "")
    for name in files:
        if name in FILES:
            yield f"{name}\n    {FILES[name]}"
    yield from ("", "Tables, in csv/ and in parquet/", "-" * 31, "")
    for table in tables:
        yield f"{table.name}, {len(table):,} rows\n    {table.title}"
    if left_out:
        yield from ("", *left_out)
    yield from ("", _MARKS, "")
    if snapshot.results is not None:
        yield from (_RECOMPUTE, "")
    yield "What may not be done with these data, and what is withheld, says RULES.txt."
    yield ""
