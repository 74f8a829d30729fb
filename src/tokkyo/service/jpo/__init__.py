"""Use cases of the retrieval APIs: answers assembled from the tables, documents, dossiers, search over cases."""
