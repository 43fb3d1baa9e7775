"""Paragraphs -> a tree of nodes, by their labels: the mutable half of the outline, which gives it addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import groupby
from typing import Final

from ingest.front import is_date_line, is_unit_line
from ingest.labels import Rank, attachment_line, inline_labels, label_of
from ingest.records import Paragraph, TableRow

ITEM_CHARS: Final = 1500  # unnumbered paragraphs belong to the numbered item above them up to here
ITEM_PARAGRAPHS: Final = 4  # more of them are a report in prose, each with an address of its own
HEADED_PARAGRAPHS: Final = 3  # likewise below a bare heading
HEADING_CHARS: Final = 60  # a line without a final stop is a heading up to this length
LIST_LINE_CHARS: Final = 60  # 一个中心：… : a member of a list that a line ending in ： introduces

NOTE_LABEL: Final = "附件说明"  # the list of attachments below a text

# Ranks of nodes that carry no number; see labels.Rank for those that do.
ROOT: Final = 0.0
ATTACHMENT: Final = 0.5  # closes everything but the root
TABLE: Final = 90.0
ROW: Final = 91.0
LOOSE: Final = 99.0  # an unnumbered paragraph: closed by anything

_STOPS: Final = tuple("。！？；：…!?;:")
_CLOSING_LINE: Final = re.compile(r"^(抄送|抄报|主题词|联系人|[（(]联系人|[（(]此件)")
_FURNITURE: Final = re.compile(
    r"^(【?打印(本页)?】?|【?关闭(窗口)?】?|上一篇|下一篇|相关(文章|阅读|推荐)|免责声明|扫码|扫一扫|浏览次数|点击(数|次数)|字体[：:]|"
    r"来源[：:].*(浏览|字体|时间|作者)|责任编辑[：:]|更多.*(公众号|范文|文库)|.*(文库网|公众号).*(关注|下载|分享))"
)
_NUMBER_COLUMN: Final = re.compile(r"^(序号|编号|序)$")
_TABLE_NOTE: Final = re.compile(
    r"[（(]?(?:备[\s　]*注|附[\s　]*注|注释?|说[\s　]*明|(?:填[报表写]|有关|编制)说明)\d?[\s　]*[：:]"
)
_TASK_COLUMN: Final = re.compile(r"任务|工作|事项|内容|项目|措施|名称")


@dataclass(slots=True)
class Node:
    """A branch while the tree grows: own text `content[start:end]`, `words` its first line without the label."""

    label: str
    rank: float
    start: int
    end: int
    words: str
    parent: Node | None = None
    value: int = 0
    group: str = ""  # the full-width row of a table above this row
    cells: tuple[tuple[str, str], ...] = ()
    children: list[Node] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        """A short line without a stop: what follows is below it, not part of it."""
        return len(self.words) <= HEADING_CHARS and not self.words.endswith(_STOPS) and "。" not in self.words

    def path(self) -> list[Node]:
        """From the outermost ancestor to this node, the root left out."""
        return [] if self.parent is None else [*self.parent.path(), self]

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class _Role(Enum):
    LOOSE = auto()
    LABELLED = auto()
    HEADING = auto()
    ROW = auto()
    ATTACHMENT = auto()
    NOTE = auto()  # 附件说明
    CLOSING = auto()
    FOOTNOTE = auto()
    FURNITURE = auto()  # what a web site prints around a text


def grow(content: str, paragraphs: Sequence[Paragraph]) -> Node:
    """Grow the tree of a document's body.

    Args:
        content (str): The document's content, which all offsets count in.
        paragraphs (Sequence[Paragraph]): Those behind the front matter.

    Returns:
        Node: The root, which has no text of its own.
    """
    grower = _Grower()
    roles = _roles(paragraphs)
    for role, pairs in groupby(zip(roles, paragraphs, strict=True), key=lambda pair: pair[0]):
        grower.take(role, [paragraph for _, paragraph in pairs])
    for node in list(grower.root.walk()):
        _cut_inline_list(node, content)
    return grower.root


# --- what a paragraph is ----------------------------------------------------------------------------------------------


def _roles(paragraphs: Sequence[Paragraph]) -> list[_Role]:
    roles = [_role(paragraph) for paragraph in paragraphs]
    for i, paragraph in enumerate(paragraphs):
        if is_date_line(paragraph.text) and roles[i] is _Role.LOOSE:
            _mark_signature(paragraphs, roles, i)
    for i in range(len(paragraphs)):
        if roles[i] is _Role.ATTACHMENT and _is_note(paragraphs, roles, i):
            _mark_note(paragraphs, roles, i)
    return roles


def _role(paragraph: Paragraph) -> _Role:
    text = paragraph.text
    if paragraph.row:
        return _Role.ROW
    if paragraph.style == "footnote":
        return _Role.FOOTNOTE
    if len(text) <= 2 * HEADING_CHARS and attachment_line(text):
        return _Role.ATTACHMENT
    if len(text) <= HEADING_CHARS and _FURNITURE.match(text):
        return _Role.FURNITURE
    if label_of(text):
        return _Role.LABELLED
    if paragraph.style.startswith("heading"):
        return _Role.HEADING
    return _Role.CLOSING if _CLOSING_LINE.match(text) else _Role.LOOSE


def _mark_signature(paragraphs: Sequence[Paragraph], roles: list[_Role], date: int) -> None:
    roles[date] = _Role.CLOSING
    above = date - 1
    while above >= 0 and roles[above] is _Role.LOOSE and is_unit_line(paragraphs[above].text):
        roles[above] = _Role.CLOSING
        above -= 1


def _is_note(paragraphs: Sequence[Paragraph], roles: Sequence[_Role], i: int) -> bool:
    """附件：名称 below the text announces an attachment; the attachment itself has content below its line."""
    line = attachment_line(paragraphs[i].text)
    if line is None or not line.title:
        return False
    following = roles[i + 1] if i + 1 < len(roles) else None
    return following in (None, _Role.ATTACHMENT, _Role.CLOSING) or _is_short_member(paragraphs, i + 1)


def _is_short_member(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """`2.名称` right under `附件：1.名称`."""
    label = label_of(paragraphs[i].text) if i < len(paragraphs) else None
    above = attachment_line(paragraphs[i - 1].text)
    first = label_of(above.title) if above else label_of(paragraphs[i - 1].text)
    return (
        label is not None
        and first is not None
        and label.value == first.value + 1
        and label.rank == first.rank
        and not paragraphs[i].text.endswith("。")
    )


def _mark_note(paragraphs: Sequence[Paragraph], roles: list[_Role], i: int) -> None:
    roles[i] = _Role.NOTE
    while _is_short_member(paragraphs, i + 1):
        i += 1
        roles[i] = _Role.NOTE


# --- the tree ---------------------------------------------------------------------------------------------------------


class _Grower:
    """Takes runs of paragraphs of one role; `open` is the innermost node that may still receive text."""

    def __init__(self) -> None:
        self.root = Node("", ROOT, 0, 0, "")
        self.open = self.root
        self.table = 0  # number of the table that is being read
        self.columns: tuple[str, ...] = ()
        self.group = ""

    def take(self, role: _Role, run: Sequence[Paragraph]) -> None:
        if role is _Role.LOOSE:
            self._take_loose(run)
        elif role in (_Role.CLOSING, _Role.NOTE):
            self._take_whole("落款" if role is _Role.CLOSING else NOTE_LABEL, run)
        elif role is not _Role.FURNITURE:
            one = {
                _Role.LABELLED: self._take_labelled,
                _Role.HEADING: self._take_heading,
                _Role.ROW: self._take_row,
                _Role.ATTACHMENT: self._take_attachment,
                _Role.FOOTNOTE: self._take_footnote,
            }[role]
            for paragraph in run:
                one(paragraph)

    def _take_labelled(self, paragraph: Paragraph) -> None:
        label = label_of(paragraph.text)
        if label is None:
            raise ValueError("a label is asked of a paragraph without one")
        node = self._add(self._parent_for(label.rank), label.text, label.rank, paragraph)
        node.words, node.value = paragraph.text[label.length :], label.value

    def _take_heading(self, paragraph: Paragraph) -> None:
        """A heading of Word's own style but without a number: its words are its label."""
        self._add(self._parent_for(Rank.HEADING), paragraph.text.replace("/", "／"), Rank.HEADING, paragraph)

    def _take_attachment(self, paragraph: Paragraph) -> None:
        line = attachment_line(paragraph.text)
        if line is None:
            raise ValueError("an attachment is asked of a paragraph that is none")
        self._add(self.root, line.label, ATTACHMENT, paragraph).words = line.title

    def _take_footnote(self, paragraph: Paragraph) -> None:
        self._add(self.root, _next_loose_label(self.root), ATTACHMENT, paragraph)

    def _take_whole(self, words: str, run: Sequence[Paragraph]) -> None:
        """Signature or note: one item, however many lines, outside all sections."""
        parent = self._container()
        label = words if words == NOTE_LABEL else _next_loose_label(parent)
        node = self._add(parent, label, ATTACHMENT + 0.1, run[0])
        node.words, node.end = words, run[-1].end
        self.open = parent  # what comes next, as the plan behind a notice's signature, is not below it

    def _take_loose(self, run: Sequence[Paragraph]) -> None:
        if _lacks_its_title(self.open) and len(run[0].text) <= HEADING_CHARS:
            self.open.words, self.open.end = run[0].text, run[0].end  # 附件1, and its title on a line of its own
            run = run[1:]
        if not run:
            return
        if _belongs(self.open, run):
            self.open.end = run[-1].end
            return
        for block in _blocks(run):
            parent = self._parent_of_loose(block[0])
            self._add(parent, _next_loose_label(parent), LOOSE, block[0]).end = block[-1].end
        self._name_opening(run)

    def _parent_of_loose(self, paragraph: Paragraph) -> Node:
        """A note below a table is the table's; other text behind a table is its section's."""
        parent = self._parent_for(LOOSE)
        if parent.rank not in (TABLE, ROW):
            return parent
        return self._parent_for(ROW if _TABLE_NOTE.match(paragraph.text) else TABLE)

    def _name_opening(self, run: Sequence[Paragraph]) -> None:
        """What stands before the first label is 导语: one item, unless it is a long text without labels."""
        first = self.root.children[0]
        if len(self.root.children) == len(_blocks(run)) and first.start == run[0].start:
            first.label = first.words = "导语"
            if run[-1].end - run[0].start <= ITEM_CHARS:
                first.end = run[-1].end
                del self.root.children[1:]
                self.open = first
            else:
                for n, child in enumerate(self.root.children[1:], 1):
                    child.label = f"¶{n}"

    def _take_row(self, paragraph: Paragraph) -> None:
        row = paragraph.row
        if row is None:
            raise ValueError("a row is asked of a paragraph that is none")
        table = self._table_node(row, paragraph)
        values = [cell for cell in row.cells if cell]
        if row.header:
            self.columns = row.cells
        elif len(set(values)) == 1 and len(row.cells) > 2:
            self._take_group(table, paragraph)
        else:
            self._take_entry(table, row, paragraph)

    def _table_node(self, row: TableRow, paragraph: Paragraph) -> Node:
        """The node of the row's table, made at its first row; a header row is the table's own text."""
        if row.table == self.table:
            return next(node for node in reversed(self.open.path()) if node.rank == TABLE)
        self.table, self.columns, self.group = row.table, (), ""
        count = sum(node.rank == TABLE for node in self._container().walk())
        node = self._add(self._parent_for(TABLE), f"表{count + 1}", TABLE, paragraph)
        if not row.header:
            node.end, node.words = node.start, ""
        return node

    def _take_group(self, table: Node, paragraph: Paragraph) -> None:
        """A row of one cell over the full width is a heading inside the table."""
        label = label_of(paragraph.text)
        self._add(table, label.text if label else _next_loose_label(table), ROW, paragraph)
        self.group = paragraph.text

    def _take_entry(self, table: Node, row: TableRow, paragraph: Paragraph) -> None:
        columns = self.columns or ("",) * len(row.cells)
        entries = sum(bool(child.cells) for child in table.children)
        label, words = str(entries + 1), ""
        for name, cell in zip(columns, row.cells, strict=False):
            if _NUMBER_COLUMN.match(name) and cell:
                label = cell.rstrip(".、．")
            elif not words and cell and (not any(columns) or _TASK_COLUMN.search(name)):
                words = cell
        node = self._add(table, label, ROW, paragraph)
        node.words = words or paragraph.text.replace("\t", " ")
        node.group = self.group
        node.cells = tuple((name, cell) for name, cell in zip(columns, row.cells, strict=False) if cell)

    def _add(self, parent: Node, label: str, rank: float, paragraph: Paragraph) -> Node:
        node = Node(label, rank, paragraph.start, paragraph.end, paragraph.text, parent)
        parent.children.append(node)
        self.open = node
        return node

    def _parent_for(self, rank: float) -> Node:
        node = self.open
        while node.parent is not None and node.rank >= rank:
            node = node.parent
        return node

    def _container(self) -> Node:
        """The attachment that is open, or the root."""
        return next((node for node in self.open.path() if node.rank == ATTACHMENT), self.root)


def _next_loose_label(parent: Node) -> str:
    return f"¶{sum(child.label.startswith('¶') for child in parent.children) + 1}"


def _lacks_its_title(node: Node) -> bool:
    return node.rank == ATTACHMENT and not node.words and not node.children


def _belongs(node: Node, run: Sequence[Paragraph]) -> bool:
    """Whether a run of unnumbered paragraphs is part of the item above it (DOMAIN.md, "Numbering")."""
    if node.rank < Rank.PART or node.rank >= TABLE:
        return False
    if node.rank == Rank.CLAUSE:
        return True
    if node.is_heading and node.rank <= Rank.CHINESE:
        return False
    limit = HEADED_PARAGRAPHS if node.is_heading else ITEM_PARAGRAPHS
    return len(run) <= limit and run[-1].end - node.start <= ITEM_CHARS


def _blocks(run: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Unnumbered paragraphs with the lists that they introduce: …如下： and the short lines without a stop under it."""
    blocks: list[list[Paragraph]] = []
    for paragraph in run:
        is_member = len(paragraph.text) <= LIST_LINE_CHARS and not paragraph.text.endswith(_STOPS)
        if blocks and is_member and blocks[-1][0].text.endswith(("：", ":")):
            blocks[-1].append(paragraph)
        else:
            blocks.append([paragraph])
    return blocks


# --- lists inside a paragraph -----------------------------------------------------------------------------------------


def _cut_inline_list(node: Node, content: str) -> None:
    """Cut 一是…二是… out of a node's own text: members become its children, or its siblings if it is 一是 itself."""
    is_member = node.rank == Rank.INLINE
    labels = inline_labels(content[node.start : node.end], node.value if is_member else 1)
    starts = [node.start + label.start for label in labels if not (is_member and label.start == 0)]
    if not starts or node.rank in (ROW, TABLE):
        return
    parent = _list_parent(node, content) if not is_member else node.parent
    if parent is None:
        return
    members = [
        Node(label.text, Rank.INLINE, start, end, content[start + len(label.text) : end], parent, value=label.value)
        for label, start, end in zip(labels[-len(starts) :], starts, [*starts[1:], node.end], strict=True)
    ]
    node.end = starts[0]
    at = 0 if parent is node else parent.children.index(node) + 1
    parent.children[at:at] = members


def _list_parent(node: Node, content: str) -> Node:
    """The only list among a section's unnumbered paragraphs is the section's own: 二/一是 rather than 二/¶1/一是."""
    if node.rank != LOOSE or node.parent is None or node.parent.rank == ROOT:
        return node
    siblings = [c for c in node.parent.children if c.rank == LOOSE or c.rank == Rank.INLINE]
    lists = [c for c in siblings if c.rank == Rank.INLINE or inline_labels(content[c.start : c.end])]
    return node.parent if lists == [node] else node
