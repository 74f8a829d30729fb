"""Tokkyo: a patent information service that anyone can run on their own data."""

__version__ = "0.1.0"
