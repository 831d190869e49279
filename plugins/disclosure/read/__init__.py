"""Opens what editors wrote: text files, YAML, front matter, attachments."""
