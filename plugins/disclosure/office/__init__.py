"""Word, Excel and PDF, before and after the line."""
