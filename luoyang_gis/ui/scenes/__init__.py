"""Scenes in the window: the story, its dock, small pictures of each view."""
