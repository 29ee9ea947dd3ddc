"""The scenes dock: small pictures in their order, titles and notes to edit; a click flies there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.ui.icons import icon
from luoyang_gis.ui.scenes.story import Story
from luoyang_gis.ui.scenes.thumbnails import Thumbnails, fitted
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.theme import THEMES
from luoyang_gis.ui.time_scale import day_words
from luoyang_gis.workspace.model import Scene

PICTURE = QSize(96, 60)
ROW_PX = 72
ID = Qt.ItemDataRole.UserRole
NOTES_LINES = 5


class ScenesPanel(QWidget):
    """Listens to workspace and session."""

    def __init__(
        self,
        session: Session,
        story: Story,
        thumbnails: Thumbnails,
        present: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._story, self._thumbnails = session, story, thumbnails
        self.setAccessibleName(self.tr("场景"))
        self.list = QListWidget(self)
        self._set_up_list()
        self._present = QPushButton(self.tr("开始汇报"), self)
        self._present.setProperty("primary", True)
        self._present.setToolTip(present.toolTip())
        self._present.clicked.connect(present.trigger)
        self._buttons: list[tuple[str, QToolButton]] = []
        self.capture = self._button("capture", self.tr("把当前视野存为新场景"), self._capture)
        self.update_ = self._button("update", self.tr("用当前视野更新这个场景"), story.update)
        self.copy = self._button("copy", self.tr("再制这个场景"), self._duplicate)
        self.remove = self._button("delete", self.tr("删除这个场景"), self._delete)
        self.notes = QPlainTextEdit(self)
        self.notes.setPlaceholderText(self.tr("讲稿：只在讲稿窗口里显示"))
        self.notes.setAccessibleName(self.tr("讲稿"))
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(NOTES_LINES * self.fontMetrics().lineSpacing() + 24)
        self.notes.textChanged.connect(self._notes_typed)
        self._empty = QLabel(self.tr("还没有场景。\n摆好图层和视野，点相机按钮存成一个。"), self)
        self._empty.setProperty("role", "hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        story.store.changed.connect(self._store_changed)
        session.scene_changed.connect(self._mark)
        session.theme_changed.connect(self._dress)
        thumbnails.ready.connect(self._show_picture)
        self._dress()

    def _set_up_list(self) -> None:
        found = self.list
        found.setAccessibleName(self.tr("场景列表，回车飞到所选场景"))
        found.setIconSize(PICTURE)
        found.setSpacing(2)
        found.setWordWrap(True)
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        found.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        found.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        found.setDefaultDropAction(Qt.DropAction.MoveAction)
        found.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        found.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        found.customContextMenuRequested.connect(self._menu)
        found.itemClicked.connect(lambda item: self._story.show(item.data(ID)))
        found.itemChanged.connect(self._renamed)
        found.model().rowsMoved.connect(self._moved)
        found.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.list
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            item = self.list.currentItem()
            if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._story.show(item.data(ID))
                return True
            if item is not None and event.key() == Qt.Key.Key_Delete:
                self._story.delete(item.data(ID))
                return True
        return super().eventFilter(watched, event)

    def _button(self, name: str, tip: str, act: object) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setIconSize(QSize(18, 18))
        if callable(act):
            button.clicked.connect(lambda: act())
        self._buttons.append((name, button))
        return button

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 8, 8, 4)
        bar.setSpacing(4)
        for _, button in self._buttons:
            bar.addWidget(button)
        bar.addStretch()
        bar.addWidget(self._present)
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 4, 8, 8)
        foot.addWidget(self.notes)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(bar)
        box.addWidget(self.list, 1)
        box.addWidget(self._empty, 1)
        box.addLayout(foot)

    # -- showing ----------------------------------------------------------------------------

    def _dress(self) -> None:
        colors = THEMES[self._session.theme]
        for name, button in self._buttons:
            button.setIcon(icon(name, colors))
        self.list.setStyleSheet(
            f"QListWidget::item {{ border-left: 3px solid transparent; }}"
            f"QListWidget::item:hover {{ background: {colors.hover}; }}"
            f"QListWidget::item:selected {{ background: {colors.tint}; color: {colors.text};"
            f" border-left-color: {colors.accent}; }}"
        )
        self._fill()

    def _store_changed(self, what: frozenset[str]) -> None:
        if "scenes" in what:
            self._fill()
        elif "annotations" in what:
            for scene in self._story.scenes:
                self._thumbnails.picture(scene)

    def _fill(self) -> None:
        """Show the scenes as they are; rows that stay are kept, so that nothing jumps."""
        scenes = self._story.scenes
        with QSignalBlocker(self.list), QSignalBlocker(self.list.model()):
            at = self.list.verticalScrollBar().value()
            self.list.clear()
            for scene in scenes:
                item = QListWidgetItem(scene.title)
                item.setData(ID, scene.id)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
                item.setSizeHint(QSize(0, ROW_PX))
                item.setToolTip(scene_tip(scene))
                item.setIcon(self._icon(scene))
                self.list.addItem(item)
        # A model that was silent has to be looked at anew.
        self.list.reset()
        self.list.verticalScrollBar().setValue(at)
        self.list.setVisible(bool(scenes))
        self._empty.setVisible(not scenes)
        self._present.setEnabled(bool(scenes))
        self._mark()

    def _icon(self, scene: Scene) -> QIcon:
        picture = self._thumbnails.picture(scene)
        ratio = self.devicePixelRatioF()
        if picture is None:
            blank = QPixmap(PICTURE * ratio)
            blank.setDevicePixelRatio(ratio)
            blank.fill(QColor(THEMES[self._session.theme].line))
            return _still(blank)
        return _still(fitted(picture, PICTURE, ratio))

    def _item(self, id_: str | None) -> QListWidgetItem | None:
        items = (self.list.item(row) for row in range(self.list.count()))
        return next((item for item in items if item.data(ID) == id_), None)

    def _show_picture(self, id_: str) -> None:
        item, scene = self._item(id_), self._story.store.workspace.scene.get(id_)
        if item is not None and scene is not None:
            with QSignalBlocker(self.list):
                item.setIcon(self._icon(scene))
            self.list.viewport().update()

    def _mark(self) -> None:
        current = self._story.current
        with QSignalBlocker(self.list):
            self.list.setCurrentItem(self._item(current.id) if current else None)  # type: ignore[arg-type]
        for button in (self.update_, self.copy, self.remove):
            button.setEnabled(current is not None)
        self.notes.setEnabled(current is not None)
        text = current.notes if current else ""
        if self.notes.toPlainText() != text:
            with QSignalBlocker(self.notes):
                self.notes.setPlainText(text)

    # -- doing ------------------------------------------------------------------------------

    def _capture(self) -> None:
        id_ = self._story.capture()
        item = self._item(id_)
        if item is not None:
            self.list.setFocus()
            self.list.editItem(item)

    def _duplicate(self) -> None:
        if self._story.current:
            self._story.show(self._story.duplicate(self._story.current.id))

    def _delete(self) -> None:
        if self._story.current:
            self._story.delete(self._story.current.id)

    def _renamed(self, item: QListWidgetItem) -> None:
        id_ = item.data(ID)
        if item.text().strip():
            self._story.rename(id_, item.text())
        else:
            self._fill()

    def _moved(self) -> None:
        self._story.reorder([self.list.item(row).data(ID) for row in range(self.list.count())])

    def _notes_typed(self) -> None:
        if self._story.current:
            self._story.set_notes(self._story.current.id, self.notes.toPlainText())

    def _menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        if item is None:
            return
        id_, story = item.data(ID), self._story
        menu = QMenu(self)
        menu.addAction(self.tr("飞到这里"), lambda: story.show(id_))
        menu.addAction(self.tr("改标题"), lambda: self.list.editItem(item))
        menu.addAction(self.tr("再制"), lambda: story.duplicate(id_))
        menu.addAction(self.tr("删除"), lambda: story.delete(id_))
        if self._session.scene == id_:
            menu.addAction(self.tr("离开场景"), lambda: self._session.set_scene(None))
        menu.popup(self.list.viewport().mapToGlobal(at))
        menu.aboutToHide.connect(menu.deleteLater)


def _still(picture: QPixmap) -> QIcon:
    """An icon that looks the same when its row is chosen."""
    found = QIcon(picture)
    found.addPixmap(picture, QIcon.Mode.Selected)
    return found


def scene_tip(scene: Scene) -> str:
    """What a scene shows, in a line or two."""
    when = (
        day_words(scene.date)
        if scene.date
        else QCoreApplication.translate("ScenesPanel", "不分时间")
    )
    layers = QCoreApplication.translate("ScenesPanel", "{count} 个图层").format(
        count=len(scene.layers)
    )
    return f"{scene.title}\n{layers} · {when}"
