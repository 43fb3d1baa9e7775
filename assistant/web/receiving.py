"""A multipart request becomes the files of a batch, written while they arrive: no part is ever whole in memory.

Starlette's own form would spool every part to a temporary file before the first one can be refused.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Final

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from assistant.workspace.uploads import MOST_FILES, Batch
from ingest.errors import BadRequest

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MALFORMED: Final = "上传的数据不完整或不合规。请刷新页面后重试"
NO_FILE: Final = "没有收到文件。请先选择文件再上传"
TOO_MUCH: Final = "上传的数据总量超过上限。请分几次上传"


async def receive_files(request: Request, batch: Batch, largest: int) -> None:
    """Fill a batch with the files of a request; other fields of its form are passed over.

    Args:
        request (Request): Its body is multipart/form-data.
        batch (Batch): Empty.
        largest (int): Bytes of one file, at most.

    Raises:
        BadRequest: The body is malformed or cut off, holds no file, too many of them or far too much.
    """
    form = _Form(batch)
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != b"multipart/form-data" or b"boundary" not in options:
        raise BadRequest(MALFORMED)
    try:
        parser = MultipartParser(options[b"boundary"], form.callbacks)
        async for chunk in _bounded(request.stream(), (MOST_FILES + 1) * largest):
            await run_in_threadpool(parser.write, chunk)  # writes to disk
    except FormParserError as error:
        raise BadRequest(MALFORMED) from error
    if not form.is_whole:
        raise BadRequest(MALFORMED)
    if not batch.files:
        raise BadRequest(NO_FILE)


async def _bounded(body: AsyncIterator[bytes], most: int) -> AsyncIterator[bytes]:
    size = 0
    async for chunk in body:
        size += len(chunk)
        if size > most:
            raise BadRequest(TOO_MUCH)
        yield chunk


class _Form:
    """What the parser calls back, in the order of the body."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._field = self._value = b""
        self._disposition = b""
        self._takes = False  # whether the present part is a file
        self.is_whole = False

    @property
    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin_part,
            "on_header_field": self._add_to_field,
            "on_header_value": self._add_to_value,
            "on_header_end": self._end_header,
            "on_headers_finished": self._begin_data,
            "on_part_data": self._add_data,
            "on_part_end": self._end_part,
            "on_end": self._end,
        }

    def _begin_part(self) -> None:
        self._disposition, self._takes = b"", False

    def _add_to_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _add_to_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        if self._field.lower() == b"content-disposition":
            self._disposition = self._value
        self._field = self._value = b""

    def _begin_data(self) -> None:
        """A form without a chosen file sends one part without a name."""
        _, options = parse_options_header(self._disposition)
        if name := options.get(b"filename"):
            self._batch.begin(name.decode(errors="replace"))
            self._takes = True

    def _add_data(self, data: bytes, start: int, end: int) -> None:
        if self._takes:
            self._batch.write(data[start:end])

    def _end_part(self) -> None:
        if self._takes:
            self._batch.finish()

    def _end(self) -> None:
        self.is_whole = True
