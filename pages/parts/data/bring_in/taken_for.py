"""What a file was taken for, and how sure that is, in words."""

from __future__ import annotations

from data_access.datasets import DATASETS
from data_access.importing.stages.plan import Plan
from vocabulary.wording import listed, within

_SURE = 0.8


def taken_for(plan: Plan, *, told: bool) -> str:
    """Such as "Complaints, sure", "Could be complaints or audits", and, where a person just told
    it, "Audits, as you said"."""
    reading = plan.reading
    for question in plan.questions:
        if question.kind == "dataset":
            titles = [within(DATASETS[name].title) for name in question.choices]
            return f"Could be {listed(titles, 'or')}"
    if told:
        return f"{reading.dataset.title}, as you said"
    sure = plan.recipe.dataset is not None or reading.confidence >= _SURE
    return f"{reading.dataset.title}, {'sure' if sure else 'most likely'}"
