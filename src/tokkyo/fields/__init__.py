"""The field registry: one row per searchable field and per response path."""
