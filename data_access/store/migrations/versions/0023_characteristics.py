"""Rating characteristics, the council's judgements of them, and when it is assessed next"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

_TABLES = ('characteristic', 'judgement', 'expected_assessment')


def _of_the_ledger() -> tuple[sa.Column, ...]:
    return (
        sa.Column('row_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('batch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('removed', sa.Boolean(), nullable=False),
    )


def _of_a_characteristic() -> tuple[sa.Column, ...]:
    return (
        sa.Column('statement', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column('rating', sa.Text(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
    )


def upgrade() -> None:
    """Apply."""
    op.create_table('characteristic',
    sa.Column('authority', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    *_of_a_characteristic(),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    *_of_the_ledger(),
    sa.PrimaryKeyConstraint('row_id')
    )
    op.create_table('judgement',
    sa.Column('authority', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    *_of_a_characteristic(),
    sa.Column('met', sa.Text(), nullable=False),
    sa.Column('judged', sa.Date(), nullable=False),
    sa.Column('judged_by', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('findings', sa.Text(), nullable=True),
    sa.Column('measures', sa.Text(), nullable=True),
    sa.Column('audits', sa.Text(), nullable=True),
    sa.Column('lessons', sa.Text(), nullable=True),
    sa.Column('actions', sa.Text(), nullable=True),
    sa.Column('missing', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('owner', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    *_of_the_ledger(),
    sa.PrimaryKeyConstraint('row_id')
    )
    op.create_table('expected_assessment',
    sa.Column('authority', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('expected', sa.Date(), nullable=False),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    *_of_the_ledger(),
    sa.PrimaryKeyConstraint('row_id')
    )
    for table in _TABLES:
        op.create_index(f'ix_{table}_authority', table, ['authority'])


def downgrade() -> None:
    """Undo."""
    for table in _TABLES:
        op.drop_table(table)
