"""From paths to bounded byte streams: files, folders, compression, archives."""
