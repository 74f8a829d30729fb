"""The JPO face: the Patent Information Retrieval APIs and the OPD-API."""
