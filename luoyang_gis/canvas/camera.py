"""What part of the world is looked at, how large, and on how many pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, exp, log, radians

import numpy as np

from luoyang_gis.geo.crs import HALF_WORLD_M, Floats, to_lonlat, to_mercator

Box = tuple[float, float, float, float]

DPI = 96.0
METRES_PER_INCH = 0.0254
# From the street to the whole country.
MIN_RESOLUTION, MAX_RESOLUTION = 0.05, 40_000.0


@dataclass(frozen=True, slots=True)
class Camera:
    """A centre in display metres, metres a logical pixel, and the size of the view in such pixels."""

    x: float
    y: float
    resolution: float
    width: float
    height: float

    @classmethod
    def fit(cls, bbox: Box, width: float, height: float, padding: float = 24.0) -> Camera:
        """The camera that shows a box of degrees (west, south, east, north) whole."""
        (west, south), (east, north) = to_mercator(np.array([bbox[:2], bbox[2:]])).tolist()
        return cls.fit_display((west, south, east, north), width, height, padding)

    @classmethod
    def fit_display(cls, box: Box, width: float, height: float, padding: float = 24.0) -> Camera:
        """The camera that shows a box of display metres whole."""
        west, south, east, north = box
        room_x, room_y = max(width - 2 * padding, 1.0), max(height - 2 * padding, 1.0)
        resolution = _held(max((east - west) / room_x, (north - south) / room_y, 0.5))
        return cls((west + east) / 2, (south + north) / 2, resolution, width, height)

    @property
    def box(self) -> Box:
        """What is seen, in display metres."""
        half_x, half_y = self.width / 2 * self.resolution, self.height / 2 * self.resolution
        return (self.x - half_x, self.y - half_y, self.x + half_x, self.y + half_y)

    @property
    def bbox(self) -> Box:
        """What is seen, in degrees: west, south, east, north."""
        west, south, east, north = self.box
        (w, s), (e, n) = to_lonlat(np.array([[west, south], [east, north]])).tolist()
        return (w, s, e, n)

    @property
    def centre(self) -> tuple[float, float]:
        """Longitude and latitude of the centre."""
        lon, lat = to_lonlat(np.array([self.x, self.y])).tolist()
        return lon, lat

    @property
    def ground_resolution(self) -> float:
        """True metres on the ground a pixel, at the centre's latitude."""
        return self.resolution * cos(radians(self.centre[1]))

    @property
    def scale(self) -> float:
        """The denominator of the scale at the centre, for pixels of 1/96 inch."""
        return self.ground_resolution * DPI / METRES_PER_INCH

    def with_scale(self, denominator: float) -> Camera:
        """The same centre at 1:denominator."""
        return replace(self, resolution=_held(self.resolution * denominator / self.scale))

    def resized(self, width: float, height: float) -> Camera:
        """The same centre and scale on another number of pixels."""
        return replace(self, width=width, height=height)

    def grown(self, margin: float) -> Camera:
        """The same picture with a margin of pixels all around."""
        return replace(self, width=self.width + 2 * margin, height=self.height + 2 * margin)

    def moved_to(self, lon: float, lat: float) -> Camera:
        """The same scale at another centre."""
        x, y = to_mercator(np.array([lon, lat])).tolist()
        return replace(self, x=x, y=y)

    def panned(self, dx: float, dy: float) -> Camera:
        """The map dragged by so many pixels, right and down."""
        limit = HALF_WORLD_M * 2
        return replace(
            self,
            x=min(max(self.x - dx * self.resolution, -limit), limit),
            y=min(max(self.y + dy * self.resolution, -limit), limit),
        )

    def zoomed(self, factor: float, px: float | None = None, py: float | None = None) -> Camera:
        """Closer by a factor, the place under a pixel staying there."""
        px = self.width / 2 if px is None else px
        py = self.height / 2 if py is None else py
        resolution = _held(self.resolution / factor)
        x, y = self.to_map(px, py)
        return replace(
            self,
            x=x - (px - self.width / 2) * resolution,
            y=y + (py - self.height / 2) * resolution,
            resolution=resolution,
        )

    def to_map(self, px: float, py: float) -> tuple[float, float]:
        """The display metres under a pixel."""
        return (
            self.x + (px - self.width / 2) * self.resolution,
            self.y - (py - self.height / 2) * self.resolution,
        )

    def to_lonlat(self, px: float, py: float) -> tuple[float, float]:
        """The degrees under a pixel."""
        lon, lat = to_lonlat(np.array(self.to_map(px, py))).tolist()
        return lon, lat

    def to_pixels(self, xy: Floats) -> Floats:
        """Display metres (n, 2) to pixels."""
        west, _, _, north = self.box
        pixels = np.empty_like(xy)
        np.subtract(xy[..., 0], west, out=pixels[..., 0])
        np.subtract(north, xy[..., 1], out=pixels[..., 1])
        pixels /= self.resolution
        return pixels

    def pixel_of(self, lon: float, lat: float) -> tuple[float, float]:
        """The pixel of a place in degrees."""
        x, y = self.to_pixels(to_mercator(np.array([lon, lat]))).tolist()
        return x, y

    def towards(self, other: Camera, share: float) -> Camera:
        """Between two cameras, for a flight: the scale changes by equal ratios."""
        resolution = exp(log(self.resolution) * (1 - share) + log(other.resolution) * share)
        change = other.resolution - self.resolution
        # Follow the scale, so that the goal does not rush by on the way in.
        way = (
            share
            if abs(change) < 1e-9 * self.resolution
            else (resolution - self.resolution) / change
        )
        return Camera(
            self.x + (other.x - self.x) * way,
            self.y + (other.y - self.y) * way,
            resolution,
            other.width,
            other.height,
        )


def _held(resolution: float) -> float:
    return min(max(resolution, MIN_RESOLUTION), MAX_RESOLUTION)
