"""Readers of Lens records and Lens exports."""
