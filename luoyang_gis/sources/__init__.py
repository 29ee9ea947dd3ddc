"""Where layers come from: bundled, files, databases, tile servers."""
