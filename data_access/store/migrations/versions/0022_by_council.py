"""An index by council on every dataset, so that one is found among many"""

from __future__ import annotations

from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

_TABLES = (
    'action', 'audit', 'closed_period', 'column_name', 'comparator', 'complaint', 'compliment',
    'coproduction', 'council', 'council_profile', 'edition', 'event', 'finding', 'indicator',
    'indicator_definition', 'innovation', 'learning', 'ombudsman', 'pack', 'published_edition',
    'rating', 'recipe', 'review', 'review_note', 'score', 'seldom_heard', 'staff_voice', 'theme',
    'training', 'workforce_route',
)


def upgrade() -> None:
    """Apply."""
    for table in _TABLES:
        op.create_index(f'ix_{table}_authority', table, ['authority'])


def downgrade() -> None:
    """Undo."""
    for table in _TABLES:
        op.drop_index(f'ix_{table}_authority', table)
