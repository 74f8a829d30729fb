"""Invented cases before the Japan Patent Office, as rows of the Patent Information Standardized Data."""
