"""A layer's symbols as pictures for the layer tree."""
