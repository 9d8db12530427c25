"""What training, staff voice and workforce routes are about: courses, questions, professions."""

from vocabulary.labels import LabelledEnum


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
