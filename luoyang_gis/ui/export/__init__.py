"""Exports in the window: the dialog, its preview, the work behind it, and the quick ones."""
