"""`provenance.json`: by what a package was made, for people and for recomputing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meter.exchange.package.snapshot import Snapshot


def list_facts(snapshot: Snapshot) -> dict[str, str | int | None]:
    """List by what instrument, method and program a package was made."""
    source, results = snapshot.source, snapshot.results
    plan = results.plan if results else None
    drawn = results.drawn if results else None
    return {
        "round": snapshot.round.key,
        "instrument": source.key,
        "version": source.version,
        "fingerprint": source.fingerprint,
        "meaning": source.meaning,
        "method": plan.method_key if plan else None,
        "method_version": plan.method.version if plan else None,
        "method_fingerprint": plan.method_fingerprint if plan else None,
        "draws": drawn.draws if drawn else None,
        "seed": drawn.seed if drawn else None,
        "software": "METER",
        "software_version": snapshot.terms.version,
        "language": snapshot.terms.words.language,
        "made_at": snapshot.made_at.isoformat(timespec="seconds"),
    }


def write_provenance(snapshot: Snapshot) -> str:
    """Write the facts as JSON."""
    return f"{json.dumps(list_facts(snapshot), ensure_ascii=False, indent=1)}\n"
