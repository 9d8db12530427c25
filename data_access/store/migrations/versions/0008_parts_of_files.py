"""Parts of files: how many rows an import was made of, what it left out, what came later"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table('batch', schema=None) as batch_op:
        batch_op.add_column(sa.Column('rows_used', sa.Integer(), nullable=True))
    op.create_table('left_out',
    sa.Column('batch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('row_digest', sa.Text(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('batch_id', 'row_digest')
    )
    op.create_table('taken_up',
    sa.Column('batch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('left_out_of', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('row_digest', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('batch_id', 'left_out_of', 'row_digest')
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table('taken_up')
    op.drop_table('left_out')
    with op.batch_alter_table('batch', schema=None) as batch_op:
        batch_op.drop_column('rows_used')
