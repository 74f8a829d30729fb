"""Pure derivation: families, citations, legal status, identifiers, merging. No input or output."""
