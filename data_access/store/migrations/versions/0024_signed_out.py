"""Sign-ins that hold no longer"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('signed_out',
    sa.Column('sign_in', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('until', sa.Float(), nullable=False),
    sa.PrimaryKeyConstraint('sign_in')
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table('signed_out')
