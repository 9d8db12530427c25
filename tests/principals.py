"""People who ask, in tests."""

from __future__ import annotations

from vocabulary.principal import Principal

OFFICER = Principal("Officer", "local")  # may see and change the records of every council
