"""The Overview as a whole: which parts a council sees, by what it has recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from components.exhibits.attention import attention, rows_of
from components.exhibits.catalogue import Showing
from components.exhibits.changes.last_board import last_board
from components.exhibits.memo import memo
from components.widgets.overview.checklist import Step, beside, checklist, progress
from components.widgets.overview.say import next_rows, say, why
from components.widgets.overview.side import changed, late, others

NO_SIGNAL = (
    '<section class="say say-nothing"><div class="say-words"><p class="say-label">Say this to the '
    'board</p><p class="say-this">Nothing we watch needs attention</p>'
    "<p>Either all is as usual, or too little is recorded to tell.</p></div></section>"
)


def working(showing: Showing, asked: date | None) -> str:
    """What to say and what comes next, with the quiet column beside it, as HTML. `asked`: the day
    that changes are told from; None: the last board's.

    The quiet column gives way where there is much of everything: what is late before what changed.
    """
    known, today = showing.records, showing.view.today
    since = asked or last_board(known, today)
    matters, more = memo(
        known, ("what comes first", showing.view, showing.filters), lambda: attention(showing)
    )
    rows = memo(
        known,
        ("rows of what comes first", showing.view, showing.filters, since),
        lambda: rows_of(showing, matters, since),
    )
    first = say(rows[0], why(matters), today) if rows else NO_SIGNAL
    quiet = (
        changed(showing("what_changed", board=asked), since),
        late(showing("freshness")),
        others(showing("measures"), more),
    )
    return (
        f'<div class="overview"><div class="overview-main">{first}{next_rows(rows[1:], since)}'
        f"</div><aside>{''.join(quiet)}</aside></div>"
    )


def starting(todo: Sequence[Step]) -> str:
    """What a new council sees, as HTML: the steps to its first board."""
    return (
        f'{progress(todo)}<div class="overview"><div class="overview-main">{checklist(todo)}</div>'
        f"{beside()}</div>"
    )
