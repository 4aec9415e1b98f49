"""`CITATION.cff`: how a package is cited, in the Citation File Format 1.2.

Texts are written as JSON writes them, which YAML reads as it is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meter.exchange.package.snapshot import Snapshot

MESSAGE = "If you use these data, please cite them by these facts."


def write_citation(snapshot: Snapshot) -> str:
    """Write how the package is cited; no person is named as its author."""
    made = snapshot.source
    method = snapshot.results.plan if snapshot.results else None
    notes = f"Asked with {made.key} {made.version}, fingerprint {made.fingerprint}."
    if method is not None:
        notes += (
            f" Scored by {method.method_key} {method.method.version},"
            f" fingerprint {method.method_fingerprint}."
        )
    lines = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": MESSAGE,
        "title": snapshot.round.title,
        "version": snapshot.made_at.isoformat(timespec="seconds"),
        "date-released": snapshot.made_at.date().isoformat(),
        "abstract": f"{snapshot.worded.summary or snapshot.worded.title}\n{notes}",
    }
    text = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in lines.items()
    )
    organisers = f"The organisers of {snapshot.round.title}"
    author = json.dumps(organisers, ensure_ascii=False)
    software = json.dumps(snapshot.terms.version)
    return (
        f"{text}authors:\n  - name: {author}\n"
        f"references:\n  - type: software\n    title: METER\n    version: {software}\n"
        "    authors:\n      - name: METER\n"
    )
