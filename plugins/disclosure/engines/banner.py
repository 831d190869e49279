"""Keeps the English banners about MkDocs 2 off the screens of editors.

Material prints its own when it is imported, which MkDocs does as soon as it reads `theme`, long before it asks a plugin
anything. So `mkdocs.yml` names this module: it is imported while that file is being read. ProperDocs prints another one
when a plugin asks for it. Both look at the environment of this process, and nobody else's is touched.
"""

import os

os.environ["NO_MKDOCS_2_WARNING"] = os.environ["DISABLE_MKDOCS_2_WARNING"] = "true"

HIDDEN = True
"""What `mkdocs.yml` names."""
