"""Annotations in the window: tools to draw and edit them, their inspector, those of a feature."""
