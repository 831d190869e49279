"""Links written at one end, made readable from both: records → Site."""
