"""The Overview as a whole: which parts a council sees, by what it has recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from components.exhibits.attention import Matter, Row, attention, rows_of
from components.exhibits.catalogue import Showing
from components.exhibits.changes.last_board import last_board
from components.exhibits.filters import Filters
from components.exhibits.memo import memo
from components.exhibits.records import Records
from components.exhibits.view import View
from components.widgets.overview.checklist import Step, beside, checklist, progress
from components.widgets.overview.head import rating_and_scores
from components.widgets.overview.say import next_rows, say, why
from components.widgets.overview.side import changed, late, others

NO_SIGNAL = (
    '<section class="say say-nothing"><div class="say-words"><p class="say-label">Say this to the '
    'board</p><p class="say-this">Nothing we watch needs attention</p>'
    "<p>Either all is as usual, or too little is recorded to tell.</p></div></section>"
)


def top(known: Records, view: View, filters: Filters, *lasting: tuple[str, str]) -> str:
    """The rating and the nine scores, as HTML, worked out once. `lasting`: what the address has
    every link take along."""
    return memo(known, _top, view, filters, *lasting)


def _top(known: Records, view: View, filters: Filters, *_lasting: tuple[str, str]) -> str:
    return rating_and_scores(Showing(known, filters, view), address="statement")


def below(
    known: Records, view: View, filters: Filters, asked: date | None, *lasting: tuple[str, str]
) -> str:
    """What `working` gives, worked out once. `lasting`: as for `top`."""
    return memo(known, _below, view, filters, asked, *lasting)


def _below(
    known: Records, view: View, filters: Filters, asked: date | None, *_lasting: tuple[str, str]
) -> str:
    return working(Showing(known, filters, view), asked)


def working(showing: Showing, asked: date | None) -> str:
    """What to say and what comes next, with the quiet column beside it, as HTML. `asked`: the day
    that changes are told from; None: the last board's.

    The quiet column gives way where there is much of everything: what is late before what changed.
    """
    known, today = showing.records, showing.view.today
    since = asked or last_board(known, today)
    matters, more = memo(known, _first, showing.filters, showing.view)
    rows = memo(known, _rows, showing.filters, showing.view, since)
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


def _first(known: Records, filters: Filters, view: View) -> tuple[list[Matter], int]:
    return attention(Showing(known, filters, view))


def _rows(known: Records, filters: Filters, view: View, since: date) -> list[Row]:
    matters, _more = memo(known, _first, filters, view)
    return rows_of(Showing(known, filters, view), matters, since)


def starting(todo: Sequence[Step]) -> str:
    """What a new council sees, as HTML: the steps to its first board."""
    return (
        f'{progress(todo)}<div class="overview"><div class="overview-main">{checklist(todo)}</div>'
        f"{beside()}</div>"
    )
