"""`CITATION.cff`: how a package is cited, in the Citation File Format 1.2.

Texts are written as JSON writes them, which YAML reads as it is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from meter.exchange.package.fingerprints import cite_sources

if TYPE_CHECKING:
    from meter.exchange.package.snapshot import Snapshot


def write_citation(snapshot: Snapshot) -> str:
    """Write how the package is cited; no person is named as its author."""
    guide = snapshot.terms.words.guide
    notes = " ".join(cite_sources(snapshot))
    lines = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": guide.cite,
        "title": snapshot.round.title,
        "version": snapshot.made_at.isoformat(timespec="seconds"),
        "date-released": snapshot.made_at.date().isoformat(),
        "abstract": f"{snapshot.worded.summary or snapshot.worded.title}\n{notes}",
    }
    text = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in lines.items()
    )
    organisers = guide.organisers % {"title": snapshot.round.title}
    author = json.dumps(organisers, ensure_ascii=False)
    software = json.dumps(snapshot.terms.version)
    return (
        f"{text}authors:\n  - name: {author}\n"
        f"references:\n  - type: software\n    title: METER\n    version: {software}\n"
        "    authors:\n      - name: METER\n"
    )
