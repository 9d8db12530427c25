"""What somebody may do for a council is what one of their roles allows there."""

from __future__ import annotations

import pytest

from vocabulary.principal import ANYBODY, Grant, Permission, Principal, Role, every_role

OURS, THEIRS = "Somewhere Council", "Elsewhere Council"


def test_a_role_is_held_for_the_councils_it_names() -> None:
    lead = Principal("Lead", frozenset({Grant(Role.PRACTICE_LEAD, frozenset({OURS}))}))
    assert lead.may(Permission.SEE, OURS)
    assert lead.may(Permission.REVIEW, OURS)
    assert not lead.may(Permission.ENTER, OURS)
    assert not lead.may(Permission.SEE, THEIRS)
    assert lead.councils(Permission.SEE) == frozenset({OURS})
    assert not lead.may_everywhere(Permission.SEE)
    assert not lead.may_somewhere(Permission.PUBLISH)


def test_roles_add_up_and_none_reaches_over_to_anothers_council() -> None:
    both = Principal(
        "Both",
        frozenset({Grant(Role.CONTRIBUTOR, frozenset({OURS})), Grant(Role.READER)}),
    )
    assert both.may(Permission.ENTER, OURS)
    assert both.may(Permission.SEE, THEIRS)
    assert both.may_everywhere(Permission.SEE)
    assert not both.may(Permission.ENTER, THEIRS)


@pytest.mark.parametrize("permission", Permission)
def test_nothing_is_allowed_to_whoever_has_no_role(permission: Permission) -> None:
    nobody = Principal("Nobody")
    assert not nobody.may(permission, OURS)
    assert not nobody.may_somewhere(permission)
    assert Principal("Officer", every_role()).may(permission, OURS)


def test_whoever_has_not_signed_in_sees_what_was_published_alone() -> None:
    allowed = {each for each in Permission if ANYBODY.may_somewhere(each)}
    assert allowed == {Permission.SEE_PUBLISHED}
