"""The records (one kind a file), frozen and validated."""
