"""Who is asking: every door to the store refuses whoever may not do what lies behind it."""

from __future__ import annotations

from data_access.errors import NotAllowedError
from data_access.sign_in import sign_in_settings
from data_access.signed_name import NOT_GIVEN, as_signed, keep_name, signed_name, system_account
from vocabulary.principal import Permission, Principal, every_role


def require(principal: Principal, permission: Permission, authority: str) -> None:
    """NotAllowedError unless the principal may do so for this council."""
    if principal.may(permission, authority):
        return
    # Whoever may not see a council is not told more of what could be done there.
    asked = permission if principal.may(Permission.SEE, authority) else Permission.SEE
    if permission is Permission.SEE_PUBLISHED:
        asked = permission
    raise NotAllowedError(f"{principal.name} may not {asked.label} {authority}.")


def require_everywhere(principal: Principal, permission: Permission) -> None:
    """NotAllowedError unless the principal may do so for every council."""
    if not principal.may_everywhere(permission):
        asked = permission if principal.may_everywhere(Permission.SEE) else Permission.SEE
        raise NotAllowedError(f"{principal.name} may not {asked.label} every council.")


def require_somewhere(principal: Principal, permission: Permission) -> None:
    """NotAllowedError unless there is a council for which the principal may do so."""
    if not principal.may_somewhere(permission):
        raise NotAllowedError(f"{principal.name} may not {permission.label} any council.")


def local_principal() -> Principal:
    """The person at this computer, named as they sign, who may do everything."""
    return Principal(signed_name() or NOT_GIVEN, every_role())


def operator(signed: str | None = None) -> Principal:
    """Who gives a command, who may do everything: whoever can read the store is trusted, but said.

    Where no sign-in is set up: the person at this computer. On a server: the system's account, with
    the name that `signed` gives for this command; neither a name kept before, which may be another
    person's, nor what the environment says is believed. SignInError where sign-in is set up in
    part, DataError for a name that is none.
    """
    if sign_in_settings() is None:
        if signed is not None:
            keep_name(signed)
        return local_principal()
    account = system_account()
    name = f"{as_signed(signed)} (account {account})" if signed is not None else account
    return Principal(name, every_role(), subject=f"account {account}")
