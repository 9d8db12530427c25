"""The front door of adult social care: where people get in touch, from contact to outcome."""

from __future__ import annotations

from typing import Final

from vocabulary.labels import LabelledEnum

# Measures as the catalogue of indicators has them.
CONTACTS: Final = "front_door_contacts"
KNOWN_ALREADY: Final = "front_door_known_already"
RESOLVED: Final = "front_door_resolved"
ANSWERED_IN_TIME: Final = "front_door_answered_in_time"
ANSWER_TIME: Final = "front_door_answer_time"
REPEAT: Final = "front_door_repeat_28_days"

FRONT_DOOR: Final = (CONTACTS, KNOWN_ALREADY, RESOLVED, ANSWERED_IN_TIME, ANSWER_TIME, REPEAT)
FRONT_DOOR_THEME: Final = "front_door"


class ChainStep(LabelledEnum):
    """A step from contact to outcome."""

    CONTACTS = "contacts", "Contacts"
    WHO = "who", "Who gets in touch"
    CHANNEL = "channel", "How they get in touch"
    REASON = "reason", "What they ask for"
    KNOWN = "known", "Known already or not"
    OUTCOME = "outcome", "What comes of it"
    IN_TIME = "in_time", "Answered in time"
