"""What events do to the charts of the measures they touch."""

from vocabulary.labels import LabelledEnum


class EventEffect(LabelledEnum):
    """What an event does to charts."""

    ANNOTATES = "annotates", "Marked on charts"
    REBASES = "rebases", "Marked, and the usual range begins anew"
