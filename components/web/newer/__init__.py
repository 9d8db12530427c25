"""Newer records: who is shown them when, and how they are made ready beside the pages that stand
open."""
