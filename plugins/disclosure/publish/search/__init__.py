"""The index of the site search, in small files that the browser loads as it needs them."""
