"""Windows, docks, dialogs, actions, theme."""
