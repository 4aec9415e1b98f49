"""What stands in a backup, and the page that says so."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from meter.audit.records import Head

MANIFEST = "manifest.json"
DATABASE = "meter.sqlite"
SECRET_KEY = "secret_key"  # noqa: S105  (the name of a file)
PARTS = (DATABASE, SECRET_KEY)


class Manifest(BaseModel):
    """Says of a backup what it is: from it a restore knows whether it is whole.

    Attributes:
        program: the version of METER that made it.
        revision: of its tables.
        files: by name the SHA-256 of each.
        trail: how the audit trail ended; None where its tables are of another version.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    program: str
    revision: str
    made_at: datetime
    files: dict[str, str]
    trail: Head | None
