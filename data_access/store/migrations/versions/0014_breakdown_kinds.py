"""What an indicator's breakdown is by"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column('indicator', sa.Column('breakdown_kind', sa.Text(), nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column('indicator', 'breakdown_kind')
