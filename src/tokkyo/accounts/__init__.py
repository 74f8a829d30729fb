"""Tokens and, later, registration and daily limits."""
