"""What running text calls measures of the catalogue, beside the names that files' columns have.

A name is the words that must stand beside a number, whatever their order; `a/b` is either word. A
single word must stand right beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

_CARE = "care/support/services/help/package"
_FINISHED = "completed/finished/concluded/closed"
_IN_TIME = "days/weeks/hours/months/timescale/timescales/timeframe/target/time/limit"
_SAID: Mapping[str, tuple[str, ...]] = {
    "ASCOF 1A": ("quality life score", "quality life out", "quality life rated/rating"),
    "ASCOF 1C": ("carers quality life", "carers quality life score"),
    "ASCOF 1D": (
        "satisfied care/support/help receive/get",
        "happy care/support/help receive/get",
        "overall satisfaction services",
        "satisfied adult social care",
        "satisfied care",
        "satisfied care/support/help provided/given/got",
        "satisfied services receive/get extremely very",
    ),
    "ASCOF 1E": (
        "carers satisfied support/services/help receive/received/provided/get",
        "carers satisfied care support",
        "overall satisfaction carers",
        "carers satisfied services",
    ),
    "ASCOF 2A": (
        "not need/require support/services/help short term",
        "not need/require support/services/help enablement",
    ),
    "ASCOF 2B": ("admissions/admitted younger",),
    "ASCOF 2C": ("admissions/admitted older",),
    "ASCOF 2D": (
        "still/remained/remain home days discharge/leave/reablement/hospital",
        "home 91 days discharge/leave/reablement/hospital",
        "still/remained/remain home weeks discharge/leave/reablement",
        "still/remained/remain home three months discharge/leave/reablement",
    ),
    "ASCOF 2E": (
        "long term support/care live home",
        "long term support/care live family",
    ),
    "ASCOF 3A": ("control daily life", "control lives", "control day life"),
    "ASCOF 3B": (
        "carers included/involved/consulted discussions",
        "carers included/involved consulted",
        "carers included/involved decisions care",
        "carers feel/feeling consulted",
    ),
    "ASCOF 3C1": ("easy find/access/get/obtain information", "easy find/access/get advice"),
    "ASCOF 3C2": (
        "carers easy find/access/get/obtain information",
        "carers easy find/access/get advice",
    ),
    "ASCOF 3D1A": ("self-directed support", "personal budget"),
    "ASCOF 3D1B": ("carers self-directed support", "carers personal budget"),
    "ASCOF 3D2A": ("direct payment",),
    "ASCOF 3D2B": ("carers direct payment",),
    "ASCOF 4A": ("feel/feeling safe",),
    "ASCOF 4B": ("risk reduced removed", "risk reduced eliminated"),
    "ASCOF 5A1": ("enough social contact", "social contact", "social contact want/like/desired",
        "contact other want/like",
        "much contact want/like"),
    "ASCOF 5A2": (
        "carers enough social contact",
        "carers social contact",
        "carers social contact want/like/desired",
    ),
    "ASCOF 6A": (
        "turnover care workforce",
        "turnover care sector",
        "turnover independent sector",
        "workforce turnover",
    ),
    "ASCOF 6B": ("services/homes/provision/providers rated good outstanding",),
    "front_door_resolved": (
        "contacts/calls/enquiries/requests/referrals resolved",
        "contacts/calls/enquiries/requests/referrals dealt/closed/settled front door",
        "contacts/calls/enquiries/requests/referrals dealt/closed/settled first contact",
        "contacts/calls/enquiries/requests/referrals dealt/closed/settled first point",
        "contacts/calls/enquiries/requests closed/ended information advice",
        "contacts/calls/enquiries/requests signposted",
    ),
    "front_door_contacts": (
        "contacts received/handled/dealt",
        "requests support",
        "contacts front door",
        "received new contacts/requests",
    ),
    "front_door_answered_in_time": (
        "calls/contacts answered within minutes/seconds/target",
    ),
    "front_door_answer_time": ("calls answered", "calls waiting", "answer phone/phones"),
    "assessments_waiting": (
        "backlog assessments",
        "outstanding assessments",
        "waiting assessment",
        "assessments queue",
        "waiting see social worker",
    ),
    "first_assessment_wait": (
        "median/average/mean waiting assessment",
        "median/average/mean time assessment",
        "median/average/mean days assessment",
    ),
    "longest_assessment_wait": ("longest/maximum waiting assessment",),
    "assessments_over_limit": ("waiting days/weeks assessment",),
    "assessments_in_time": (
        f"assessments completed/finished/done/carried/concluded within {_IN_TIME}",
        "assessments in timescale",
    ),
    "reviews_overdue_number": (
        "overdue review",
        "reviews outstanding",
        "waiting review",
        "backlog reviews",
    ),
    "reviews_overdue": ("reviews/review overdue",),
    "reviewed_in_12_months": (
        "long term support/care/services reviewed",
        "reviewed planned unplanned",
        "review/reviewed last year",
        "annual review received/completed/had",
    ),
    "financial_assessment_on_time": ("financial assessments completed within days",),
    "carers_assessed": ("carers assessment", "carers assessments completed"),
    "carers_waiting": ("carers waiting assessment",),
    "direct_payment_take_up": ("direct payment",),
    "ot_assessment_wait": ("occupational therapy weeks", "occupational therapy waiting"),
    "reablement_no_further_support": (
        f"not need/require {_CARE} reablement",
        f"no ongoing/further/longer {_CARE} reablement",
        f"without {_CARE} reablement",
        f"no {_CARE} reablement",
        "independent reablement",
    ),
    "equipment_in_time": (
        "equipment delivered within days",
        "equipment delivered time",
        "equipment target deliveries",
        "equipment delivered hours/day",
    ),
    "adaptations_wait": ("adaptation/adaptations weeks", "disabled facilities weeks"),
    "ethnicity_recorded": ("ethnicity recorded/known",),
    "language_recorded": ("language recorded/known",),
    "home_care_waiting": ("waiting home care", "waiting package care"),
    "home_care_wait": (
        "home care start/begin days",
        "home care started days",
        "home care waiting days",
        "package care start days",
        "median/average home care waiting",
        "median/average package care waiting",
    ),
    "packages_handed_back": ("packages handed back", "packages returned"),
    "placements_out_of_area": (
        "placements/placed out area/borough/county/city",
        "placements/placed outside area/borough/county/city",
    ),
    "visits_on_time": ("home care visits time", "home care calls time"),
    "providers_good": (
        "homes/providers good outstanding",
        "services/homes/provision/providers/agencies rated good outstanding",
        "services/homes/provision/providers considered good outstanding",
        "services/homes/provision/providers judged good outstanding",
        "services/homes/provision/providers/agencies rated/judged/considered/classed good better",
        "services/homes/provision/providers classed/graded/ranked good outstanding",
    ),
    "discharged_home": (
        "usual/normal place residence",
        "discharged usual/normal/own home",
        "returned usual/normal/own home",
    ),
    "delayed_discharges": (
        "no longer/not criteria reside",
        "delayed discharges hospital",
        "ready/fit leave/discharge hospital",
        "medically fit hospital",
    ),
    "safeguarding_concerns": ("safeguarding concerns/referrals/alerts",
        "concerns raised/reported/received",),
    "safeguarding_conversion": (
        "concerns/referrals/alerts converted enquiries",
        "conversion rate",
        "concerns threshold enquiries",
        "converted section enquiries",
    ),
    "concerns_decided_in_time": (
        f"concerns triaged/screened/decided/decision/decisions/reviewed/dealt within {_IN_TIME}",
    ),
    "enquiries_in_time": (f"enquiries {_FINISHED} within {_IN_TIME}",),
    "safeguarding_asked": ("asked outcomes", "asked wanted happen"),
    "safeguarding_outcomes_met": (
        "outcomes fully partly/partially met/achieved",
        "outcomes met/achieved",
        "desired outcomes met/achieved",
    ),
    "repeat_concerns": ("repeat concerns/referrals/enquiries",),
    "dols_waiting": (
        "dols waiting/backlog/outstanding/pending/queue/unallocated",
        "dols waiting/backlog/outstanding/pending applications/authorisations/cases/requests",
        "dols waiting care homes hospital",
        "dols waiting safeguarding",
        "dols still completed/done/decided/assessed",
        "dols not completed/assessed/processed/decided/finished",
        "dols incomplete/unfinished/uncompleted/unprocessed/unresolved/undecided",
        "dols still open",
    ),
    "dols_longest_wait": ("dols longest", "dols longest waiting"),
    "dols_in_time": (
        "dols completed/decided/processed/finished/dealt/met/assessed within "
        "days/limit/timescale/timeframe/deadline/time",
        "dols completed/decided/processed/finished/met days/limit/timescale/timeframe/deadline",
        "standard applications/authorisations completed/finished/processed within days",
        "dols finalised/decided/determined/completed/dealt/done within/inside days/limit/time",
        "dols decided/done/determined/completed/finalised/assessed time",
        "dols met/meet/kept limit/deadline/target/timescale",
    ),
    "vacancies": ("vacancies", "vacancy", "posts vacant"),
    "staff_turnover": ("turnover", "staff left last year"),
    "ot_turnover": ("occupational therapist turnover",),
    "sickness_days": ("sickness", "sickness absence", "sickness days full time equivalent",
        "sickness average/averaged days", "sickness days lost", "sick days", "sick leave days"),
    "agency_staff": ("agency staff/workers/usage", "agency workforce"),
    "caseload": (
        "caseload",
        "caseloads",
        "average cases worker/workers/practitioner/practitioners",
        "average cases held/holding/each",
    ),
    "supervision_held": (
        "staff/workers received supervision",
        "staff/workers supervision month",
        "supervision took place",
        "supervisions/supervision held/completed/done/date",
    ),
    "mandatory_training_in_date": (
        "mandatory training complete/completed/date/done",
        "mandatory training",
    ),
    "appraisals_done": ("appraisal/appraisals", "staff appraisal/appraisals", "annual appraisal"),
    "audits_good": ("audits good outstanding", "audits good better"),
    "budget_variance": ("overspend/underspend budget",),
    "savings_delivered": ("savings delivered/achieved/made",),
}  # fmt: skip


def prose_names(indicator: str) -> tuple[str, ...]:
    """What running text calls a measure, each name as words that stand together."""
    return tuple(
        " ".join(words)
        for said in _SAID.get(indicator, ())
        for words in product(*(each.split("/") for each in said.split()))
    )
