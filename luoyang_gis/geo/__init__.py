"""Coordinates: reference systems, datum shifts, geodesic measure, generalising, spatial index."""
