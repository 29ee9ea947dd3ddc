"""Luoyang GIS: a desktop map of Luoyang's development plan."""

__version__ = "0.1.0"
