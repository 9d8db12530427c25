"""Complaints: how many, how fast, what was concluded, and what had to be reported.

One door to the measures on the complaint dataset. Each takes the dataset's frame and the day it
is read on: later complaints are left out, and what happened later is undone. Rules are those of
the Local Authority Social Services and National Health Service Complaints (England) Regulations
2009 (SI 2009/309): acknowledged within 3 working days (regulation 13), answered within six months
or as agreed (regulation 14), reported once a year (regulation 18).
"""

from measures.complaints.annual_report import AnnualReport, annual_report
from measures.complaints.annual_report_public import public_report
from measures.complaints.outcomes import (
    OUTCOMES,
    REMEDY_STATES,
    outcomes,
    reached_ombudsman,
    remedies,
    remedies_in_time,
    teams,
    themes,
)
from measures.complaints.states import ACKNOWLEDGEMENTS, ANSWERS, WELL_FOUNDED, as_on, clock
from measures.complaints.times import (
    STEPS,
    still_open,
    time_to_respond,
    timeliness,
    timeliness_by_month,
)
from measures.complaints.volume import by_month, compliments_beside, per_contacts

__all__ = [
    "ACKNOWLEDGEMENTS",
    "ANSWERS",
    "OUTCOMES",
    "REMEDY_STATES",
    "STEPS",
    "WELL_FOUNDED",
    "AnnualReport",
    "annual_report",
    "as_on",
    "by_month",
    "clock",
    "compliments_beside",
    "outcomes",
    "per_contacts",
    "public_report",
    "reached_ombudsman",
    "remedies",
    "remedies_in_time",
    "still_open",
    "teams",
    "themes",
    "time_to_respond",
    "timeliness",
    "timeliness_by_month",
]
