"""The guide to a package: sentences of its README, its citation and its codebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FILES: Mapping[str, str] = MappingProxyType(
    {
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
)

READING = (
    (
        "csv/answers_wide.csv has option codes (several joined by ;), numbers,"
        " and NA (not applicable), DK (don't know), RF (refused). A blank is"
        " unanswered or was not asked; csv/answers.csv says which."
    ),
    (
        "pandas takes NA for a blank unless it is told not to: %(code)s. In"
        " Parquet a column of numbers holds numbers alone."
    ),
    (
        '"given" stands for a text, a date or a link that is withheld, "withheld"'
        " for a fact that could tell which unit it is of. Scores run from 0 to 1."
    ),
    (
        "In round.sav and round.dta a choice is the place of its option, counted"
        " from 1, and a reason why there is no answer is declared as missing: a"
        " number below all answers in SPSS, .a to .e in Stata."
    ),
    (
        "In CSV a text that begins with a sign that a spreadsheet computes by has"
        " an apostrophe before it. All files are UTF-8."
    ),
)

RECOMPUTING = (
    (
        "It needs Python 3.11 or later and the libraries that the head of the"
        " file names, and no METER. With uv: %(command)s."
    ),
    (
        "It scores the answers anew with the engine in engine.zip, compares every"
        " score, coverage, bound, rank, stage and interval to 1e-12, and says"
        " which differ."
    ),
)


@dataclass(frozen=True)
class Guide:
    """Sentences in one language; English unless others are given.

    Attributes:
        files: what each file is, by its path.
        rows: of a table, by their `count`.
        reading: how answers are read; the `code` for pandas stands in one of them.
        recomputing: what follows the command; `command` is that of uv.
        content: names the fingerprint of all that an instrument says; `meaning` names
            that of what answers refer to, `method` that of a method.
        prints: tells the kinds of fingerprints apart.
        organisers: who a package is by, in place of persons; by the round's `title`.
        too_large: of a table, by its `name`.
        no_library: by the name of the `library` and the `command` that installs it.
        otherwise: by how many units it is true of.
        colon: between a name and its value; `comma` between two things.
    """

    files: Mapping[str, str] = field(default_factory=lambda: FILES)
    reading: tuple[str, ...] = READING
    recomputing: tuple[str, ...] = RECOMPUTING
    warning: str = (
        "THIS PACKAGE NAMES UNITS THAT DID NOT AGREE TO BE NAMED. It is for the"
        " organiser's own use: do not pass it on, and do not publish it."
    )
    version: str = "%(title)s, version %(version)s."
    units: str = "Units whose answers count: %(counted)s of %(asked)s that were asked."
    made: str = "Made by METER %(version)s on %(day)s."
    files_head: str = "Files"
    tables_head: str = "Tables, in csv/ and in parquet/"
    rows: str = "rows: %(count)s"
    reading_head: str = "Reading the answers"
    recomputing_head: str = "Recomputing the scores"
    prints_head: str = "Fingerprints"
    content: str = "Fingerprint of the content"
    meaning: str = "Fingerprint of the meaning"
    method: str = "Fingerprint of the method"
    prints: str = (
        "The fingerprint of the content changes with every word of the instrument, that"
        " of the meaning only with what answers refer to. Pages and reports show the"
        " first 16 digits of those of the meaning and of the method."
    )
    rules: str = (
        "What may not be done with these data, and what is withheld, says RULES.txt."
    )
    cite: str = "Cite these data by these facts wherever you use them."
    organisers: str = "The organisers of %(title)s"
    asked_with: str = "Asked with %(key)s %(version)s."
    scored_by: str = "Scored by %(key)s %(version)s."
    codebook: str = "Codebook: %(title)s"
    scores: str = "Scores"
    too_large: str = "The table %(name)s is not in tables.xlsx: no sheet holds so much."
    no_library: str = (
        "round.sav and round.dta are not here: %(library)s was not installed where the"
        " package was made (%(command)s)."
    )
    otherwise: str = (
        "Units that were scored by another version of the method than that of this"
        " package: %(count)s. They stand as they were published; recompute.py names"
        " them."
    )
    colon: str = ": "
    comma: str = ", "
