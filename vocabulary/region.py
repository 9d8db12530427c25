"""What councils of a region are looked at side by side by."""

from __future__ import annotations

from vocabulary.labels import LabelledEnum


class RegionMeasure(LabelledEnum):
    """One thing to look at for every council, in the order of a page."""

    OVERALL = "overall", "Overall score, published"
    WORSENING = "worsening", "Measures getting worse"
    OVERDUE = "overdue", "Open actions overdue"
    ANSWERED = "answered", "Complaints answered in time"
    UPHELD = "upheld", "Upheld by the ombudsman"
    TRAINING = "training", "Training for the role, in date"
    NOT_RECORDED = "not_recorded", "Kinds of record not held"
    NEWEST = "newest", "Days since anything was recorded"
