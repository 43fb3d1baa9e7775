"""The lexical part of a generation: BM25 in tantivy over our own tokens."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

import tantivy
from tantivy import Occur, Query

from ingest.errors import BrokenIndex
from ingest.index import Batch
from ingest.records import EVERYONE, DocumentId, Filters, IndexedPassage, PassageHit
from ingest.tokens import tokens_of

# Title, headings and text are one field: what a question calls a document by counts like the words of its text, and a
# word in both counts little more than once. Mean reciprocal rank over the questions of data/eval on plan documents and
# reports: 0.90 and 0.69; with three fields, weighted 1, 0.3 and 0.3, 0.87 and 0.66; the text alone 0.86 and 0.65.
WORDS: Final = "words"

MAX_QUERY_TOKENS: Final = 256  # distinct; about 130 characters of Chinese, more than any question has
WRITER_BYTES: Final = 64_000_000  # memory that tantivy fills before it writes a segment
WRITER_THREADS: Final = 1  # more would leave as many small segments behind every commit


class LexicalPart:
    """A tantivy index in a folder of its own. Reads may go on while it writes; one writer at a time.

    Args:
        folder (Path): Exists; empty for a new index, else known to be sound.

    Raises:
        BrokenIndex: tantivy cannot open the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._schema = _schema()
        self._folder = folder
        with _tantivy_errors(folder):
            self._index = tantivy.Index(self._schema, str(folder))
            self._index.config_reader("manual")  # `apply` reloads; the default polls the folder from a thread

    def apply(self, documents: Collection[DocumentId], batches: Iterable[Batch]) -> int:
        """Forget some documents' passages and add others, in one commit.

        Args:
            documents (Collection[DocumentId]): Whose passages to forget; unknown ones do no harm.
            batches (Iterable[Batch]): What to add.

        Returns:
            int: 0, for merges drop what is deleted.

        Raises:
            BrokenIndex: tantivy cannot write.
        """
        with _tantivy_errors(self._folder):
            writer = self._index.writer(WRITER_BYTES, WRITER_THREADS)
            for document in documents:
                writer.delete_documents_by_term("document", document)
            for passages, _ in batches:
                for passage in passages:
                    writer.add_document(_document(passage))
            writer.commit()
            # Merges run behind a commit; the files must be at rest before they are hashed.
            writer.wait_merging_threads()
            self._index.reload()
        return 0

    def search(self, text: str, limit: int, filters: Filters) -> list[PassageHit]:
        """Rank passages by BM25.

        Args:
            text (str): A question; only its tokens matter, so that no character in it is an operator.
            limit (int): How many at most.
            filters (Filters): Who asks, and for what.

        Returns:
            list[PassageHit]: Best first; passages without any of the tokens are not among them.
        """
        words = self._words(text)
        if not words:
            return []
        must = [Query.boolean_query(words), *self._limits(filters)]
        searcher = self._index.searcher()
        hits = searcher.search(Query.boolean_query([(Occur.Must, q) for q in must]), limit, count=False).hits
        ids = cast("list[int]", searcher.fast_field_values("id", [address for _, address in hits]))
        return [PassageHit(id_, score) for id_, (score, _) in zip(ids, hits, strict=True)]

    def close(self) -> None:
        """Nothing is held but mapped files, which go with the object."""

    def _words(self, text: str) -> list[tuple[Occur, Query]]:
        tokens = list(dict.fromkeys(tokens_of(text)))[:MAX_QUERY_TOKENS]
        return [(Occur.Should, Query.term_query(self._schema, WORDS, token, "freq")) for token in tokens]

    def _limits(self, filters: Filters) -> Iterator[Query]:
        """What a passage must meet; worth nothing in the score."""
        scopes = sorted({_scope_term(EVERYONE), _scope_term(filters.reader)})
        wanted = (
            ("scope", scopes),
            ("year", filters.years),
            ("kind", filters.kinds),
            ("unit", filters.units),
            ("file", filters.files),
        )
        for field, values in wanted:
            if values:
                yield Query.const_score_query(Query.term_set_query(self._schema, field, list(values)), 0.0)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(WORDS, tokenizer_name="whitespace", index_option="freq")
    for field in ("kind", "unit", "file", "scope"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    # Signed: an int that is passed to an unsigned field kills the writer (HAZARDS.md).
    builder.add_integer_field("id", fast=True)
    builder.add_integer_field("document", indexed=True)
    builder.add_integer_field("year", indexed=True)
    return builder.build()


def _document(passage: IndexedPassage) -> tantivy.Document:
    document = tantivy.Document()
    document.add_integer("id", passage.id)
    document.add_integer("document", passage.document)
    if passage.year is not None:
        document.add_integer("year", passage.year)
    document.add_text(WORDS, " ".join(map(_tokens, (passage.title, passage.headings, passage.text))))
    for field, name in (("kind", passage.kind), ("unit", passage.unit), ("file", passage.file)):
        document.add_text(field, name)
    document.add_text("scope", _scope_term(passage.scope))
    return document


@lru_cache(maxsize=2**10)  # a title comes with every passage of its document, headings with each of its item
def _tokens(text: str) -> str:
    return " ".join(tokens_of(text))


def _scope_term(scope: str) -> str:
    """A term that is never empty, as EVERYONE's name is."""
    return f"@{scope}"


@contextmanager
def _tantivy_errors(folder: Path) -> Iterator[None]:
    """Turn tantivy's errors, all of them ValueError, into ours."""
    try:
        yield
    except ValueError as error:
        raise BrokenIndex(f"词面索引出错：{folder}（{error}）。请重建索引") from error
