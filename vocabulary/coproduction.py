"""What coproduction is about: how people are heard, and what comes of it."""

from vocabulary.labels import LabelledEnum


class Level(LabelledEnum):
    """How much people shaped it, from least to most."""

    INFORM = "inform"
    CONSULT = "consult"
    ENGAGE = "engage"
    CO_DESIGN = "co_design", "Co-design"
    COPRODUCE = "coproduce"


class Method(LabelledEnum):
    """How people were heard."""

    WORKSHOP = "workshop"
    FOCUS_GROUP = "focus_group"
    BOARD_OR_PANEL = "board_or_panel", "Board or panel"
    SURVEY = "survey"
    INTERVIEWS = "interviews"
    OUTREACH_VISIT = "outreach_visit"
    BALLOT_BOX = "ballot_box"
    PEER_RESEARCH = "peer_research"
    JOINT_RECRUITMENT = "joint_recruitment"
    OTHER = "other"


class ShapedKind(LabelledEnum):
    """What kind of thing an activity was meant to shape."""

    STRATEGY = "strategy"
    BOARD = "board"
    SERVICE = "service"
    COMMISSIONING = "commissioning"
    RECRUITMENT = "recruitment"
    TRAINING = "training"
    INFORMATION = "information"
    OTHER = "other"


class Result(LabelledEnum):
    """What came of what people said."""

    CHANGED = "changed"
    PARTLY_CHANGED = "partly_changed"
    NOT_CHANGED = "not_changed"


RESULT_OF_A_RECORD: dict[str, str] = {
    Result.CHANGED: "something changed",
    Result.PARTLY_CHANGED: "something changed in part",
    Result.NOT_CHANGED: "nothing changed",
}
"""What came of one activity, within a sentence."""
