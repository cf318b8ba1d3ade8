"""How Alembic reaches the database: by the connection `migrate.py` hands over, inside its transaction."""

from alembic import context

from translateflow.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
