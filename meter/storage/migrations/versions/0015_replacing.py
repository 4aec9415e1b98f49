"""SQLite: what is only added to cannot be replaced by `INSERT OR REPLACE` either."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEYS = {
    "audit": ("hash", "previous"),
    "changes": ("(response_id, item, revision)",),
    "commitment_versions": ("(commitment_id, revision)",),
    "consents": (),
    "members_of_releases": ("(release_id, response_id)",),
    "releases": (),
    "reviews": (),
    "scorecards": ("(response_id, submission)",),
    "spreads": ("(release_id, node, peer_group)",),
    "submissions": (),
}
"""What is unique in the tables that only grow, beside the number of the row."""


def upgrade() -> None:
    """Refuse to add a row that is there.

    A row that gives way to another one is deleted without a word to the triggers,
    unless the connection asks for it; and SQLite alone lets rows give way.
    """
    if op.get_bind().dialect.name != "sqlite":
        return
    for table, keys in KEYS.items():
        # The number of a row is its id, where it has one.
        taken = " OR ".join(f"{key} = {_of_new(key)}" for key in ("rowid", *keys))
        stands = f"SELECT 1 FROM {table} WHERE {taken}"  # noqa: S608
        op.execute(
            f"CREATE TRIGGER {table}_refuse_replace BEFORE INSERT ON {table}"
            f" WHEN EXISTS ({stands})"
            f" BEGIN SELECT RAISE(ABORT, '{table} are only added'); END"
        )


def _of_new(key: str) -> str:
    """Name the same columns of the row that is added."""
    names = key.strip("()").split(", ")
    return "({})".format(", ".join(f"NEW.{name}" for name in names))
