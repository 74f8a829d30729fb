"""The engine port and its implementations; an engine returns ids and scores and holds no documents."""
