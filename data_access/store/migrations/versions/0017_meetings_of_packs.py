"""Meetings that packs were kept for"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column('edition', sa.Column('meeting_day', sa.Date(), nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column('edition', 'meeting_day')
