"""Train the built-in embedding: `python -m ingest.train_embedding --laws FILE --reports FOLDER --out FOLDER`.

A static model: one vector a word, averaged. The recipe is sentence-transformers' for StaticEmbedding (Aarsen, "Train
400x faster static embedding models", 2025): MultipleNegativesRankingLoss over in-batch negatives inside a Matryoshka
loss, on pairs that the texts' own structure gives. Exported in int8 for model2vec. Needs `make train`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from ingest.embedding import CONFIG, VECTORS, StaticEmbedding, fingerprint, unit_rows
from ingest.errors import YaodianError
from ingest.passages import sentences
from ingest.records import FloatMatrix
from ingest.training_pairs import PIECES, Pair, Passage, apart, pairs_of, read_laws, read_reports, train_tokenizer

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformerTrainingArguments
    from tokenizers import Tokenizer

VERSION: Final = 1  # raise it when the recipe or the data change
SEED: Final = 20
DIMENSIONS: Final = 256
MATRYOSHKA: Final = (256, 128, 64)
BATCH: Final = 2_048
EPOCHS: Final = 2
TEMPERATURE: Final = 0.1  # at 0.05 the model is better alone, and adds less to BM25
LEARNING_RATE: Final = 0.2  # static embeddings take rates a thousand times a transformer's (Aarsen 2025)
WARM_UP: Final = 0.1  # of all steps
HELD_OUT: Final = 5_000  # passages that no pair is made from, to measure with
HITS: Final = 10
NAME: Final = f"yaodian-static-{DIMENSIONS}-v{VERSION}"


def main(arguments: Sequence[str]) -> int:
    """Train, export and measure; 0 when the folder is complete."""
    parser = argparse.ArgumentParser(prog="ingest.train_embedding", description=__doc__)
    parser.add_argument("--laws", type=Path, required=True, help="articles.jsonl.gz: law, chapter, text")
    parser.add_argument("--reports", type=Path, required=True, help="a folder of .txt files")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write")
    wanted = parser.parse_args(arguments)
    try:
        make_model([*read_laws(wanted.laws), *read_reports(wanted.reports)], wanted.out)
    except YaodianError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def make_model(passages: Sequence[Passage], out: Path) -> None:
    """From texts to the folder that `StaticEmbedding` loads, with its model card.

    Args:
        passages (Sequence[Passage]): What to learn from; HELD_OUT of them, or a tenth if that is less, measure.
        out (Path): Made if missing; what is in it is replaced.
    """
    chance = random.Random(SEED)
    held_out = set(chance.sample(range(len(passages)), min(HELD_OUT, len(passages) // 10)))
    tokenizer = train_tokenizer(passage.text for passage in passages)
    pairs = pairs_of([passage for n, passage in enumerate(passages) if n not in held_out], chance)
    vectors = train(tokenizer, pairs)
    export(vectors, tokenizer, out)
    unseen = [passages[n].text for n in sorted(held_out)]
    questions = [apart(text, *chance.choice(spans)) for text in unseen if len(spans := sentences(text)) > 1]
    figures = measure(vectors, tokenizer, StaticEmbedding(out), questions)
    (out / "README.md").write_text(card(len(passages), len(pairs), len(questions), figures), encoding="utf-8")


def train(tokenizer: Tokenizer, pairs: Sequence[Pair]) -> FloatMatrix:
    """Learn a vector for every piece.

    Args:
        tokenizer (Tokenizer): Cuts texts into pieces.
        pairs (Sequence[Pair]): Anchors and positives.

    Returns:
        FloatMatrix: Shape (pieces, DIMENSIONS).
    """
    from datasets import Dataset
    from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer
    from sentence_transformers.sentence_transformer.losses import MatryoshkaLoss, MultipleNegativesRankingLoss
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding as Trained
    from torch import manual_seed

    manual_seed(SEED)
    words = Trained(tokenizer, embedding_dim=DIMENSIONS)
    model = SentenceTransformer(modules=[words], device="cpu")
    ranking = MultipleNegativesRankingLoss(model, scale=1 / TEMPERATURE)
    columns = {"anchor": [anchor for anchor, _ in pairs], "positive": [positive for _, positive in pairs]}
    with tempfile.TemporaryDirectory() as work:
        SentenceTransformerTrainer(
            model=model,
            args=_arguments(work),
            train_dataset=Dataset.from_dict(columns),
            loss=MatryoshkaLoss(model, ranking, list(MATRYOSHKA)),
        ).train()
    vectors: FloatMatrix = words.embedding.weight.detach().numpy()
    return vectors


def _arguments(work: str) -> SentenceTransformerTrainingArguments:
    from sentence_transformers import SentenceTransformerTrainingArguments

    return SentenceTransformerTrainingArguments(
        output_dir=work,
        num_train_epochs=EPOCHS,
        per_device_train_batch_size=BATCH,
        learning_rate=LEARNING_RATE,
        warmup_steps=WARM_UP,
        seed=SEED,
        data_seed=SEED,
        save_strategy="no",
        logging_steps=50,
        report_to="none",
        use_cpu=True,
    )


def export(vectors: FloatMatrix, tokenizer: Tokenizer, out: Path) -> None:
    """Write what `StaticEmbedding` loads: vectors in int8, so that the wheel stays small.

    Args:
        vectors (FloatMatrix): Shape (pieces, d).
        tokenizer (Tokenizer): Of these pieces.
        out (Path): The folder; made if missing.
    """
    from model2vec import StaticModel
    from model2vec.quantization import DType, quantize_embeddings

    small = StaticModel(quantize_embeddings(vectors, DType.Int8), tokenizer, normalize=True, max_length=None)
    small.save_pretrained(out)
    (out / VECTORS).chmod(0o644)  # safetensors makes it readable for its owner alone
    config = json.loads((out / CONFIG).read_text(encoding="utf-8")) | {"name": NAME, "sha256": fingerprint(out)}
    (out / CONFIG).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def measure(
    vectors: FloatMatrix, tokenizer: Tokenizer, exported: StaticEmbedding, questions: Sequence[Pair]
) -> dict[str, float]:
    """How often a sentence finds the rest of its passage among those of all questions.

    Args:
        vectors (FloatMatrix): As trained, shape (pieces, d).
        tokenizer (Tokenizer): Of these pieces.
        exported (StaticEmbedding): The same in int8.
        questions (Sequence[Pair]): Sentence and rest; the model has seen neither.

    Returns:
        dict[str, float]: Share among the first HITS, between 0 and 1, for "float32" and "int8".
    """
    from model2vec import StaticModel

    whole = StaticModel(vectors, tokenizer, normalize=True, max_length=None)
    asked, texts = [anchor for anchor, _ in questions], [rest for _, rest in questions]
    return {
        "float32": found_share(unit_rows(whole.encode(asked)), unit_rows(whole.encode(texts))),
        "int8": found_share(exported.documents(asked), exported.documents(texts)),
    }


def found_share(asked: FloatMatrix, texts: FloatMatrix) -> float:
    """Share of rows of `asked`, (n, d), whose own row of `texts`, (n, d), is among the HITS that are closest to it."""
    likeness = asked @ texts.T
    own = np.diagonal(likeness)[:, None]
    return float(np.mean((likeness > own).sum(axis=1) < HITS))


def card(passages: int, pairs: int, questions: int, figures: dict[str, float]) -> str:
    """The model card.

    Args:
        passages (int): Texts learnt from.
        pairs (int): Made of them.
        questions (int): Sentences measured with.
        figures (dict[str, float]): As `measure` returns them.

    Returns:
        str: Markdown.
    """
    return f"""---
language: zh
library_name: model2vec
license: apache-2.0
---

# {NAME}

The built-in embedding of Yaodian: a static model for Chinese official language, one vector a word, averaged.

- Data: {passages:,} passages of official text: articles of Chinese law and regulations (national and local), and the
  annual reports on the work of the government, 2008 to 2022. Nothing else; no question of any question set.
- Pairs: {pairs:,}. Title of law and chapter, and article; a clause, and the rest of its article; a crop as long as a
  question, and the rest below its law's title; a sentence, and the next article of the same chapter.
- Recipe: sentence-transformers, StaticEmbedding of {PIECES:,} pieces (words counted with jieba, and single characters)
  and {DIMENSIONS} dimensions; MultipleNegativesRankingLoss (temperature {TEMPERATURE}, in-batch negatives, batch
  {BATCH:,}) inside MatryoshkaLoss {MATRYOSHKA}; {EPOCHS} epochs, learning rate {LEARNING_RATE}, seed {SEED}.
- Date: {date.today():%Y-%m-%d}. Size: int8 vectors, one scale for all.
- Held out: {questions:,} passages that no pair was made from. A sentence finds the rest of its passage among the first
  {HITS} of these in {figures["float32"]:.1%} of cases with float32, in {figures["int8"]:.1%} with int8.
- Ranking of law articles, beside BM25 and fused with it: `python -m tests.bench.law_ranking`.

Made by:

    python -m ingest.train_embedding --laws articles.jsonl.gz --reports reports --out ingest/weights
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
