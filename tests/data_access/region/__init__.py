"""Tests of many councils of one store."""
