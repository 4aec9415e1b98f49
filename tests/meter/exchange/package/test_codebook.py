"""The codebook keeps to DDI-Codebook 2.5, as `ddi.py` has it, and counts its units."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pyreadstat
import pytest

from meter.exchange.package.codebook import NAMESPACE, write_codebook
from meter.exchange.package.variables import list_variables
from tests.meter.exchange.package.ddi import CHILDREN, TEXTS, find_faults, name
from tests.meter.exchange.package.surveyed import AT, ZH

if TYPE_CHECKING:
    from meter.exchange.package.snapshot import Snapshot
    from tests.meter.exchange.package.surveyed import Surveyed


@pytest.fixture(scope="module")
def book(surveyed: Surveyed) -> ET.Element:
    return ET.fromstring(write(surveyed.read("zh")))  # noqa: S314  (our own file)


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_the_codebook_keeps_to_the_standard(surveyed: Surveyed, language: str) -> None:
    for with_names in (False, True):
        snapshot = surveyed.read(language, with_names=with_names)
        asked = replace(snapshot.round, opened_at=AT, closed_at=AT)

        root = ET.fromstring(write(replace(snapshot, round=asked)))  # noqa: S314

        assert find_faults(root) == []


def test_where_nothing_is_scored_it_keeps_to_the_standard(surveyed: Surveyed) -> None:
    root = ET.fromstring(write(replace(surveyed.read(), results=None)))  # noqa: S314

    assert find_faults(root) == []


def test_every_element_and_attribute_that_is_written_is_checked(
    book: ET.Element,
) -> None:
    written = {name(element) for element in book.iter()}

    assert written == {*CHILDREN, *TEXTS}


def test_a_title_with_what_no_xml_can_say_leaves_it_readable(
    snapshot: Snapshot,
) -> None:
    asked = replace(snapshot.round, title="Se\x0boul\uffff <&>")

    root = ET.fromstring(write(replace(snapshot, round=asked)))  # noqa: S314

    titles = [one.text for one in root.iter(f"{{{NAMESPACE}}}titl")]
    assert titles == ["Codebook: Seoul <&>", "Seoul <&>"]


BROKEN = {
    "wrong order": (
        r"(<qstn>.*?</qstn>)(\s*)(<invalrng>.*?</invalrng>)",
        r"\3\2\1",
        "var has labl invalrng qstn sumStat catgry varFormat",
    ),
    "unknown attribute": ("<var ", '<var label="Law" ', "var has label"),
    "missing attribute": ('name="unit" ', "", "var lacks name"),
    "unknown value": ('nature="ordinal"', 'nature="ranked"', "var has nature=ranked"),
    "two where one may be": ("(<titl>.*?</titl>)", r"\1\1", "titlStmt has titl"),
    "none where one must be": ("<titl>.*?</titl>", "", "titlStmt has nothing"),
    "no study": ("<stdyDscr>.*</stdyDscr>", "", "codeBook has docDscr fileDscr"),
    "unknown element": ("<labl>Unit</labl>", "<label>Unit</label>", "label is not"),
    "element in a text": (
        "<labl>Unit</labl>", "<labl><titl>Unit</titl></labl>", "labl has elements"
    ),
    "text among elements": ("<docDscr>", "<docDscr>Us", "docDscr has text"),
    "nothing missing": ("<item [^>]*/>", "", "invalrng has nothing"),
    "reference to nothing": ('files="F1"', 'files="F2"', "files refers to F2"),
    "an ID twice": ('ID="V2"', 'ID="V1"', "ID V1 stands twice"),
    "no name for an ID": ('ID="V2"', 'ID="2"', "var has ID=2"),
    "statistic of no kind": ('<sumStat type="vald"', "<sumStat", "sumStat lacks type"),
    "no language": ('xml:lang="en"', 'xml:lang="in English"', "lang=in English"),
    "another version": ('version="2.5"', 'version="3.1"', "codeBook has version=3.1"),
}  # fmt: skip


@pytest.mark.parametrize(("found", "instead", "fault"), BROKEN.values(), ids=BROKEN)
def test_a_broken_codebook_is_noticed(
    surveyed: Surveyed, found: str, instead: str, fault: str
) -> None:
    text = write(surveyed.read())

    broken, count = re.subn(found, instead, text, flags=re.DOTALL)

    assert count
    faults = find_faults(ET.fromstring(broken))  # noqa: S314
    assert any(fault in one for one in faults), faults


def write(snapshot: Snapshot) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "codebook.xml"
        write_codebook(snapshot, list_variables(snapshot), "round.sav", path)
        return path.read_text(encoding="utf-8")


def find(book: ET.Element, wanted: str) -> ET.Element:
    space = {"d": NAMESPACE}
    return next(
        one for one in book.iterfind(".//d:var", space) if one.get("name") == wanted
    )


def test_variables_are_those_of_the_dataset_with_whole_labels(
    book: ET.Element, folder: Path
) -> None:
    _, facts = pyreadstat.read_sav(str(folder / "round.sav"), metadataonly=True)
    space = {"d": NAMESPACE}
    names = [one.get("name") for one in book.iterfind(".//d:var", space)]

    assert names == facts.column_names
    law = find(book, "q_law")
    assert law.findtext("d:labl", namespaces=space) == ZH["item.law.ask"]
    values = {
        one.findtext("d:catValu", namespaces=space): one.get("missing")
        for one in law.iterfind("d:catgry", space)
    }
    assert values == dict.fromkeys("123", "N") | {
        str(-code): "Y" for code in range(1, 6)
    }


def test_counts_are_those_of_the_units(book: ET.Element) -> None:
    space = {"d": NAMESPACE}
    law = find(book, "q_law")
    counts = {
        one.get("type"): int(one.text or 0) for one in law.iterfind("d:sumStat", space)
    }

    assert counts == {"vald": 4, "invd": 5}
    each = [int(one.text or 0) for one in law.iterfind("d:catgry/d:catStat", space)]
    assert sum(each) == 9
