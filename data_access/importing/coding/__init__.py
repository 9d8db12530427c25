"""Suggested codings of findings by rules that show why: see docs/evidence-coding.md."""
