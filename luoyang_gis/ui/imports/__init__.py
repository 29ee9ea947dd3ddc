"""Layers of other programs: choosing a file, reading it, showing it among the plan's layers."""
