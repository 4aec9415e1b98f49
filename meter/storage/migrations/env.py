"""What Alembic runs: the revisions, on the connection that it is handed."""

from __future__ import annotations

from alembic import context

from meter.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    # SQLite too undoes changes of tables, since we begin transactions ourselves.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
