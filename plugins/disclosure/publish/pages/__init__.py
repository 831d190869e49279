"""The page kinds, one a file."""
