"""Alembic's entry: runs the migrations on the connection it is handed."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import data_access.activity.table  # the tables register themselves
import data_access.datasets
import data_access.erasure.table
import data_access.ledger.batch
import data_access.ledger.coverage
import data_access.mailing.table
import data_access.region.table
import data_access.signed_out.table  # noqa: F401

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
