"""The user's file: scenes, annotations, undoable commands, autosave and recovery."""
