"""Registered users of the retrieval APIs: applications, IDs and passwords, tokens, daily limits, notices."""
