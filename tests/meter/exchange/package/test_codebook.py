"""The codebook keeps the order and the attributes of DDI-Codebook 2.5.

The published schema is others' and no package carries it, so it cannot be asked here.
What it says of the elements that we write stands below, read from its documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pyreadstat
import pytest

from meter.exchange.package.codebook import NAMESPACE, write_codebook
from meter.exchange.package.variables import list_variables
from tests.meter.exchange.package.surveyed import ZH

if TYPE_CHECKING:
    from pathlib import Path

    from tests.meter.exchange.package.surveyed import Surveyed

ORDER = {
    "codeBook": "docDscr stdyDscr fileDscr dataDscr otherMat",
    "docDscr": "citation guide docStatus docSrc controlledVocabUsed notes",
    "citation": "titlStmt rspStmt prodStmt distStmt serStmt verStmt biblCit holdings"
    " notes",
    "titlStmt": "titl subTitl altTitl parTitl IDNo",
    "prodStmt": "producer copyright prodDate prodPlac software fundAg grantNo",
    "verStmt": "version verResp notes",
    "stdyDscr": "citation studyAuthorization stdyInfo studyDevelopment method dataAccs"
    " othrStdyMat notes",
    "stdyInfo": "studyBudget subject abstract sumDscr qualityStatement notes"
    " exPostEvaluation",
    "sumDscr": "timePrd collDate nation geogCover geogUnit geoBndBox boundPoly anlyUnit"
    " universe dataKind",
    "dataAccs": "setAvail useStmt notes",
    "useStmt": "confDec specPerm restrctn contact citReq deposReq conditions"
    " disclaimer",
    "fileDscr": "fileTxt locMap notes",
    "fileTxt": "fileName fileCitation dataFingerprint fileCont fileStrc dimensns"
    " fileType format filePlac dataChck ProcStat dataMsng software verStmt",
    "dimensns": "caseQnty varQnty logRecL recPrCas recNumTot",
    "dataDscr": "varGrp nCubeGrp var nCube notes",
    "varGrp": "labl txt concept defntn universe notes",
    "var": "location labl imputation security embargo respUnit anlysUnit qstn valrng"
    " invalrng undocCod universe TotlResp sumStat txt stdCatgry catgryGrp catgry"
    " codInstr verStmt concept derivation varFormat geoMap catLevel notes",
    "qstn": "preQTxt qstnLit postQTxt forward backward ivuInstr",
    "invalrng": "item range key notes",
    "catgry": "catValu labl txt catStat mrow",
}
"""The children that an element may have, in their order."""

TEXTS = frozenset(
    {
        "IDNo", "abstract", "anlyUnit", "caseQnty", "catStat", "catValu", "collDate",
        "conditions", "dataKind", "fileName", "item", "labl", "prodDate", "qstnLit",
        "software", "sumStat", "titl", "universe", "varFormat", "varQnty", "version",
    }
)  # fmt: skip
"""Elements that hold text alone."""

GLOBAL = {"ID", "{http://www.w3.org/XML/1998/namespace}lang"}
ATTRIBUTES: dict[str, dict[str, set[str] | None]] = {
    "codeBook": {
        "version": {"2.5"},
        "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation": None,
    },
    "IDNo": {"agency": None},
    "prodDate": {"date": None},
    "software": {"version": None, "date": None},
    "collDate": {"date": None, "event": {"start", "end", "single"}},
    "fileDscr": {"URI": None},
    "varGrp": {"type": {"section", "subject", "other"}, "var": None, "name": None},
    "var": {
        "name": None,
        "files": None,
        "intrvl": {"contin", "discrete"},
        "nature": {"nominal", "ordinal", "interval", "ratio", "percent", "other"},
    },
    "item": {"VALUE": None},
    "sumStat": {"type": {"vald", "invd"}},
    "catgry": {"missing": {"Y", "N"}},
    "catStat": {"type": {"freq"}},
    "varFormat": {"type": {"numeric", "character"}, "schema": {"SPSS"}},
}
"""The attributes that we write, and the values that the schema lets them have."""

REQUIRED = {"var": {"name"}}


@pytest.fixture(scope="module")
def book(surveyed: Surveyed, tmp_path_factory: pytest.TempPathFactory) -> ET.Element:
    snapshot = surveyed.read("zh")
    path = tmp_path_factory.mktemp("codebook") / "codebook.xml"
    write_codebook(snapshot, list_variables(snapshot), "round.sav", path)
    return ET.parse(path).getroot()  # noqa: S314  (our own file)


def tag(element: ET.Element) -> str:
    """Name an element, which is of the namespace of DDI-Codebook 2.5."""
    space, _, name = element.tag[1:].partition("}")
    assert space == NAMESPACE
    return name


def test_elements_stand_where_the_schema_has_them(book: ET.Element) -> None:
    assert tag(book) == "codeBook"
    for element in book.iter():
        name = tag(element)
        children = [tag(child) for child in element]
        if name in TEXTS:
            assert not children, name
            assert element.text is None or element.text.strip()
            continue
        order = ORDER[name].split()
        places = [order.index(child) for child in children]
        assert places == sorted(places), name
        assert not (element.text or "").strip(), name


def test_attributes_have_values_that_the_schema_lets_them_have(
    book: ET.Element,
) -> None:
    for element in book.iter():
        known = ATTRIBUTES.get(tag(element), {})
        assert element.keys() - known.keys() <= GLOBAL, tag(element)
        for key, value in element.items():
            values = known.get(key)
            assert values is None or value in values, (key, value)
        assert REQUIRED.get(tag(element), set()) <= set(element.keys())


def test_what_is_referred_to_is_there_once(book: ET.Element) -> None:
    ids = [one.get("ID") for one in book.iter() if one.get("ID")]
    refs = {
        ref
        for one in book.iter()
        for key in ("var", "files")
        for ref in (one.get(key) or "").split()
    }

    assert len(ids) == len(set(ids))
    assert refs <= set(ids)
    assert len(refs) > 10


def find(book: ET.Element, name: str) -> ET.Element:
    space = {"d": NAMESPACE}
    return next(
        one for one in book.iterfind(".//d:var", space) if one.get("name") == name
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
