"""The codebook of a package: DDI-Codebook 2.5, as the DDI Alliance publishes it.

Elements stand in the order of the published schema. Each variable of the datasets is
described whole: what was asked, what each value means, which values are missing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np

from meter.exchange.package.fingerprints import cite_sources
from meter.exchange.package.readme import say_units

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from meter.exchange.package.snapshot import Snapshot
    from meter.exchange.package.variables import Variable

NAMESPACE = "ddi:codebook:2_5"
SCHEMA = (
    "http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
)
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

SCORES = "scores"
FILE_ID = "F1"

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML has no way to write; a title that was pasted may hold one."""


def write_codebook(
    snapshot: Snapshot, variables: Sequence[Variable], dataset: str, path: Path
) -> None:
    """Write the codebook of a dataset.

    Args:
        snapshot: the round.
        variables: those of the dataset, in their order.
        dataset: the name of its file.
        path: where the codebook will be.
    """
    # Prefixes are for the whole process, and these two stand for nothing else.
    ET.register_namespace("", NAMESPACE)
    ET.register_namespace("xsi", XSI)
    root = ET.Element(_name("codeBook"), {"version": "2.5"})
    root.set(XML_LANG, snapshot.terms.words.language)
    root.set(f"{{{XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    _describe_document(root, snapshot)
    _describe_study(root, snapshot)
    _describe_file(root, snapshot, variables, dataset)
    _describe_data(root, snapshot, variables)
    ET.indent(root, " ")
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _add(parent: ET.Element, tag: str, text: str = "", **facts: str) -> ET.Element:
    child = ET.SubElement(parent, _name(tag), facts)
    child.text = _UNWRITABLE.sub("", text) or None
    return child


def _describe_document(root: ET.Element, snapshot: Snapshot) -> None:
    citation = _add(_add(root, "docDscr"), "citation")
    title = snapshot.terms.words.guide.codebook % {"title": snapshot.round.title}
    _add(_add(citation, "titlStmt"), "titl", title)
    made = _add(citation, "prodStmt")
    day = snapshot.made_at.date().isoformat()
    _add(made, "prodDate", day, date=day)
    _add(made, "software", "METER", version=snapshot.terms.version)


def _describe_study(root: ET.Element, snapshot: Snapshot) -> None:
    study = _add(root, "stdyDscr")
    citation = _add(study, "citation")
    titles = _add(citation, "titlStmt")
    _add(titles, "titl", snapshot.round.title)
    _add(titles, "IDNo", snapshot.round.key, agency="METER")
    version = _add(citation, "verStmt")
    _add(version, "version", " ".join(cite_sources(snapshot)))
    info = _add(study, "stdyInfo")
    _add(info, "abstract", snapshot.worded.summary or snapshot.worded.title)
    _describe_collecting(_add(info, "sumDscr"), snapshot)
    use = _add(_add(study, "dataAccs"), "useStmt")
    _add(use, "conditions", snapshot.terms.words.guide.rules)


def _describe_collecting(summary: ET.Element, snapshot: Snapshot) -> None:
    for event, at in (
        ("start", snapshot.round.opened_at),
        ("end", snapshot.round.closed_at),
    ):
        if at is not None:
            day = at.date().isoformat()
            _add(summary, "collDate", day, date=day, event=event)
    _add(summary, "anlyUnit", snapshot.terms.words.unit)
    _add(summary, "universe", say_units(snapshot))
    _add(summary, "dataKind", "survey data")


def _describe_file(
    root: ET.Element, snapshot: Snapshot, variables: Sequence[Variable], dataset: str
) -> None:
    described = _add(root, "fileDscr", ID=FILE_ID, URI=dataset)
    text = _add(described, "fileTxt")
    _add(text, "fileName", dataset)
    sizes = _add(text, "dimensns")
    _add(sizes, "caseQnty", str(len(snapshot.units)))
    _add(sizes, "varQnty", str(len(variables)))


def _describe_data(
    root: ET.Element, snapshot: Snapshot, variables: Sequence[Variable]
) -> None:
    data = _add(root, "dataDscr")
    ids = {one.name: f"V{number}" for number, one in enumerate(variables, 1)}
    titles = {one.key: one.title for one in snapshot.worded.sections}
    groups = {key: [] for key in (*titles, SCORES)}  # type: dict[str, list[str]]
    for one in variables:
        groups.get(one.section, []).append(ids[one.name])
    for number, (key, members) in enumerate(groups.items(), 1):
        if members:
            group = _add(
                data, "varGrp", ID=f"G{number}", type="section", var=" ".join(members)
            )
            _add(group, "labl", titles.get(key, snapshot.terms.words.guide.scores))
    for one in variables:
        _describe_variable(data, one, ids[one.name])


def _describe_variable(data: ET.Element, variable: Variable, number: str) -> None:
    is_scale = variable.measure == "scale"
    nature = {} if is_scale else {"nature": variable.measure}
    described = _add(
        data,
        "var",
        ID=number,
        name=variable.name,
        files=FILE_ID,
        intrvl="contin" if is_scale else "discrete",
        **nature,
    )
    _add(described, "labl", variable.label)
    if variable.item is not None:
        _add(_add(described, "qstn"), "qstnLit", variable.label)
    if variable.reasons:
        invalid = _add(described, "invalrng")
        for code in variable.reasons:
            _add(invalid, "item", VALUE=write_code(code))
    _count(described, variable)
    for labels, missing in ((variable.labels, "N"), (variable.reasons, "Y")):
        for code, say in labels.items():
            category = _add(described, "catgry", missing=missing)
            _add(category, "catValu", write_code(code))
            _add(category, "labl", say)
            _add(category, "catStat", str(_count_value(variable, code)), type="freq")
    kind = "character" if variable.is_text else "numeric"
    _add(described, "varFormat", type=kind, schema="SPSS")


def _count(described: ET.Element, variable: Variable) -> None:
    """Say how many units have a value, and how many have none."""
    if variable.is_text:
        return
    values = np.asarray(variable.data, dtype=np.float64)
    missing = np.isnan(values) | np.isin(values, list(variable.reasons))
    _add(described, "sumStat", str(int((~missing).sum())), type="vald")
    _add(described, "sumStat", str(int(missing.sum())), type="invd")


def _count_value(variable: Variable, code: float) -> int:
    return int((np.asarray(variable.data, dtype=np.float64) == code).sum())


def write_code(code: float) -> str:
    """Write a code as datasets show it: whole numbers without a point."""
    return f"{code:.0f}"
