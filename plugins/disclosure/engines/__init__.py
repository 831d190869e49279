"""The only folder that imports an engine."""
