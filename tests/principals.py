"""People who ask, in tests."""

from __future__ import annotations

from vocabulary.principal import Principal, every_role

OFFICER = Principal("Officer", every_role())  # may see and change the records of every council
