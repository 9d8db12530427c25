"""Whether a complaint was referred to the ombudsman may be unknown"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table('complaint') as table:
        table.alter_column('ombudsman_referred', existing_type=sa.Boolean(), nullable=True)


def downgrade() -> None:
    """Undo: what is not known is taken for no again."""
    op.execute("UPDATE complaint SET ombudsman_referred = false WHERE ombudsman_referred IS NULL")
    with op.batch_alter_table('complaint') as table:
        table.alter_column('ombudsman_referred', existing_type=sa.Boolean(), nullable=False)
