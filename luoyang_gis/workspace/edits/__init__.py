"""Edits: pure functions from a workspace to the next. What changes nothing returns the same object."""
