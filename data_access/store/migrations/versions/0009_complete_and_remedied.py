"""Actions that are complete on a day nobody recorded; remedies before the ombudsman in percent"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column('action', sa.Column('complete', sa.Boolean(), nullable=True))
    op.add_column('ombudsman', sa.Column('remedied_before_rate', sa.Float(), nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column('ombudsman', 'remedied_before_rate')
    op.drop_column('action', 'complete')
