"""Drawing a map: camera, symbols, labels, renderer, map tools."""

from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.furniture import (
    draw_north_arrow,
    draw_scale_bar,
    format_scale,
    parse_scale,
)
from luoyang_gis.canvas.layers import MapLayer, layers_from_geometries
from luoyang_gis.canvas.legend import LegendEntry, draw_swatch, legend, legend_of, swatch
from luoyang_gis.canvas.mapview import MapView, Overlay
from luoyang_gis.canvas.pick import Hit, identify, select
from luoyang_gis.canvas.renderer import Options, Picture, Renderer, paint_map
from luoyang_gis.canvas.tools import (
    IdentifyTool,
    MapEvent,
    MeasureAreaTool,
    MeasureLengthTool,
    PanTool,
    SelectTool,
    Tool,
)

__all__ = [
    "Camera",
    "Hit",
    "IdentifyTool",
    "LegendEntry",
    "MapEvent",
    "MapLayer",
    "MapView",
    "MeasureAreaTool",
    "MeasureLengthTool",
    "Options",
    "Overlay",
    "PanTool",
    "Picture",
    "Renderer",
    "SelectTool",
    "Tool",
    "draw_north_arrow",
    "draw_scale_bar",
    "draw_swatch",
    "format_scale",
    "identify",
    "layers_from_geometries",
    "legend",
    "legend_of",
    "paint_map",
    "parse_scale",
    "select",
    "swatch",
]
