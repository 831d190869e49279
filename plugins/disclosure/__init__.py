"""A static-site generator for the disclosure columns (政务公开) of a Chinese county."""
