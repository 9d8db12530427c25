"""What the page of every subject does: filters, the answer as its headline, exhibits in places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import look
from components.charts.sizes import row_height_px
from components.exhibits.catalogue import CATALOGUE, Showing, names_of_themes
from components.exhibits.exhibit import Exhibit, Signal
from components.exhibits.filters import filters_of, team_on_record
from components.exhibits.period_before import BEFORE
from components.exhibits.records import names_of_teams
from components.web.current_view import current_view
from components.widgets.compare.choice import peers_filter
from components.widgets.exhibits.draw import SILENT, WIDEN, draw_exhibit
from components.widgets.exhibits.rows import rows_of
from components.widgets.filters import period_before, subject_filters
from pages.parts.in_view import records_in_view
from vocabulary.peers import PeerChoice
from vocabulary.shown import escape


def subject_page(
    page: str,
    answer: Callable[[Showing], str],
    *,
    teams_of: Sequence[str] = (),
    by_theme: bool = True,
) -> Showing:
    """Draw the head of a subject's page; returns its exhibits as filtered.

    Args:
        page: the page's address.
        answer: the answer as a sentence, from the exhibits.
        teams_of: the datasets whose teams may be chosen.
        by_theme: offer a choice of theme.
    """
    header, showing = filtered_page(page, teams_of=teams_of, by_theme=by_theme)
    with header:
        look.page_header(answer(showing))
        say_in_part(page, showing)
    return showing


def say_in_part(page: str, showing: Showing) -> None:
    """Under the answer, of which files behind the page's exhibits only a part is in, and what can
    be done about it."""
    said = showing.in_part(*(key for key, each in CATALOGUE.items() if each.page == page))
    if said:
        st.html(
            f'<p class="verdict"><strong>{escape(said)}</strong> are in. '
            f"{look.link('Bring the rest in', 'data')} or "
            f"{look.link('leave it out', 'data', do='History')}.</p>"
        )


def filtered_page(
    page: str, *, teams_of: Sequence[str] = (), by_theme: bool = True
) -> tuple[DeltaGenerator, Showing]:
    """Draw the filters under a place for the headline; returns that place, and the page's exhibits
    as filtered."""
    view = current_view()
    known = records_in_view()
    header = st.container(key=f"{page}_header")
    teams = names_of_teams(known, *teams_of) if teams_of else []
    themes = names_of_themes(known) if by_theme else {}
    peers = [""]

    def choose_peers() -> None:
        peers[0] = peers_filter(known, view, label="Ombudsman against")

    everyone = Showing(known, filters_of(view.today), view, peers=PeerChoice.ENGLAND.value)
    beside = any(
        everyone(key).frame.height
        for key, each in CATALOGUE.items()
        if each.page == page and each.compares
    )
    filters = subject_filters(
        view.today,
        teams,
        themes,
        page=page,
        on_record=lambda team: team_on_record(known, team),
        by_theme=by_theme,
        compares=any(each.page == page and each.periods for each in CATALOGUE.values()),
        also=choose_peers if beside else None,
    )
    against = BEFORE if period_before(filters) else ""
    return header, Showing(known, filters, view, peers=peers[0], against=against)


def draw_exhibits(
    showing: Showing,
    named: Mapping[str, str],
    *,
    page: str,
    apart: Sequence[look.Place] = (),
    lacking: Sequence[look.Missing] = (),
) -> None:
    """Draw a page's exhibits: the first over its whole width, the others in rows of cards, and
    under them, in one strip, what has no records yet. A row above leads to each.

    Args:
        showing: the page's exhibits as filtered.
        named: keys in their order, with what each is called in a word or two; what else is declared
            for the page follows under its title.
        page: the page's address.
        apart: parts that the page draws itself, under these.
        lacking: what else has no records yet.
    """
    own = {each.card for each in apart}
    names = dict(named)
    for key, declared in CATALOGUE.items():
        if declared.page == page and key not in own:
            names.setdefault(key, declared.definition.title)
    exhibits = [showing(key) for key in names]
    drawn = [each for each in exhibits if not each.frame.is_empty()]
    silent = [each for each in exhibits if each.frame.is_empty()]
    strips = _strips(showing, silent, names, lacking)
    look.on_this_page(
        [
            *(look.Place(_mark_of(each), names[each.key], each.key) for each in drawn),
            *apart,
            *(look.Place("unknown", title, key) for key, (title, _) in strips.items()),
        ]
    )
    if drawn:
        first, *others = drawn
        draw_exhibit(first, page=page, size="first")
        for place, (shape, row) in enumerate(rows_of(others)):
            height = row_height_px((each.chart, each.frame) for each in row if each.chart)
            with look.cards(f"{page}_{place}", shape):
                for each in row:
                    draw_exhibit(each, page=page, size=height)
    for key, (title, found) in strips.items():
        look.missing(title, found, key=key)


def _mark_of(exhibit: Exhibit) -> Signal | None:
    """The mark of what is judged; what is only told has none."""
    judged = exhibit.signal != "unknown" or exhibit.verdict
    return exhibit.signal if judged else None


def _strips(
    showing: Showing,
    silent: Sequence[Exhibit],
    names: Mapping[str, str],
    lacking: Sequence[look.Missing],
) -> dict[str, tuple[str, list[look.Missing]]]:
    """What has no rows in a strip each of two kinds, by its key: its title, and what it names.
    What nobody recorded is one thing, what holds nothing in this choice another."""
    unknown = list(lacking)
    nothing: list[look.Missing] = []
    for each in silent:
        kind = nothing if _held(showing, each) else unknown
        kind.append(look.Missing(names[each.key], _brings(showing, each)))
    strips = {
        "not_recorded": ("Not yet recorded", unknown),
        "nothing_here": ("Nothing in this choice", nothing),
    }
    return {key: (title, found) for key, (title, found) in strips.items() if found}


def _held(showing: Showing, exhibit: Exhibit) -> bool:
    """Whether there are records of what an exhibit without rows shows."""
    needs_others = bool(CATALOGUE[exhibit.key].next_step)
    return not exhibit.unrecorded and not needs_others and showing.recorded(exhibit.key)


def _brings(showing: Showing, exhibit: Exhibit) -> str:
    """Why an exhibit is not shown, and what brings it, as HTML."""
    declared = CATALOGUE[exhibit.key]
    if exhibit.unrecorded:
        return look.what_brings(exhibit.headline, SILENT)
    if _held(showing, exhibit):
        return look.what_brings(exhibit.headline, WIDEN)
    needed = f"Bring in {declared.records or 'the records'} as they are."
    return look.what_brings(exhibit.headline, declared.next_step or needed)


def nothing_recorded(title: str) -> None:
    """Say that none of the page's datasets has a row, and lead to where they come in."""
    with look.card("empty"):
        look.not_recorded(title, "Bring in the files you have, as they are, or fill in a template.")
