"""The library as a LangChain retriever, for programs that are built on LangChain.

Apart from `assistant.search`, since LangChain's import costs more than a search does.
"""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import InstanceOf

from assistant.search import search
from ingest.home import Home
from ingest.records import Filters, ItemHit


class ItemRetriever(BaseRetriever):
    """Items as LangChain documents: the item's own text, with its place as metadata.

    Metadata: file, version, document (title), address, start, end (offsets in the version's content), page, year, kind,
    unit, tense and score (higher is better, comparable within one question only).
    """

    home: InstanceOf[Home]
    k: int = 10
    filters: Filters = Filters()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager  # LangChain passes it; nothing here calls back
        return [_document(hit) for hit in search(self.home, query, self.k, self.filters)]


def _document(hit: ItemHit) -> Document:
    metadata: dict[str, Any] = {
        "file": hit.document.file,
        "version": hit.document.version,
        "document": hit.document.title,
        "address": hit.item.address,
        "start": hit.item.start,
        "end": hit.item.end,
        "page": hit.item.page,
        "year": hit.document.year,
        "kind": hit.document.kind,
        "unit": hit.document.unit,
        "tense": hit.item.tense,
        "score": hit.score,
    }
    return Document(page_content=hit.item.text, metadata=metadata)
