"""The embedded engine: tantivy in a folder."""

from tokkyo.engine.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
