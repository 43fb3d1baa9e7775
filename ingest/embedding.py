"""Texts -> matrix (n, d). The only module that knows an embedding library; `load_embedding` is the door.

The built-in embedding is a static model, one vector a word, that `ingest.train_embedding` made from official text; it
lies beside this module in weights/ and needs neither network nor torch. A sentence-transformers model named in the
settings takes its place. A name ends with a hash of the model's files, since vectors of two models must never mix.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

import numpy as np

from ingest.errors import BadRequest, BrokenModel
from ingest.records import FloatMatrix, FloatVector
from ingest.words import TOKENIZER, WEIGHTS, tokenizer

if TYPE_CHECKING:
    from model2vec import StaticModel
    from sentence_transformers import SentenceTransformer

BUILT_IN: Final = "builtin"
VECTORS: Final = "model.safetensors"
CONFIG: Final = "config.json"  # model2vec's, with the model's name and a checksum of the other two files

HASH_CHARS: Final = 12  # of a name; 48 bits tell the few models of one library apart
MODEL_FILES: Final = ("*.json", "*.safetensors", "*.txt", "*.model")  # what makes a model; a README does not
# BAAI's bge models for Chinese name this prompt in their model cards only, not in their configuration.
BGE_QUERY_PROMPT: Final = "为这个句子生成表示以用于检索相关文章："
_BGE: Final = re.compile(r"bge-(?:small|base|large)-zh")


@runtime_checkable
class Embedding(Protocol):
    """Turns texts into rows of unit length; rows of two embeddings of different names must never be compared."""

    name: str
    dimensions: int

    def documents(self, texts: Sequence[str]) -> FloatMatrix:
        """Embed passages: (len(texts), dimensions)."""
        ...

    def query(self, text: str) -> FloatVector:
        """Embed a question: (dimensions,)."""
        ...


def load_embedding(name: str) -> Embedding:
    """Load the embedding that the settings name.

    Args:
        name (str): "builtin", a local folder, or the name of a sentence-transformers model on this machine.

    Returns:
        Embedding: Ready to use.

    Raises:
        BadRequest: If there is no such model, or sentence-transformers is not installed.
        BrokenModel: If the built-in model's files are missing or damaged.
    """
    return StaticEmbedding(WEIGHTS) if name == BUILT_IN else SentenceTransformerEmbedding(name)


class StaticEmbedding:
    """The mean of a text's word vectors; loaded by model2vec, without torch.

    Args:
        folder (Path): As `ingest.train_embedding` leaves it.

    Raises:
        BrokenModel: A file is missing, or is not the one that was trained.
    """

    def __init__(self, folder: Path) -> None:
        self.name = _checked_name(folder)
        self._model = _static_model(folder)
        self.dimensions = self._model.dim

    def documents(self, texts: Sequence[str]) -> FloatMatrix:
        """Embed passages: (len(texts), dimensions)."""
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        return unit_rows(self._model.encode(texts, use_multiprocessing=False))

    def query(self, text: str) -> FloatVector:
        """Embed a question: (dimensions,)."""
        vector: FloatVector = self.documents([text])[0]
        return vector


class SentenceTransformerEmbedding:
    """Any sentence-transformers model; imports torch.

    Args:
        model (str): A local folder, or a name on the hub whose files are on this machine already.

    Raises:
        BadRequest: There is no such model, or sentence-transformers is not installed.
    """

    def __init__(self, model: str) -> None:
        folder = _folder_of(model)
        self._model = _sentence_transformer(model, folder)
        if not self._model.prompts.get("query") and _BGE.search(model):
            self._model.prompts["query"] = BGE_QUERY_PROMPT
        files = {path for pattern in MODEL_FILES for path in folder.rglob(pattern)}
        self.name = named(folder.name if Path(model).exists() else model, _digest(folder, files))
        self.dimensions = int(self._model.get_embedding_dimension() or 0)

    def documents(self, texts: Sequence[str]) -> FloatMatrix:
        """Embed passages with the model's document prompt, if it has one: (len(texts), dimensions)."""
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        return unit_rows(self._model.encode_document(list(texts), show_progress_bar=False))

    def query(self, text: str) -> FloatVector:
        """Embed a question with the model's query prompt: (dimensions,)."""
        vector: FloatVector = unit_rows(self._model.encode_query([text], show_progress_bar=False))[0]
        return vector


def named(model: str, digest: str) -> str:
    """The name that an embedding's vectors are kept under: tiny@0a1b2c3d4e5f."""
    return f"{model}@{digest[:HASH_CHARS]}"


def fingerprint(folder: Path) -> str:
    """SHA-256 of the built-in model's vectors and tokenizer together, in hex."""
    return _digest(folder, [folder / VECTORS, folder / TOKENIZER])


def _checked_name(folder: Path) -> str:
    """The name of the built-in model, whose files are those that were trained."""
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        name, expected, found = config["name"], config["sha256"], fingerprint(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BrokenModel(f"内置向量模型缺失或损坏：{folder}。请重新安装要点") from error
    if found != expected:
        raise BrokenModel(f"内置向量模型的文件被改动：{folder}。请重新安装要点")
    return named(name, found)


def _static_model(folder: Path) -> StaticModel:
    """Put together what was checked; model2vec's own loader imports huggingface_hub, which takes half a second."""
    from model2vec import StaticModel
    from safetensors.numpy import load_file

    vectors = load_file(folder / VECTORS)["embeddings"]
    return StaticModel(vectors, tokenizer(folder), max_length=None)


def _folder_of(model: str) -> Path:
    """The folder of a model on this machine; nothing is downloaded."""
    if Path(model).is_dir():
        return Path(model).resolve()
    try:
        from huggingface_hub import snapshot_download

        return Path(snapshot_download(model, local_files_only=True))
    except (ImportError, OSError, ValueError) as error:
        raise _unknown(model) from error


def _sentence_transformer(model: str, folder: Path) -> SentenceTransformer:
    try:
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise BadRequest(f"没有安装 sentence-transformers，无法使用模型：{model}。请运行 make models") from error
    try:
        return SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True}
        )
    except (OSError, ValueError, SafetensorError) as error:
        raise _unknown(model) from error


def _unknown(model: str) -> BadRequest:
    return BadRequest(f"无法加载向量模型：{model}。请检查 YAODIAN_EMBEDDING 是模型目录或本机已有的模型名")


def _digest(folder: Path, files: Iterable[Path]) -> str:
    """SHA-256 over files, and their places in the folder, in hex."""
    whole = hashlib.sha256()
    for path in sorted(files):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        whole.update(f"{path.relative_to(folder)} {content}\n".encode())
    return whole.hexdigest()


def unit_rows(rows: object) -> FloatMatrix:
    """Scale rows to unit length; a row of zeros (a text without words) stays zero."""
    matrix = np.asarray(rows, np.float32)
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: FloatMatrix = np.divide(matrix, norms, out=np.zeros_like(matrix), where=norms > 0)
    return scaled
