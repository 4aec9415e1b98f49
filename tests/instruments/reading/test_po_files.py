from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from instruments.reading.po_files import list_po_files, read_po_file
from instruments.reading.source import RefusedError

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n'
ENTRY = '\nmsgctxt "item.a.ask"\nmsgid "Ask"\nmsgstr "Demande"\n'


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "fr.po"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_entries_have_path_source_words_and_line(tmp_path: Path) -> None:
    po_file = read_po_file(write(tmp_path, HEAD + ENTRY))

    (entry,) = po_file.entries
    assert po_file.language == "fr"
    assert (entry.path, entry.source, entry.words) == ("item.a.ask", "Ask", "Demande")
    assert entry.line == HEAD.count("\n") + 3
    assert not entry.fuzzy


def test_long_words_are_joined_and_marks_read(tmp_path: Path) -> None:
    text = (
        '\n#, fuzzy\nmsgctxt "title"\nmsgid ""\n"One "\n"two"\nmsgstr "Un \\"deux\\""\n'
    )

    (entry,) = read_po_file(write(tmp_path, HEAD + text)).entries

    assert (entry.source, entry.words, entry.fuzzy) == ("One two", 'Un "deux"', True)


def test_texts_that_are_no_longer_asked_are_passed_over(tmp_path: Path) -> None:
    text = '\n#~ msgctxt "item.b.ask"\n#~ msgid "Old"\n#~ msgstr "Vieux"\n'

    assert read_po_file(write(tmp_path, HEAD + ENTRY + text)).entries[0].path == (
        "item.a.ask"
    )


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (HEAD + "msgid no quotes\n", "TX01", 4),
        (HEAD + 'msgid "open\nmsgstr "x"\n', "TX01", 4),
        (HEAD + 'translation "x"\n', "TX01", 4),
        (HEAD + '\nmsgid "Ask"\n', "TX01", 5),
        (HEAD + 'msgid "a\x00b"\nmsgstr "x"\n', "LD03", 4),
        (HEAD + '"Plural-Forms: nplurals=x; plural=y;\\n"\n', "TX01", 1),
        (HEAD.encode() + b'msgid "caf\xe9"\n', "LD02", 4),
        (b"#" * 2_000_001, "LD01", 1),
    ],
)
def test_what_is_not_well_formed_is_refused_with_its_line(
    tmp_path: Path, text: str | bytes, code: str, line: int
) -> None:
    with pytest.raises(RefusedError) as caught:
        read_po_file(write(tmp_path, text))

    assert (caught.value.finding.code, caught.value.finding.line) == (code, line)


PIECES = """msgid|msgstr|msgctxt|msgstr[0]|msgid_plural|"a"|""|"\\n"|#, fuzzy|#~|x|\n|
"Plural-Forms: nplurals=9;\\n"|"Language: x\\n"|"POT-Creation-Date: never\\n"|
"Content-Type: text/plain; charset=x\\n\""""
LINES = st.lists(st.sampled_from(PIECES.split("|")), max_size=25).map(" ".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
def test_any_text_is_read_or_refused(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text.replace(" \n ", "\n"))
    try:
        files = {read_po_file(path).file}
    except RefusedError as error:
        files = {error.finding.file}

    assert files == {str(path)}


def test_files_are_listed_by_language(tmp_path: Path) -> None:
    (tmp_path / "locale").mkdir()
    for name in ("fr.po", "ar.po", "notes.txt"):
        (tmp_path / "locale" / name).touch()

    files = list_po_files(tmp_path / "instrument.yaml")

    assert [file.name for file in files] == ["ar.po", "fr.po"]
    assert list_po_files(tmp_path / "elsewhere" / "instrument.yaml") == []
