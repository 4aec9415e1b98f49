"""From a library key or a path to an instrument, with all findings at once."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from instruments.errors import InstrumentFindingsError
from instruments.library import find_file
from instruments.reading.examination import examine
from instruments.reading.findings import has_errors, make_finding
from instruments.reading.method_head import is_method
from instruments.reading.po_files import list_po_files, read_bytes, read_po_file
from instruments.reading.problems import MOST_PROBLEMS
from instruments.reading.repeats import expand_repeats
from instruments.reading.source import RefusedError, read_source
from instruments.reading.translated import Translated
from instruments.texts import list_texts

if TYPE_CHECKING:
    from pathlib import Path

    from instruments.model.instrument import Instrument
    from instruments.reading.findings import Finding


def load_instrument(source: str | Path) -> Instrument:
    """Load an instrument by library key or YAML path, with its translations.

    Repeated sections are written out, once for each entry of their list.

    Raises:
        UnknownInstrumentError: there is no such key or file.
        UnreadableFileError: the system does not hand over the file.
        InstrumentFindingsError: the file has errors; warnings do not stop it.
    """
    path = find_file(source)
    instrument, findings = _read_instrument(path)
    words, more = _read_translations(path, instrument)
    findings += more
    if instrument is None or has_errors(findings):
        raise InstrumentFindingsError(sorted(findings))
    return expand_repeats(instrument.model_copy(update={"translations": words}))


def check_instrument(source: str | Path) -> list[Finding]:
    """List all findings of an instrument, errors and warnings, sorted by place.

    Raises:
        UnknownInstrumentError: there is no such key or file.
        UnreadableFileError: the system does not hand over the file.
    """
    path = find_file(source)
    instrument, findings = _read_instrument(path)
    _, more = _read_translations(path, instrument)
    return sorted(findings + more)


class _Read(NamedTuple):
    instrument: Instrument | None
    findings: list[Finding]


def _read_instrument(path: Path) -> _Read:
    try:
        source = read_source(read_bytes(path), str(path))
    except RefusedError as error:
        return _Read(None, [error.finding])
    if is_method(source.data):
        facts = {"instrument": source.data.get("instrument")}
        return _Read(None, [make_finding("MF07", str(path), (1, 1), **facts)])
    instrument, findings = examine(source)
    return _Read(instrument, [*source.findings, *findings])


def _read_translations(
    path: Path, instrument: Instrument | None
) -> tuple[dict[str, dict[str, str]], list[Finding]]:
    """Read the `.po` files; without an instrument only their form is checked."""
    words: dict[str, dict[str, str]] = {}
    findings: list[Finding] = []
    texts = list_texts(instrument) if instrument else {}
    for file in list_po_files(path):
        try:
            po_file = read_po_file(file)
        except RefusedError as error:
            findings.append(error.finding)
            continue
        if instrument is None:
            continue
        translated = Translated(po_file, texts, instrument.language)
        findings += islice(translated.list_findings(), MOST_PROBLEMS)
        usable = translated.list_words() if translated.is_used else {}
        if usable:
            words[po_file.language] = usable
    return words, findings
