"""The dashboard: indicators, progress, what is due, conflicts, and how much is on the map."""

from luoyang_gis.ui.dashboard.window import Dashboard

__all__ = ["Dashboard"]
