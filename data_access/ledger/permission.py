"""What whoever writes has to be allowed, by what they write."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from data_access.datasets import (
    COUNCIL,
    FINDING,
    PUBLISHED_EDITION,
    REVIEW,
    REVIEW_NOTE,
    THEME,
    Dataset,
)
from data_access.ledger.batch import Action
from vocabulary.principal import Permission

_COMES_WITH_A_STORE: Final = frozenset({Action.START, Action.EXAMPLE, Action.REFERENCE})
_OF_PRACTICE: Final = frozenset({REVIEW.name, REVIEW_NOTE.name, THEME.name})


def permission_to_write(datasets: Iterable[Dataset], action: Action) -> Permission:
    """What whoever writes rows of these datasets in one import, or takes them back, has to be
    allowed. What a review leads to (a lesson, an action) is part of the review."""
    written = {dataset.name for dataset in datasets}
    if action in _COMES_WITH_A_STORE:
        return Permission.ADMINISTER
    if PUBLISHED_EDITION.name in written:
        return Permission.PUBLISH
    if written & _OF_PRACTICE or (FINDING.name in written and action is Action.FORM):
        return Permission.REVIEW
    if COUNCIL.name in written and action is Action.FORM:
        return Permission.ADMINISTER
    return Permission.ENTER
