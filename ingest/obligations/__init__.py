"""Outline -> requirements: who must do what, how often, by when, under which document. Pure."""

from ingest.obligations.extract import EXTRACTOR_VERSION, obligations_of

__all__ = ["EXTRACTOR_VERSION", "obligations_of"]
