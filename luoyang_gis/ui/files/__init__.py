"""The workspace file in the window: open, save, recover, the log and what leaves as CSV."""
