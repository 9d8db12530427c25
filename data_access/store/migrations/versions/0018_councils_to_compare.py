"""The register of councils, pilots' scores and ratings apart, and notes on doubtful sources"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('council_profile',
    sa.Column('authority', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('short_name', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=True),
    sa.Column('ons_code', sqlmodel.sql.sqltypes.AutoString(length=9), nullable=True),
    sa.Column('authority_type', sa.Text(), nullable=True),
    sa.Column('region', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('population', sa.Integer(), nullable=True),
    sa.Column('population_year', sa.Integer(), nullable=True),
    sa.Column('area_km2', sa.Float(), nullable=True),
    sa.Column('deprivation', sa.Float(), nullable=True),
    sa.Column('deprivation_year', sa.Integer(), nullable=True),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('row_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('batch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('row_id')
    )
    for table in ('score', 'rating'):
        op.add_column(table, sa.Column('pilot', sa.Boolean(), nullable=True))
        op.add_column(
            table, sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=True)
        )


def downgrade() -> None:
    """Undo."""
    for table in ('score', 'rating'):
        op.drop_column(table, 'note')
        op.drop_column(table, 'pilot')
    op.drop_table('council_profile')
