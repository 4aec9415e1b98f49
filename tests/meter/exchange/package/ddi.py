"""What DDI-Codebook 2.5 says of the elements that a package writes, and who breaks it.

The published schema is others' and is not here. Its facts about these elements are
noted below in a shorthand of our own: which children an element has, in which order
and how often (? at most once, * any number, + one or more), which attributes (! marks
those that must be there), and which values these have.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

NAMESPACE = "ddi:codebook:2_5"
XML = "{http://www.w3.org/XML/1998/namespace}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"

CHILDREN = {
    "codeBook": "docDscr* stdyDscr+ fileDscr* dataDscr* otherMat*",
    "docDscr": "citation? guide? docStatus? docSrc* controlledVocabUsed* notes*",
    "citation": "titlStmt rspStmt? prodStmt? distStmt? serStmt* verStmt* biblCit?"
    " holdings* notes*",
    "titlStmt": "titl subTitl* altTitl* parTitl* IDNo*",
    "prodStmt": "producer* copyright? prodDate* prodPlac* software* fundAg* grantNo*",
    "verStmt": "version? verResp? notes*",
    "stdyDscr": "citation+ studyAuthorization* stdyInfo* studyDevelopment* method*"
    " dataAccs* othrStdyMat* notes*",
    "stdyInfo": "studyBudget* subject* abstract* sumDscr* qualityStatement? notes*"
    " exPostEvaluation*",
    "sumDscr": "timePrd* collDate* nation* geogCover* geogUnit* geoBndBox? boundPoly?"
    " anlyUnit* universe* dataKind*",
    "dataAccs": "setAvail* useStmt* notes*",
    "useStmt": "confDec? specPerm? restrctn? contact* citReq? deposReq? conditions?"
    " disclaimer?",
    "fileDscr": "fileTxt* locMap? notes*",
    "fileTxt": "fileName? fileCitation? fileCont? fileStrc? dimensns? fileType?"
    " format? filePlac? dataChck* ProcStat? dataMsng? software* verStmt?",
    "dimensns": "caseQnty* varQnty* logRecL* recPrCas* recNumTot*",
    "dataDscr": "varGrp* nCubeGrp* var* nCube* notes*",
    "varGrp": "labl* txt* concept* defntn? universe? notes*",
    "var": "location* labl* imputation? security? embargo? respUnit? anlysUnit? qstn*"
    " valrng* invalrng* undocCod* universe* TotlResp? sumStat* txt* stdCatgry*"
    " catgryGrp* catgry* codInstr* verStmt* concept* derivation? varFormat? geoMap*"
    " catLevel* notes*",
    "qstn": "(preQTxt|qstnLit|postQTxt|forward|backward|ivuInstr)*",
    "invalrng": "(item|range)+ key? notes*",
    "catgry": "catValu? labl* txt* catStat* mrow?",
    "item": "",
}
"""Elements that hold elements alone, or nothing."""

TEXTS = frozenset(
    {
        "IDNo", "abstract", "anlyUnit", "caseQnty", "catStat", "catValu", "collDate",
        "conditions", "dataKind", "fileName", "labl", "prodDate", "qstnLit",
        "software", "sumStat", "titl", "universe", "varFormat", "varQnty", "version",
    }
)  # fmt: skip
"""Elements that hold text; what may stand among it we do not write."""

_REFS = "sdatrefs:IDREFS methrefs:IDREFS pubrefs:IDREFS access:IDREFS"
_WEIGHT = "wgt-var:IDREFS weight:IDREFS"
_WEIGHTED = f"wgtd=wgtd|not-wgtd {_WEIGHT}"

ATTRIBUTES = {
    "codeBook": "version=2.5 codeBookAgency:NCName",
    "citation": "MARCURI",
    "IDNo": "agency level=study|file|project",
    "prodDate": "date",
    "software": "date version",
    "version": "date type",
    "stdyDscr": "access:IDREFS",
    "abstract": "date contentType=abstract|purpose|mixed",
    "collDate": "date event=start|end|single cycle",
    "anlyUnit": "unit",
    "universe": "level clusion=I|E",
    "dataKind": "type",
    "fileDscr": f"URI {_REFS}",
    "varGrp": "type=section|multipleResp|grid|display|repetition|subject|version"
    "|iteration|analysis|pragmatic|record|file|randomized|other otherType:NMTOKEN"
    f" var:IDREFS varGrp:IDREFS name {_REFS} nCube",
    "var": f"name! wgt=wgt|not-wgt {_WEIGHT} qstn:IDREFS files:IDREFS vendor dcml"
    f" intrvl=contin|discrete rectype {_REFS}"
    " aggrMeth=sum|average|count|mode|median|maximum|minimum|percent|other"
    " otherAggrMeth:NMTOKEN measUnit scale origin"
    " nature=nominal|ordinal|interval|ratio|percent|other"
    " additivity=stock|flow|non-additive|other otherAdditivity:NMTOKEN temporal=Y|N"
    " geog=Y|N geoVocab catQnty representationType=text|numeric|code|datetime|other"
    " otherRepresentationType:NMTOKEN",
    "labl": "level vendor country sdatrefs:IDREFS",
    "qstn": "qstn:IDREFS var:IDREFS seqNo sdatrefs:IDREFS responseDomainType=text"
    "|numeric|code|category|datetime|geographic|multiple|other"
    " otherResponseDomainType:NMTOKEN",
    "qstnLit": "sdatrefs:IDREFS",
    "item": "UNITS=INT|REAL VALUE!",
    "sumStat": f"type!=mean|medn|mode|vald|invd|min|max|stdev|other {_WEIGHTED}"
    " otherType:NMTOKEN access:IDREFS",
    "catgry": "missing=Y|N missType country sdatrefs:IDREFS excls=true|false"
    " catgry:IDREFS level:IDREFS access:IDREFS",
    "catStat": f"type=freq|percent|crosstab|other otherType:NMTOKEN URI {_WEIGHTED}"
    " methrefs:IDREFS sdatrefs:IDREFS",
    "varFormat": "type=character|numeric formatname"
    " schema=SAS|SPSS|IBM|ANSI|ISO|XML-Data|other otherSchema:NMTOKEN"
    " category=date|time|currency|other otherCategory:NMTOKEN URI",
}
"""The attributes of an element beside those that all have."""

EVERYWHERE = (
    f"ID:ID xml-lang:NMTOKEN {XML}lang:language source=archive|producer elementVersion"
    f" elementVersionDate ddiLifecycleUrn ddiCodebookUrn {XSI}schemaLocation"
)

_NCNAME = r"[^\W\d][\w.\-]*"
KINDS = {
    "": re.compile(r".*", re.DOTALL),
    "ID": re.compile(_NCNAME),
    "IDREFS": re.compile(rf"\s*{_NCNAME}(\s+{_NCNAME})*\s*"),
    "NCName": re.compile(_NCNAME),
    "NMTOKEN": re.compile(r"[\w.\-:]+"),
    "language": re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*"),
}

_ATTRIBUTE = re.compile(r"((?:\{.*?\})?[\w\-]+)(!?)(?::(\w+)|=(\S+))?")


def find_faults(root: Element) -> list[str]:
    """Say what in a codebook breaks the standard."""
    faults = [] if name(root) == "codeBook" else [f"{name(root)} is no codeBook"]
    for element in root.iter():
        if name(element) not in {*CHILDREN, *TEXTS}:
            faults.append(f"{element.tag} is not known here")
            continue
        faults += [*_check_content(element), *_check_attributes(element)]
    return [*faults, *_check_references(root)]


def name(element: Element) -> str:
    """Name an element of the standard's namespace; others keep theirs."""
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def _check_content(element: Element) -> Iterator[str]:
    here = name(element)
    children = [name(child) for child in element]
    if here in TEXTS:
        if children:
            yield f"{here} has elements in its text"
        return
    if not _order(CHILDREN[here]).fullmatch("".join(f"{one} " for one in children)):
        yield f"{here} has {' '.join(dict.fromkeys(children)) or 'nothing'}"
    texts = [element.text, *(child.tail for child in element)]
    if any(text and text.strip() for text in texts):
        yield f"{here} has text among its elements"


def _order(rule: str) -> re.Pattern[str]:
    """Make a pattern of names, each with a blank after it."""
    parts = re.findall(r"\(?([\w|]+)\)?([?*+]?)", rule)
    return re.compile(
        "".join(f"(?:(?:{names}) ){often}" for names, often in parts if names)
    )


def _check_attributes(element: Element) -> Iterator[str]:
    here = name(element)
    own = f"{ATTRIBUTES.get(here, '')} {EVERYWHERE}"
    known = {one[0]: one[1:] for one in _ATTRIBUTE.findall(own)}
    for key in element.keys() - known.keys():
        yield f"{here} has {key}"
    for key, (must, kind, values) in known.items():
        value = element.get(key)
        if value is None:
            if must:
                yield f"{here} lacks {key}"
        elif (values and value not in values.split("|")) or (
            not values and not KINDS[kind].fullmatch(value)
        ):
            yield f"{here} has {key}={value}"


def _check_references(root: Element) -> Iterator[str]:
    ids = [one.get("ID") for one in root.iter() if one.get("ID") is not None]
    for one in {one for one in ids if ids.count(one) > 1}:
        yield f"ID {one} stands twice"
    for element in root.iter():
        own = _ATTRIBUTE.findall(ATTRIBUTES.get(name(element), ""))
        for key, _, kind, _ in own:
            if kind == "IDREFS":
                refs = (element.get(key) or "").split()
                yield from (f"{key} refers to {one}" for one in refs if one not in ids)
