"""Complaints: one row a case, with the days that the regulations ask about."""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column
from data_access.datasets.follows import Follows
from data_access.datasets.own_record import (
    authority_column,
    day_column,
    reference_column,
    team_column,
    themes_column,
)
from data_access.datasets.rules import NotBefore
from vocabulary.complaints import Channel, ComplaintOutcome, OmbudsmanOutcome

_SAID = ("upheld", "justified", "substantiated", "founded", "proven")
_OUTCOME_WORDS = {
    **dict.fromkeys(
        (*_SAID, *(f"fully {word}" for word in _SAID), "well-founded", "fault found"),
        ComplaintOutcome.UPHELD,
    ),
    **dict.fromkeys(
        (
            *(f"{how} {word}" for how in ("partially", "part", "partly") for word in _SAID),
            *(f"{word} in part" for word in _SAID),
            *(f"{word} partially" for word in _SAID),
            "some elements upheld",
            "part upheld part not upheld",
        ),
        ComplaintOutcome.PARTLY_UPHELD,
    ),
    **dict.fromkeys(
        (
            *(f"not {word}" for word in _SAID),
            "unjustified",
            "unsubstantiated",
            "unfounded",
            "no fault",
            "no fault found",
        ),
        ComplaintOutcome.NOT_UPHELD,
    ),
    **dict.fromkeys(("retracted", "withdrawn by complainant"), ComplaintOutcome.WITHDRAWN),
}


class ComplaintFields(SQLModel):
    """A complaint about adult social care. Whose it is and what it says are not kept."""

    authority: str = authority_column()
    reference: str = reference_column("case", "C-2026-0142", "case id", "case ref", "case number")
    received: date = day_column(
        "Day the complaint was received.",
        "Received",
        "date received",
        "received date",
        "date opened",
        "logged",
        needed=True,
    )
    acknowledged: date | None = day_column(
        "Day it was acknowledged: within 3 working days by the regulations of 2009.",
        "Acknowledged",
        "date acknowledged",
        "acknowledgement date",
        "acknowledged date",
    )
    answer_due: date | None = day_column(
        "Day by which an answer was agreed with the person, as last agreed. Empty: the six "
        "months of the regulations.",
        "Answer due",
        "agreed date",
        "target date",
        "due date",
        "response due",
        "agreed response date",
        "deadline",
    )
    responded: date | None = day_column(
        "Day the full answer was sent; for a withdrawn complaint the day it was withdrawn. "
        "Empty: still open.",
        "Responded",
        "date responded",
        "response date",
        "date closed",
        "closed",
        "date of response",
    )
    channel: Channel | None = choice_column(
        "How it arrived.",
        label="Channel",
        example="Email",
        aliases=("contact method", "how received", "method", "source"),
        words={
            "telephone": Channel.PHONE,
            "e-mail": Channel.EMAIL,
            "post": Channel.LETTER,
            "online": Channel.WEB_FORM,
            "website": Channel.WEB_FORM,
            "online form": Channel.WEB_FORM,
            "web": Channel.WEB_FORM,
            "face to face": Channel.IN_PERSON,
            "walk in": Channel.IN_PERSON,
            "verbal": Channel.IN_PERSON,
            "telephone call": Channel.PHONE,
            "phone call": Channel.PHONE,
            "in writing": Channel.LETTER,
            "portal": Channel.WEB_FORM,
            "self service": Channel.WEB_FORM,
            "e-form": Channel.WEB_FORM,
            "social media": Channel.OTHER,
            "MP": Channel.COUNCILLOR_OR_MP,
            "via MP": Channel.COUNCILLOR_OR_MP,
            "MP letter": Channel.COUNCILLOR_OR_MP,
            "via councillor": Channel.COUNCILLOR_OR_MP,
            "councillor": Channel.COUNCILLOR_OR_MP,
        },
        default=None,
    )
    team: str | None = team_column(
        needed=False, description="Team the complaint is about, as the council calls it."
    )
    themes: list[str] = themes_column("What it was about.")
    outcome: ComplaintOutcome | None = choice_column(
        "What the council concluded. Empty: not yet decided; with an answer's day, answered and no "
        "finding is known.",
        label="Outcome",
        example="Partly upheld",
        aliases=("decision", "result", "finding", "complaint outcome"),
        words=_OUTCOME_WORDS,
        default=None,
    )
    ombudsman_referred: bool | None = column(
        "Whether the person took it to the ombudsman. Empty: not known; known where the ombudsman "
        "decided.",
        label="Referred to the ombudsman",
        example="no",
        aliases=("ombudsman", "lgsco", "referred to ombudsman", "escalated to ombudsman"),
        default=None,
    )
    ombudsman_decided: date | None = day_column(
        "Day the ombudsman decided.", "Ombudsman decided", "lgsco decision date"
    )
    ombudsman_outcome: OmbudsmanOutcome | None = choice_column(
        "What the ombudsman decided.",
        label="Ombudsman's outcome",
        example="Upheld",
        aliases=("lgsco outcome", "ombudsman decision", "lgsco decision"),
        words={
            "fault found": OmbudsmanOutcome.UPHELD,
            "fault": OmbudsmanOutcome.UPHELD,
            "fault and injustice": OmbudsmanOutcome.UPHELD,
            "fault no injustice": OmbudsmanOutcome.UPHELD,
            "maladministration": OmbudsmanOutcome.UPHELD,
            "maladministration and injustice": OmbudsmanOutcome.UPHELD,
            "no maladministration": OmbudsmanOutcome.NOT_UPHELD,
            "no fault": OmbudsmanOutcome.NOT_UPHELD,
            "closed after initial enquiries": OmbudsmanOutcome.CLOSED_AFTER_ENQUIRIES,
            "referred back for local resolution": OmbudsmanOutcome.REFERRED_BACK,
            "premature": OmbudsmanOutcome.REFERRED_BACK,
            "invalid": OmbudsmanOutcome.INCOMPLETE_OR_INVALID,
        },
        default=None,
    )
    remedy_due: date | None = day_column(
        "Day by which the ombudsman's remedy was to be done.", "Remedy due", "remedy deadline"
    )
    remedied: date | None = day_column(
        "Day the ombudsman's remedy was done.", "Remedied", "remedy completed", "remedy date"
    )


class Complaint(LedgerRow, ComplaintFields, table=True):
    """A version of a complaint's row."""


COMPLAINT = Dataset(
    name="complaint",
    title="Complaints",
    singular="complaint",
    grain="one row per case",
    description=(
        "When each complaint came, was acknowledged and answered, what it was about, what was "
        "concluded, and what the ombudsman made of it."
    ),
    table=Complaint,
    fields_model=ComplaintFields,
    natural_key=("authority", "reference"),
    rhythm_days=35,
    dated_by="received",
    follows=(
        Follows("ombudsman_referred", ("ombudsman_decided", "ombudsman_outcome"), even_if_no=True),
    ),
    rules=(
        NotBefore("acknowledged", "received"),
        NotBefore("answer_due", "received"),
        NotBefore("responded", "received"),
        NotBefore("ombudsman_decided", "received"),
        NotBefore("remedied", "received"),
    ),
)
