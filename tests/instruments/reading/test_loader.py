from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import (
    InstrumentFindingsError,
    UnknownInstrumentError,
    check_instrument,
    load_instrument,
)
from instruments.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]

ITEM = "{key: a, type: yes_no, ask: Ask A}"
FRENCH = """msgid ""
msgstr "Language: fr\\n"

msgctxt "item.a.ask"
msgid "Ask A"
msgstr "Dis A"
"""


def add_french(file: Path, text: str = FRENCH) -> Path:
    (file.parent / "locale").mkdir()
    path = file.parent / "locale" / "fr.po"
    path.write_text(text, encoding="utf-8")
    return path


def test_translations_beside_the_file_are_read(write: Write) -> None:
    file = write(ITEM)
    add_french(file)

    instrument = load_instrument(file)

    assert instrument.languages == ("en", "fr")
    assert instrument.translations == {"fr": {"item.a.ask": "Dis A"}}


def test_warnings_do_not_stop_the_loading(write: Write, scales: str) -> None:
    file = write(ITEM, scales=scales)

    assert [finding.severity for finding in check_instrument(file)] == ["warning"]
    assert load_instrument(file).key == "tiny"


def test_an_error_says_all_errors_and_keeps_all_findings(
    write: Write, scales: str
) -> None:
    file = write("{key: a, type: yes_no, ask: A, requires: [b, c]}", scales=scales)

    with pytest.raises(InstrumentFindingsError) as caught:
        load_instrument(file)

    assert [one.code for one in caught.value.findings] == ["SC04", "IT06", "IT06"]
    assert "2 errors" in str(caught.value)
    assert "SC04" not in str(caught.value)
    assert caught.value.exit_code == 10


def test_a_translation_file_that_cannot_be_read_is_an_error(write: Write) -> None:
    file = write(ITEM)
    path = add_french(file, FRENCH + "msgstr no quotes\n")

    (finding,) = check_instrument(file)

    assert (finding.code, finding.file, finding.line) == ("TX01", str(path), 7)
    with pytest.raises(InstrumentFindingsError):
        load_instrument(file)


def test_beside_a_wrong_instrument_only_the_form_of_translations_is_told(
    write: Write,
) -> None:
    file = write("{key: a, type: yes_no, ask: A, requires: b}")
    add_french(file, FRENCH + "msgstr no quotes\n")

    assert [finding.code for finding in check_instrument(file)] == ["VL09", "TX01"]


def test_a_language_without_a_usable_text_is_not_offered(write: Write) -> None:
    file = write(ITEM)
    add_french(file, FRENCH.replace("Dis A", ""))

    assert load_instrument(file).languages == ("en",)


def test_findings_are_sorted_by_place(write: Write) -> None:
    file = write(
        "{key: a, ask: A, scale: x}", "{key: b, type: text, ask: B, lines: 1.5}"
    )

    findings = check_instrument(file)

    assert findings == sorted(findings)
    assert len(findings) == 2


def test_nothing_of_that_name_is_not_found() -> None:
    with pytest.raises(UnknownInstrumentError):
        check_instrument("nothing_of_that_name")


def test_a_file_that_the_system_keeps_to_itself_is_told_so(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(ITEM)

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)

    with pytest.raises(UnreadableFileError, match="Permission denied"):
        load_instrument(file)
