"""Method files: a method beside the instrument that it is for, checked together."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from instruments.errors import (
    InstrumentFindingsError,
    MethodFindingsError,
    MethodVersionWarning,
    NoSuchMethodError,
)
from instruments.library import find_file, list_method_files
from instruments.reading.beside import find_beside, is_file, read_key
from instruments.reading.examination import place_problem
from instruments.reading.findings import has_errors
from instruments.reading.loader import check_instrument, load_instrument
from instruments.reading.method_head import is_method, read_head
from instruments.reading.method_parts import examine_method
from instruments.reading.po_files import read_bytes
from instruments.reading.problems import Problem
from instruments.reading.source import RefusedError, Source, read_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.instrument import Instrument
    from instruments.reading.findings import Finding
    from instruments.reading.method_head import Head


def check_file(source: str | Path) -> list[Finding]:
    """List all findings of an instrument or of a method file, sorted by place.

    Raises:
        UnknownInstrumentError: there is no such key or file.
        UnreadableFileError: the system does not hand over the file.
    """
    path = find_file(source)
    try:
        read = read_source(read_bytes(path), str(path))
    except RefusedError:
        return check_instrument(path)
    if not is_method(read.data):
        return check_instrument(path)
    return sorted(_examine(read, None).findings)


def load_method(source: str | Path, instrument: Instrument) -> Instrument:
    """Add the method of a file to the instrument that it is for.

    What is asked stays, and so does the meaning. A MethodVersionWarning tells that
    the method was written for another version of the instrument.

    Raises:
        NoSuchMethodError: there is no such file.
        UnreadableFileError: the system does not hand over the file.
        MethodFindingsError: the file has errors; warnings do not stop it.
    """
    path = Path(source)
    if not is_file(path):
        raise NoSuchMethodError(instrument.key, str(source), instrument.methods)
    try:
        read = read_source(read_bytes(path), str(path))
    except RefusedError as error:
        raise MethodFindingsError([error.finding]) from None
    found, findings = _examine(read, instrument)
    if found is None or has_errors(findings):
        raise MethodFindingsError(sorted(findings))
    for finding in findings:
        if finding.code == "MF05":
            warnings.warn(MethodVersionWarning(finding), stacklevel=2)
    return found


def open_method(source: str | Path) -> tuple[Instrument, str] | None:
    """Load a method file with the instrument that it names.

    Returns:
        The instrument with that method, and the key of the method; None for what is no
        method file.

    Raises:
        UnknownInstrumentError: there is no such key or file.
        UnreadableFileError: the system does not hand over the file.
        MethodFindingsError: the file has errors; warnings do not stop it.
    """
    path = find_file(source)
    try:
        read = read_source(read_bytes(path), str(path))
    except RefusedError:
        return None
    if not is_method(read.data):
        return None
    found, findings = _examine(read, None)
    if found is None:
        raise MethodFindingsError(sorted(findings))
    return found, str(read.data["key"])


def find_method(instrument: Instrument, text: str) -> tuple[Instrument, str]:
    """Find a method by its key, or by the path of its file.

    A key of the instrument wins over one of a method file in the library, and both
    over a file of that name.

    Returns:
        The instrument with that method, and the key of the method.

    Raises:
        NoSuchMethodError: there is neither.
        MethodFindingsError: the file of the method has errors.
    """
    if text in instrument.methods:
        return instrument, text
    files = list_method_files(instrument.key)
    path = files.get(text, Path(text))
    if not is_file(path):
        raise NoSuchMethodError(instrument.key, text, [*instrument.methods, *files])
    found = load_method(path, instrument)
    (key,) = found.methods.keys() - instrument.methods.keys()
    return found, key


class _Examined(NamedTuple):
    instrument: Instrument | None
    findings: list[Finding]


def _examine(source: Source, given: Instrument | None) -> _Examined:
    """Examine a method file with the instrument that is given, or that it names."""
    head, problems = read_head(source.data)
    findings = list(source.findings)
    base = given
    if head is not None:
        wrong = list(_check_given(source, head, given) if given else ())
        if given is None:
            base, wrong = _load_named(source, head)
        problems += wrong
        problems += _check_clashes(source.data, head, base) if base else ()
    findings += [place_problem(problem, source) for problem in problems]
    if base is None or not isinstance(source.data, dict):
        return _Examined(None, findings)
    method, stages, more = examine_method(source, base)
    findings += more
    if head is None or method is None or has_errors(findings):
        return _Examined(None, findings)
    return _Examined(base.with_method(head.key, method, stages), findings)


def _load_named(source: Source, head: Head) -> tuple[Instrument | None, list[Problem]]:
    """Load the instrument that a method file names."""
    facts: dict[str, Any] = {"instrument": head.instrument}
    path = find_beside(head.instrument, Path(source.file).parent)
    if path is None:
        return None, [Problem("MF01", ("instrument",), facts)]
    try:
        return load_instrument(path), []
    except InstrumentFindingsError:
        facts["source"] = str(path)
        return None, [Problem("MF06", ("instrument",), facts)]


def _check_given(source: Source, head: Head, given: Instrument) -> Iterator[Problem]:
    """MF02: a method is used with the instrument that it names."""
    if head.instrument == given.key:
        return
    path = find_beside(head.instrument, Path(source.file).parent)
    if path is None or read_key(path) != given.key:
        facts = {"instrument": head.instrument, "other": given.key}
        yield Problem("MF02", ("instrument",), facts)


def _check_clashes(data: Any, head: Head, base: Instrument) -> Iterator[Problem]:
    """MF03 to MF05: keys are free, and the version is one that is meant."""
    facts: dict[str, Any] = {"instrument": base.key}
    if head.key in base.methods:
        yield Problem("MF03", ("key",), {**facts, "key": head.key})
    stages = data.get("stages")
    for key in stages if isinstance(stages, dict) else ():
        if key in base.stages:
            path = ("stages", key)
            yield Problem("MF04", path, {**facts, "key": key}, on_key=True)
    if head.versions and base.version not in head.versions:
        facts |= {"versions": ", ".join(head.versions), "version": base.version}
        yield Problem("MF05", ("versions",), facts)
