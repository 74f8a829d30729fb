"""Normalising, segmenting, stemming choice: how words are made from text in ten languages."""
