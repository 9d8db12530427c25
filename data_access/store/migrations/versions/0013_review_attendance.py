"""Who chairs a review and takes part, and the records chosen when it began"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

_COLUMNS = {'chaired': sa.String(), 'attended': sa.Text(), 'chosen': sa.Text()}


def upgrade() -> None:
    """Apply."""
    for name, kind in _COLUMNS.items():
        op.add_column('review', sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Undo."""
    for name in _COLUMNS:
        op.drop_column('review', name)
