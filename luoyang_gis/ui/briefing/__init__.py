"""Briefing mode: the map fills the screen, scene after scene; the presenter sees notes and clock."""
