"""Errors a user is told about: one clear sentence each, never a stack trace."""

from __future__ import annotations


class DataError(Exception):
    """Something about the input or the store that a user can understand and act on."""


class StoreError(DataError):
    """The store cannot be opened or used."""


class ConflictError(DataError):
    """Someone else changed a row after it was read; nothing was written."""


class NotAllowedError(DataError):
    """The principal may not see or change this council's records."""
