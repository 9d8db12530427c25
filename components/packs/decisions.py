"""What the board is asked for: as people wrote it, or as the figures suggest it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from components.exhibits.attention import SEVERAL
from components.packs.pack import Ask
from components.packs.produced_pack import Decision, Message, PackScreen
from vocabulary.wording import long_date, within

SUGGESTED: Final[Mapping[str, str]] = {
    "training_gap": "Give specialist teams the time and places to bring their training up to date",
    "training_duties": "Give everyone whose duty is not yet met the time to meet it",
    "staff_voice": "Agree how staff will get the time and training they say they lack",
    "complaints_volume": "Find out what lies behind the complaints, and report to the next board",
    "complaints_timeliness": "Agree how complaints will be answered in time",
    "ombudsman_upheld": "Agree how what the ombudsman upheld will be prevented",
    "audit_repeats": "Agree who stops the findings that audits keep repeating",
    "audit_moderation": "Agree how auditors and moderators will come to grade alike",
    "learning_loop": "Set a change, and a day to check it, for every lesson that is stuck",
    "learning_not_evidenced": "Check again every lesson said to be embedded without proof",
    "coproduction_answers": "Tell people what became of what they said",
    "coproduction_voices": "Agree who reaches the groups that have not been heard",
    "plan_due": "Close, or set a new date for, every action that is overdue",
    "plan_without_evidence": "Show what each closed action changed, or open it again",
}
"""What to ask of the board where an exhibit needs attention: an act, not a figure."""


def decision_number(message: PackScreen, asks: Sequence[Decision], number: int) -> int | None:
    """Which of the decisions answers a screen, counted from 1: the one about its exhibit, or that
    goes with the screen of this number."""
    for place, ask in enumerate(asks, 1):
        if ask.screen == number or (ask.about and ask.about == message.exhibit.key):
            return place
    return None


def written(asks: Sequence[Ask], screens: Sequence[PackScreen]) -> tuple[Decision, ...]:
    """Decisions as people wrote them."""
    numbers = {screen.exhibit.key: place for place, screen in enumerate(screens, 2)}
    return tuple(
        Decision(
            ask.decision,
            ask.owner,
            ask.due,
            ask.if_not,
            numbers.get(ask.about),
            suggested=False,
            about=ask.about,
            outcome=ask.outcome,
            action=ask.action,
        )
        for ask in asks
    )


def suggested(
    messages: Sequence[Message], screens: Sequence[PackScreen], today: date
) -> tuple[Decision, ...]:
    """A decision for each message whose screen needs somebody to act."""
    found = []
    for message in messages:
        if message.screen is None or not screens[message.screen - 2].to_act:
            continue
        screen = screens[message.screen - 2]
        key = screen.exhibit.key
        title = within(screen.exhibit.definition.title)
        found.append(
            Decision(
                SUGGESTED.get(key, f"Agree who looks into this, and by when: {title}"),
                "" if screen.owner == SEVERAL else screen.owner,
                screen.due if screen.due and screen.due >= today else None,
                _if_not(screen),
                message.screen,
                suggested=True,
                about=key,
            )
        )
    return tuple(found)


def _if_not(screen: PackScreen) -> str:
    """What is known to follow: the day passes. Of anything else nobody can say it from figures."""
    day = screen.exhibit.due
    return f"It can no longer be done in time after {long_date(day)}" if day else ""
