"""Up to which day a record is whole, and periods that people closed"""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')

# Dataset, its day, and how often it is recorded (days), as they were.
_DATED = (
    ('action', 'opened', 35),
    ('audit', 'audited', 35),
    ('complaint', 'received', 35),
    ('compliment', 'month', 35),
    ('coproduction', 'held', 100),
    ('indicator', 'period_end', 35),
    ('innovation', 'started', 190),
    ('learning', 'found', 35),
    ('staff_voice', 'period_end', 190),
    ('training', 'month', 35),
    ('workforce_route', 'period_end', 100),
)


def upgrade() -> None:
    """Apply."""
    coverage = op.create_table('coverage',
    sa.Column('batch_id', _ROW_ID, nullable=False),
    sa.Column('authority', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('dataset', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('extracted', sa.Date(), nullable=False),
    sa.Column('newest', sa.Date(), nullable=True),
    sa.Column('whole_to', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('batch_id', 'authority')
    )
    op.create_index(op.f('ix_coverage_dataset'), 'coverage', ['dataset'], unique=False)
    op.create_table('closed_period',
    sa.Column('authority', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('dataset', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('closed_to', sa.Date(), nullable=True),
    sa.Column('row_id', _ROW_ID, nullable=False),
    sa.Column('batch_id', _ROW_ID, nullable=False),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('row_id')
    )
    _of_imports_so_far(coverage)


def _of_imports_so_far(coverage: sa.Table) -> None:
    """Imports of before count as extracted on the day they came, the example's as the day after."""
    connection = op.get_bind()
    batch = sa.table('batch', sa.column('batch_id'), sa.column('dataset'), sa.column('action'),
                     sa.column('recorded_at', sa.DateTime))
    for dataset, day, rhythm in _DATED:
        rows = sa.table(dataset, sa.column('batch_id'), sa.column('authority'),
                        sa.column(day, sa.Date), sa.column('removed', sa.Boolean))
        newest = sa.func.max(rows.c[day], type_=sa.Date)
        told = connection.execute(
            sa.select(batch.c.batch_id, rows.c.authority, batch.c.recorded_at, batch.c.action,
                      newest, sa.func.count())
            .join(rows, rows.c.batch_id == batch.c.batch_id)
            .where(batch.c.dataset == dataset, batch.c.action.in_(['import', 'example']),
                   rows.c.removed.is_(False))
            .group_by(batch.c.batch_id, rows.c.authority, batch.c.recorded_at, batch.c.action)
        ).all()
        for batch_id, authority, recorded_at, action, found, rows_brought in told:
            if found is None or rows_brought < 2:
                continue
            last = _month_end(found) if day == 'month' else found
            extracted = recorded_at.date() + timedelta(days=action == 'example')
            whole_to = extracted - timedelta(days=1)
            if (extracted - min(last, extracted)).days > rhythm:
                whole_to = _month_end(last)
            connection.execute(coverage.insert().values(
                batch_id=batch_id, authority=authority, dataset=dataset, extracted=extracted,
                newest=last, whole_to=whole_to))


def _month_end(day):
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def downgrade() -> None:
    """Undo."""
    op.drop_table('closed_period')
    op.drop_index(op.f('ix_coverage_dataset'), table_name='coverage')
    op.drop_table('coverage')
