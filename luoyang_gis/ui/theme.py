"""The interface's colours, fonts and style sheet, light and dark."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from luoyang_gis.plan.model import FeatureStatus
from luoyang_gis.plan.paths import resources_dir
from luoyang_gis.plan.progress import TargetStatus

# The first one that the machine has is used.
FAMILIES = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC")
BODY, TITLE, FIGURE, SMALL = 13, 15, 20, 12


@dataclass(frozen=True, slots=True)
class Colors:
    """The interface's colours in one theme; the map has a palette of its own."""

    window: str
    surface: str
    card: str
    hover: str
    line: str
    text: str
    soft: str
    accent: str
    on_accent: str
    tint: str
    built: str
    building: str
    decided: str
    planned: str
    late: str
    met: str


LIGHT = Colors(
    window="#F2F1EE",
    surface="#FAF9F7",
    card="#FFFFFF",
    hover="#F6EEF0",
    line="#DEDBD5",
    text="#24211F",
    soft="#65605A",
    accent="#B5304A",
    on_accent="#FFFFFF",
    tint="#F8E6EA",
    built="#55616D",
    building="#8F5B00",
    decided="#1F5FA8",
    planned="#7046A8",
    late="#B3261E",
    met="#2C6E49",
)
DARK = Colors(
    window="#1E1F22",
    surface="#25262A",
    card="#2D2F34",
    hover="#3A3136",
    line="#3D4046",
    text="#ECEAE6",
    soft="#ABA69E",
    accent="#E77F97",
    on_accent="#1E1F22",
    tint="#45303A",
    built="#A9B4BF",
    building="#E8B04A",
    decided="#7FB2EE",
    planned="#C3A2EE",
    late="#FF8A80",
    met="#7BC79A",
)
THEMES = {"light": LIGHT, "dark": DARK}


def feature_color(colors: Colors, status: FeatureStatus | None) -> str:
    """The colour of a feature's status word; the word itself is always there too."""
    match status:
        case FeatureStatus.BUILDING:
            return colors.building
        case FeatureStatus.DECIDED | FeatureStatus.PREPARING:
            return colors.decided
        case FeatureStatus.PLANNED | FeatureStatus.PROPOSED:
            return colors.planned
        case _:
            return colors.built


def target_color(colors: Colors, status: TargetStatus) -> str:
    """The colour of a target's status word."""
    match status:
        case TargetStatus.MET:
            return colors.met
        case TargetStatus.LATE:
            return colors.late
        case TargetStatus.OPEN:
            return colors.decided
        case _:
            return colors.soft


# A shape beside the word, so that status never rests on colour alone.
TARGET_MARKS = {
    TargetStatus.MET: "●",
    TargetStatus.OPEN: "◐",
    TargetStatus.LATE: "▲",
    TargetStatus.UNRECORDED: "○",
    TargetStatus.UNDATED: "◇",
}


def ui_font(pixels: int = BODY, bold: bool = False) -> QFont:
    """The interface's font in logical pixels, with figures of one width."""
    font = QFont(QApplication.font())
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def apply_theme(app: QApplication, name: str) -> Colors:
    """Dress the whole application; widgets that paint themselves ask for the colours."""
    colors = THEMES[name]
    available = set(QFontDatabase.families())
    family = next((f for f in FAMILIES if f in available), "")
    font = QFont(family) if family else QFont(app.font())
    font.setPixelSize(BODY)
    app.setStyle("Fusion")
    app.setFont(font)
    app.setPalette(_palette(colors))
    app.setStyleSheet(_sheet(colors) + _marks(colors, name))
    return colors


def _palette(colors: Colors) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for key, value in (
        (role.Window, colors.window),
        (role.WindowText, colors.text),
        (role.Base, colors.card),
        (role.AlternateBase, colors.surface),
        (role.Text, colors.text),
        (role.Button, colors.surface),
        (role.ButtonText, colors.text),
        (role.ToolTipBase, colors.card),
        (role.ToolTipText, colors.text),
        (role.Highlight, colors.accent),
        (role.HighlightedText, colors.on_accent),
        (role.Accent, colors.accent),
        (role.Link, colors.accent),
        (role.PlaceholderText, colors.soft),
        (role.Mid, colors.line),
        (role.Dark, colors.line),
        (role.Light, colors.card),
    ):
        palette.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(colors.soft))
    return palette


def _marks(c: Colors, name: str) -> str:
    """Check boxes and arrows, which the style draws too faintly on dark ground."""
    folder = (resources_dir() / "icons" / "ui").as_posix()
    return f"""
QTreeView::indicator, QListView::indicator, QCheckBox::indicator {{ width: 14px; height: 14px;
  border: 1px solid {c.soft}; border-radius: 3px; background: {c.card}; }}
QTreeView::indicator:checked, QListView::indicator:checked, QCheckBox::indicator:checked {{
  background: {c.accent}; border-color: {c.accent}; image: url("{folder}/check-{name}.svg"); }}
QTreeView::indicator:indeterminate {{
  background: {c.accent}; border-color: {c.accent}; image: url("{folder}/partly-{name}.svg"); }}
QTreeView::branch {{ background: transparent; }}
QTreeView::branch:has-children:closed {{ image: url("{folder}/closed-{name}.svg"); }}
QTreeView::branch:has-children:open {{ image: url("{folder}/open-{name}.svg"); }}
QMenu::indicator:checked {{ image: url("{folder}/tick-{name}.svg"); }}
QComboBox::drop-down {{ border: 0; width: 20px; }}
QComboBox::down-arrow {{ image: url("{folder}/open-{name}.svg"); width: 14px; height: 14px; }}
"""


def _sheet(c: Colors) -> str:
    return f"""
QMainWindow, QDialog {{ background: {c.window}; }}
QToolTip {{ background: {c.card}; color: {c.text}; border: 1px solid {c.line}; padding: 4px 8px; }}
QMenuBar {{ background: {c.surface}; border-bottom: 1px solid {c.line}; padding: 2px 4px; }}
QMenuBar::item {{ padding: 4px 10px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {c.tint}; }}
QMenu {{ background: {c.card}; border: 1px solid {c.line}; padding: 4px; }}
QMenu::item {{ padding: 6px 28px 6px 24px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c.tint}; color: {c.text}; }}
QMenu::indicator {{ width: 14px; height: 14px; margin-left: 6px; }}
QMenu::icon {{ margin-left: 6px; }}
QMenu::icon:checked {{ background: {c.tint}; border-radius: 4px; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
QToolBar {{ background: {c.surface}; border: 0; border-bottom: 1px solid {c.line}; spacing: 4px; padding: 4px; }}
QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 4px 6px; }}
QToolButton[role="slim"] {{ padding: 2px 4px; }}
QToolButton:hover {{ background: {c.hover}; }}
QToolButton:checked {{ background: {c.tint}; border-color: {c.accent}; }}
QToolButton:focus, QPushButton:focus, QComboBox:focus, QLineEdit:focus, QListView:focus,
QTreeView:focus, QTableView:focus, QPlainTextEdit:focus, QTextBrowser:focus {{ border: 1px solid {c.accent}; }}
QToolButton#search-field {{ background: {c.card}; border: 1px solid {c.line}; color: {c.soft}; padding: 5px 10px; }}
QToolButton#search-field:hover {{ border-color: {c.soft}; }}
QFrame#palette {{ background: {c.surface}; border: 1px solid {c.line}; }}
QMainWindow::separator {{ background: {c.line}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {c.accent}; }}
QStatusBar {{ background: {c.surface}; border-top: 1px solid {c.line}; color: {c.soft}; }}
QStatusBar::item {{ border: 0; }}
QDockWidget {{ titlebar-close-icon: none; titlebar-normal-icon: none; }}
QDockWidget::title {{ background: {c.surface}; padding: 6px 8px; border-bottom: 1px solid {c.line}; }}
QTabBar::tab {{ padding: 6px 12px; background: transparent; border-bottom: 2px solid transparent; color: {c.soft}; }}
QTabBar::tab:selected {{ border-bottom-color: {c.accent}; color: {c.text}; }}
QTabWidget::pane {{ border: 0; }}
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QPlainTextEdit, QTextEdit {{
  background: {c.card}; color: {c.text}; border: 1px solid {c.line}; border-radius: 4px; padding: 4px 6px;
  selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton {{ background: {c.card}; border: 1px solid {c.line}; border-radius: 4px; padding: 5px 14px; }}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:default, QPushButton[primary="true"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
QPushButton:disabled {{ color: {c.soft}; background: {c.surface}; }}
QListView, QTreeView, QTableView, QScrollArea, QTextBrowser {{
  background: {c.surface}; border: 1px solid transparent; outline: 0; }}
QTreeView::item, QListView::item {{ padding: 2px; }}
QTableView::item {{ padding: 2px 8px; }}
QTreeView::item:hover, QTableView::item:hover {{ background: {c.hover}; }}
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {{ background: {c.tint}; color: {c.text}; }}
QHeaderView::section {{ background: {c.surface}; border: 0; border-bottom: 1px solid {c.line}; padding: 6px 8px; }}
QScrollBar:vertical {{ width: 10px; background: transparent; margin: 0; }}
QScrollBar:horizontal {{ height: 10px; background: transparent; margin: 0; }}
QScrollBar::handle {{ background: {c.line}; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 1px; }}
QScrollBar::handle:hover {{ background: {c.soft}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QSplitter::handle {{ background: {c.line}; }}
QLabel[role="title"] {{ font-size: {TITLE}px; font-weight: 600; }}
QLabel[role="soft"] {{ color: {c.soft}; }}
QLabel[role="hint"] {{ color: {c.soft}; padding: 24px; }}
"""
