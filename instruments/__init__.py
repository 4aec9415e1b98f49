"""Asks: the declared questionnaires and what they measure."""

from __future__ import annotations

from instruments.answers import MISSING_MARKS, answer_to_text, parse_answer
from instruments.errors import (
    InstrumentError,
    InstrumentFindingsError,
    MethodFindingsError,
    MethodVersionWarning,
    NoSuchMethodError,
    UnknownInstrumentError,
    UnknownLanguageError,
)
from instruments.library import list_library
from instruments.model.answers import Answer, AnswerError, AnswerFault, Missing
from instruments.model.instrument import Instrument
from instruments.reading.findings import Finding
from instruments.reading.loader import check_instrument, load_instrument
from instruments.reading.method_files import (
    check_file,
    find_method,
    load_method,
    open_method,
)
from instruments.revisions import Revision, compare_versions
from instruments.translations import translate

__all__ = [
    "MISSING_MARKS",
    "Answer",
    "AnswerError",
    "AnswerFault",
    "Finding",
    "Instrument",
    "InstrumentError",
    "InstrumentFindingsError",
    "MethodFindingsError",
    "MethodVersionWarning",
    "Missing",
    "NoSuchMethodError",
    "Revision",
    "UnknownInstrumentError",
    "UnknownLanguageError",
    "answer_to_text",
    "check_file",
    "check_instrument",
    "compare_versions",
    "find_method",
    "list_library",
    "load_instrument",
    "load_method",
    "open_method",
    "parse_answer",
    "translate",
]
