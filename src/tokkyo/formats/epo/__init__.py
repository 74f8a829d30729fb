"""Readers of the EPO: DOCDB, OPS answers, EP full text, full texts of other offices."""
