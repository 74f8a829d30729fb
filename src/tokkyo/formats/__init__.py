"""Readers of source formats: bytes in, source records and problems out. Readers know nothing of each other."""
