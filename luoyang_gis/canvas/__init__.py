"""Drawing a map: camera, symbols, labels, renderer, map tools."""
