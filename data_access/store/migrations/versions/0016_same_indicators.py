"""Indicators that are others by another name"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column('indicator_definition', sa.Column('same_as', sa.String(length=80), nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column('indicator_definition', 'same_as')
