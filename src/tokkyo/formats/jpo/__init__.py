"""Readers of what the Japan Patent Office hands out: standardized data, recorded API answers, document bodies."""
