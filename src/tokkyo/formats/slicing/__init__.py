"""Cutting a byte stream into records, one in memory at a time."""
