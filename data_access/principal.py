"""Who is asking: every door to the store refuses whoever may not see what lies behind it."""

from __future__ import annotations

from data_access.errors import NotAllowedError
from data_access.signed_name import NOT_GIVEN, signed_name
from vocabulary.principal import Principal


def require(principal: Principal, authority: str) -> None:
    """NotAllowedError unless the principal may see this council's records."""
    if not principal.may_see(authority):
        raise NotAllowedError(f"{principal.name} may not see the records of {authority}.")


def require_everything(principal: Principal) -> None:
    """NotAllowedError unless the principal may see every council's records."""
    if principal.authorities is not None:
        raise NotAllowedError(f"{principal.name} may not see the whole store.")


def local_principal() -> Principal:
    """The person at this computer, named as they sign, who may see everything."""
    return Principal(name=signed_name() or NOT_GIVEN, role="local")
