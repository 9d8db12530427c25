"""Suggested codings of findings by rules that show why: see docs/evidence-coding.md."""

from data_access.importing.coding.phrases import parse_cue
from data_access.importing.coding.suggest import Coding, Reason, suggest, suggest_all
from data_access.importing.coding.themes import ThemeRule, check_codebook, load_codebook

__all__ = [
    "Coding",
    "Reason",
    "ThemeRule",
    "check_codebook",
    "load_codebook",
    "parse_cue",
    "suggest",
    "suggest_all",
]
