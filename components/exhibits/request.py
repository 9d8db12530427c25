"""What an address asks for: the page of a single exhibit, its table and its file all read it here,
so that the same address gives the same figures everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from components.exhibits.address import board_asked, option_asked, whole_number
from components.exhibits.catalogue import CATALOGUE, ExhibitRequest, Records, names_of_themes
from components.exhibits.declaration import TEAM
from components.exhibits.filters import LASTING_NAMES, filters_asked, team_on_record
from components.exhibits.indicators.judged import measures_with_rows
from components.exhibits.peers import LONGEST_CHOICE
from components.exhibits.period_before import AGAINST
from components.exhibits.region.records import signals_of
from components.exhibits.view import View
from vocabulary.indicators import BreakdownKind

USUAL_SAMPLE: Final = 20
LARGEST_SAMPLE: Final = 1000
_LONGEST_SEED: Final = 40
BREAKDOWNS: Final = frozenset({TEAM, *BreakdownKind})


def request_in_address(
    asked: Mapping[str, str], known: Records, view: View
) -> ExhibitRequest | None:
    """The exhibit request in an address's parameters; None where they lead to no exhibit.

    UnknownInAddressError where they narrow it by a period, team, theme or board that there is not.
    """
    key, statement = asked.get("show", ""), asked.get("statement", "")
    entry = CATALOGUE.get(key)
    if entry is None:
        return None
    if entry.of_statement and statement not in {each.id for each in known.framework.statements}:
        return None
    measure, by = ("", "")
    if entry.of_measure:
        measure, by = asked.get("measure", ""), asked.get("by", "")
        if measure not in measures_with_rows(known):
            return None
    if entry.of_region and signals_of(known).is_empty():
        return None
    size = whole_number(asked.get("sample", ""), LARGEST_SAMPLE + 1)
    compared = asked if entry.compares else {}
    filters = filters_asked(
        asked, view.today, names_of_themes(known), lambda team: team_on_record(known, team)
    )
    other = {"against": asked.get("against", asked.get(LASTING_NAMES["against"], ""))}
    against = option_asked(other, "against", AGAINST, "period to set beside")
    return ExhibitRequest(
        key,
        filters,
        statement,
        size if size and size <= LARGEST_SAMPLE else USUAL_SAMPLE,
        asked.get("seed", "")[:_LONGEST_SEED],
        board_asked(asked, view.today) if key == "what_changed" else None,
        measure,
        by if by in BREAKDOWNS else "",
        compared.get("peers", "")[:LONGEST_CHOICE],
        compared.get("beside", "")[:LONGEST_CHOICE],
        (against or "") if entry.periods and filters.before else "",
    )
