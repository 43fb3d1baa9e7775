"""A real sentence-transformers model that is small enough to be made in a test."""

from __future__ import annotations

from pathlib import Path

from ingest.embedding import BGE_QUERY_PROMPT


def tiny_model(folder: Path, *, seed: int = 0, query_prompt: str = "") -> Path:
    """A real sentence-transformers model with random weights: two layers, 32 dimensions."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import BertWordPieceTokenizer
    from torch import manual_seed
    from transformers import BertConfig, BertModel, BertTokenizerFast

    parts = folder.with_name(folder.name + "-parts")
    parts.mkdir(parents=True)
    characters = sorted({*"党支部每季度召开员大会一次多久中心组学习检查水电站坝", *BGE_QUERY_PROMPT})
    (parts / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]), "utf-8")
    tokenizer = BertTokenizerFast(tokenizer_object=BertWordPieceTokenizer(str(parts / "vocab.txt"))._tokenizer)
    manual_seed(seed)
    size = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(tokenizer), **size)).save_pretrained(parts)
    tokenizer.save_pretrained(parts)
    modules = [Transformer(str(parts)), Pooling(32)]
    prompts = {"query": query_prompt} if query_prompt else None
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder))
    return folder
