"""Outline -> requirements: who must do what, how often, by when, under which document. Pure."""

from ingest.obligations.extract import obligations_of

__all__ = ["obligations_of"]
