"""Readers of the USPTO: grants, applications, APS text, sequence listings."""
