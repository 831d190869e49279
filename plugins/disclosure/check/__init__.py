"""The rules: Site → findings, one rule a file."""
