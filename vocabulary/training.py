"""What training, staff voice and workforce routes are about: courses, questions, professions."""

from vocabulary.labels import LabelledEnum, code_in_words


class TeamKind(LabelledEnum):
    """Whether a team does specialist work; the comparison CQC's training findings turn on."""

    SPECIALIST = "specialist"
    GENERAL = "general"


class Course(LabelledEnum):
    """Courses and yearly duties. `other` with a course name keeps the list open."""

    AMHP_ANNUAL = "amhp_annual", "AMHP annual training (18 hours)"
    BIA_REFRESHER = "bia_refresher", "Best interests assessor refresher (every 12 months)"
    CPD_TWO_RECORDS = "cpd_two_records", "Social worker's CPD: two records this year"
    CPD_PEER_REFLECTION = (
        "cpd_peer_reflection",
        "Social worker's CPD: one record with peer reflection",
    )
    CARE_ACT = "care_act", "Care Act"
    MENTAL_CAPACITY_ACT = "mental_capacity_act", "Mental Capacity Act"
    SAFEGUARDING_ADULTS = "safeguarding_adults"
    MOVING_AND_HANDLING = "moving_and_handling"
    OT_SPECIFIC = "ot_specific", "Occupational therapy, specific"
    SENSORY_SPECIFIC = "sensory_specific", "Sensory impairment, specific"
    MENTAL_HEALTH_SPECIFIC = "mental_health_specific", "Mental health, specific"
    HOSPITAL_DISCHARGE = "hospital_discharge"
    PREPARING_FOR_ADULTHOOD = "preparing_for_adulthood"
    LEARNING_DISABILITY_AND_AUTISM = "learning_disability_and_autism"
    STRENGTHS_BASED_PRACTICE = "strengths_based_practice"
    CULTURALLY_APPROPRIATE_CARE = "culturally_appropriate_care"
    DOMESTIC_ABUSE = "domestic_abuse"
    PRACTICE_SUPERVISION = "practice_supervision"
    OTHER = "other"


class CourseKind(LabelledEnum):
    """Whether a course belongs to a role, or everyone takes it."""

    ROLE_SPECIFIC = "role_specific", "Role-specific"
    GENERAL = "general"


# Duties of law and registration, which are reported apart from other courses. AMHP: 18 hours a
# year, SI 2008/1206 reg. 5; BIA: every 12 months, SI 2008/1858 reg. 5; social workers' two CPD
# records by 30 November, one with peer reflection: Social Work England's registration rules.
STATUTORY_COURSES = (
    Course.AMHP_ANNUAL,
    Course.BIA_REFRESHER,
    Course.CPD_TWO_RECORDS,
    Course.CPD_PEER_REFLECTION,
)

# Courses that belong to a role by their nature; others are general unless a file says otherwise.
ROLE_SPECIFIC_COURSES = (
    *STATUTORY_COURSES,
    Course.OT_SPECIFIC,
    Course.SENSORY_SPECIFIC,
    Course.MENTAL_HEALTH_SPECIFIC,
    Course.HOSPITAL_DISCHARGE,
    Course.PREPARING_FOR_ADULTHOOD,
    Course.PRACTICE_SUPERVISION,
)


class StaffQuestion(LabelledEnum):
    """What staff were asked to agree with. `other` with its wording keeps the list open."""

    TRAINING_FOR_MY_ROLE = "training_for_my_role", "I can get training specific to my role"
    TIME_TO_ABSORB = "time_to_absorb", "I have time to absorb practice information"
    OTHERS_UNDERSTAND = "others_understand", "Others understand what my team does"
    OTHER = "other"


class Route(LabelledEnum):
    """Ways to become and grow as a professional."""

    ASYE = "asye", "ASYE (assessed and supported year in employment)"
    APPRENTICESHIP = "apprenticeship"
    PROGRESSION = "progression"
    SHADOWING = "shadowing"
    OTHER = "other"


class Profession(LabelledEnum):
    """Professions and groups of staff in adult social care."""

    SOCIAL_WORK = "social_work"
    OCCUPATIONAL_THERAPY = "occupational_therapy"
    REHABILITATION = "rehabilitation", "Rehabilitation (sight and hearing)"
    SOCIAL_CARE_ASSESSMENT = "social_care_assessment", "Social care assessment (unregistered)"
    REABLEMENT = "reablement"
    COMMISSIONING = "commissioning"
    NURSING = "nursing"
    OTHER = "other"


COURSE_IN_SHORT: dict[str, str] = {course.value: code_in_words(course) for course in Course} | {
    Course.OT_SPECIFIC: "Occupational therapy",
    Course.SENSORY_SPECIFIC: "Sensory impairment",
    Course.MENTAL_HEALTH_SPECIFIC: "Mental health",
    Course.CULTURALLY_APPROPRIATE_CARE: "Cultural care",
    Course.SAFEGUARDING_ADULTS: "Safeguarding",
    Course.LEARNING_DISABILITY_AND_AUTISM: "Learning disability, autism",
    Course.CARE_ACT: "Care Act",
    Course.MENTAL_CAPACITY_ACT: "Mental Capacity Act",
}
"""In a chart, where there is little room."""

DUTY_IN_SHORT: dict[str, str] = {
    Course.AMHP_ANNUAL: "AMHPs: 18 hours a year",
    Course.BIA_REFRESHER: "BIAs: yearly refresher",
    Course.CPD_TWO_RECORDS: "Social workers: two CPD records",
    Course.CPD_PEER_REFLECTION: "Social workers: peer reflection",
}
"""Who has the duty, and to what."""

DUTY_MET: dict[str, str] = {
    Course.AMHP_ANNUAL: "approved mental health professionals had done their 18 hours",
    Course.BIA_REFRESHER: "best interests assessors had done their yearly refresher",
    Course.CPD_TWO_RECORDS: "social workers had their two CPD records",
    Course.CPD_PEER_REFLECTION: "social workers had recorded a peer reflection",
}
"""Within a sentence, after how many of how many: who had met the duty."""


class TrainingStep(LabelledEnum):
    """From needing a course to being up to date in it."""

    REQUIRED = "required", "Need it"
    OFFERED = "offered", "Offered a place"
    RELEASED = "released", "Given the time to go"
    ATTENDED = "attended"
    IN_DATE = "in_date"


STEP_TAKEN: dict[str, str] = {
    TrainingStep.OFFERED: "offered a place",
    TrainingStep.RELEASED: "given the time to go",
    TrainingStep.ATTENDED: "have attended",
    TrainingStep.IN_DATE: "in date",
}
"""Within a sentence: how many are or have."""

TAKING_STEP: dict[str, str] = {
    TrainingStep.REQUIRED: "needing the course",
    TrainingStep.OFFERED: "being offered a place",
    TrainingStep.RELEASED: "being given the time to go",
    TrainingStep.ATTENDED: "attending",
    TrainingStep.IN_DATE: "being in date",
}
"""Within a sentence: from what to what."""

LOST_BETWEEN_STEPS: dict[tuple[str, str], str] = {
    (TrainingStep.REQUIRED, TrainingStep.OFFERED): "are never offered a place",
    (TrainingStep.OFFERED, TrainingStep.RELEASED): "are offered a place but not given the time to "
    "go",
    (TrainingStep.RELEASED, TrainingStep.ATTENDED): "are given the time but do not attend",
    (TrainingStep.ATTENDED, TrainingStep.IN_DATE): "attended once, but it has lapsed",
}
"""What becomes of those who come no further, from one step to the next."""

QUESTION_OF_STAFF: dict[str, str] = {
    StaffQuestion.TRAINING_FOR_MY_ROLE: "Can get training for their role",
    StaffQuestion.TIME_TO_ABSORB: "Have time to absorb what is new",
    StaffQuestion.OTHERS_UNDERSTAND: "Are understood by other teams",
}
"""Said of staff, not by them."""

QUESTION_OF_FEWER: dict[str, str] = {
    StaffQuestion.TRAINING_FOR_MY_ROLE: "can get training for their role",
    StaffQuestion.TIME_TO_ABSORB: "have time to absorb what is new",
    StaffQuestion.OTHERS_UNDERSTAND: "feel understood",
}
"""Within a sentence: what fewer staff do."""

ROUTE_IN_SHORT: dict[str, str] = Route.labels() | {
    Route.ASYE: "ASYE",
    Route.OTHER: "Other route",
}
PROFESSION_IN_SHORT: dict[str, str] = Profession.labels() | {
    Profession.REHABILITATION: "Rehabilitation",
    Profession.SOCIAL_CARE_ASSESSMENT: "Social care assessment",
    Profession.OTHER: "Other professions",
}
