"""The guide to a package in the language that is spoken."""

from __future__ import annotations

from meter.exchange.package.guide import Guide
from webapp.languages import gettext as _


def write_guide() -> Guide:
    """Write the sentences; names of files and commands stay as they are."""
    return Guide(
        files=_write_files(),
        reading=_write_reading(),
        recomputing=_write_recomputing(),
        warning=_(
            "THIS PACKAGE NAMES UNITS THAT DID NOT AGREE TO BE NAMED. It is for"
            " the organiser's own use: do not pass it on, and do not publish it."
        ),
        version=_("%(title)s, version %(version)s."),
        units=_("Units whose answers count: %(counted)s of %(asked)s that were asked."),
        made=_("Made by METER %(version)s on %(day)s."),
        files_head=_("Files"),
        tables_head=_("Tables, in csv/ and in parquet/"),
        rows=_("rows: %(count)s"),
        reading_head=_("Reading the answers"),
        recomputing_head=_("Recomputing the scores"),
        prints_head=_("Fingerprints"),
        content=_("Fingerprint of the content"),
        meaning=_("Fingerprint of the meaning"),
        method=_("Fingerprint of the method"),
        prints=_(
            "The fingerprint of the content changes with every word of the"
            " instrument, that of the meaning only with what answers refer to."
            " Pages and reports show the first 16 digits of those of the meaning"
            " and of the method."
        ),
        rules=_(
            "What may not be done with these data, and what is withheld, says"
            " RULES.txt."
        ),
        cite=_("Cite these data by these facts wherever you use them."),
        organisers=_("The organisers of %(title)s"),
        asked_with=_("Asked with %(key)s %(version)s."),
        scored_by=_("Scored by %(key)s %(version)s."),
        codebook=_("Codebook: %(title)s"),
        scores=_("Scores"),
        too_large=_(
            "The table %(name)s is not in tables.xlsx: no sheet holds so much."
        ),
        no_library=_(
            "round.sav and round.dta are not here: %(library)s was not"
            " installed where the package was made (%(command)s)."
        ),
        otherwise=_(
            "Units that were scored by another version of the method than that"
            " of this package: %(count)s. They stand as they were published;"
            " recompute.py names them."
        ),
        colon=_(": "),
        comma=_(", "),
    )


def _write_files() -> dict[str, str]:
    return {
        "RULES.txt": _("what is left out, and by which rules"),
        "CITATION.cff": _("how to cite these data"),
        "datapackage.json": _("the tables in csv/, as a Frictionless data package"),
        "codebook.xml": _("every variable of round.sav, as DDI-Codebook 2.5"),
        "provenance.json": _(
            "fingerprints of instrument and method, versions, language"
        ),
        "instrument/instrument.yaml": _("the questionnaire, as the round kept it"),
        "instrument/method.yaml": _(
            "the method that scored the round, with its ladders"
        ),
        "tables.xlsx": _("the tables, a sheet each"),
        "round.sav": _("answers and scores for SPSS, with labels"),
        "round.dta": _("answers and scores for Stata, with labels"),
        "sdmx/scores.csv": _("scores and coverage as SDMX-CSV 2.0"),
        "recompute.py": _("recomputes every score from this package alone"),
        "engine.zip": _("the program code that scores, for recompute.py"),
        "SHA256SUMS": _("a checksum of each file"),
    }


def _write_reading() -> tuple[str, ...]:
    return (
        _(
            "csv/answers_wide.csv has option codes (several joined by ;),"
            " numbers, and NA (not applicable), DK (don't know), RF (refused). A"
            " blank is unanswered or was not asked; csv/answers.csv says which."
        ),
        _(
            "pandas takes NA for a blank unless it is told not to: %(code)s. In"
            " Parquet a column of numbers holds numbers alone."
        ),
        _(
            '"given" stands for a text, a date or a link that is withheld,'
            ' "withheld" for a fact that could tell which unit it is of. Scores'
            " run from 0 to 1."
        ),
        _(
            "In round.sav and round.dta a choice is the place of its option,"
            " counted from 1, and a reason why there is no answer is declared as"
            " missing: a number below all answers in SPSS, .a to .e in Stata."
        ),
        _(
            "In CSV a text that begins with a sign that a spreadsheet computes"
            " by has an apostrophe before it. All files are UTF-8."
        ),
    )


def _write_recomputing() -> tuple[str, ...]:
    return (
        _(
            "It needs Python 3.11 or later and the libraries that the head of"
            " the file names, and no METER. With uv: %(command)s."
        ),
        _(
            "It scores the answers anew with the engine in engine.zip, compares"
            " every score, coverage, bound, rank, stage and interval to 1e-12,"
            " and says which differ."
        ),
    )
