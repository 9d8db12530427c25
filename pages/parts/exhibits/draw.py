"""An exhibit drawn the way that suits it, the same on its subject's page and on its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from components.exhibits.catalogue import Showing
from components.exhibits.exhibit import Exhibit
from pages.parts.exhibits.changed_list import changed_list
from pages.parts.exhibits.coproduction_lists import said_and_done, what_was_shaped
from pages.parts.exhibits.invite import exhibit_or_invite
from pages.parts.exhibits.plan_lists import due, tried, unanswered, without_evidence
from pages.parts.exhibits.practice_lists import came_back, sample_table, unproven
from pages.parts.exhibits.subject_card import subject_card
from pages.parts.exhibits.table_card import table_card


class _Drawing(Protocol):
    def __call__(self, exhibit: Exhibit, *, page: str) -> None: ...


_RECORDS = {
    "learning_loop": "lessons",
    "audit_grades": "practice audits",
    "audit_teams": "practice audits",
    "audit_areas": "practice audits",
    "audit_voice": "practice audits",
    "audit_moderation": "practice audits",
    "coproduction_voices": "groups seldom heard",
    "coproduction_levels": "coproduction activities",
    "coproduction_changed": "coproduction activities",
    "plan_burn_up": "the improvement plan",
    "plan_statements": "the improvement plan",
    "plan_owners": "the improvement plan",
}
_LISTS: dict[str, _Drawing] = {
    "complaints_changed": changed_list,
    "learning_not_evidenced": unproven,
    "audit_repeats": came_back,
    "audit_sample": sample_table,
    "coproduction_answers": said_and_done,
    "coproduction_shaped": what_was_shaped,
    "plan_due": due,
    "plan_without_evidence": without_evidence,
    "plan_shortfalls": unanswered,
    "innovation": tried,
}
_NEXT_STEPS = {
    "ombudsman_funnel": "Import other councils' yearly ombudsman figures of the same scope.",
}


def draw(exhibit: Exhibit, *, page: str) -> None:
    """Draw the exhibit as a card: as a list where that reads better, else as chart or table; one
    without rows says what brings it."""
    key = exhibit.key
    if key in _LISTS:
        _LISTS[key](exhibit, page=page)
    elif key in _RECORDS:
        exhibit_or_invite(exhibit, page=page, records=_RECORDS[key])
    elif key in _NEXT_STEPS:
        subject_card(exhibit, page=page, next_step=_NEXT_STEPS[key])
    elif exhibit.chart is None and exhibit.frame.height:
        table_card(exhibit, page=page)
    else:
        subject_card(exhibit, page=page)


def drawer(showing: Showing, *, page: str) -> Callable[[str], None]:
    """A function that draws an exhibit of the page by its key, where this audience may see it."""

    def by_key(key: str) -> None:
        if showing.may(key):
            draw(showing(key), page=page)

    return by_key
