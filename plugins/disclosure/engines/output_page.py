"""Our pages and artifacts as MkDocs knows pages and files; nothing of them lies in `content/`."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from disclosure.publish.output import Artifact, Output, Page


class OutputFile(File):
    """A page or an artifact of ours as a MkDocs file; nothing of it lies in `content/`."""

    def __init__(self, output: Output, root: Path, config: MkDocsConfig) -> None:
        path = output.path
        page = isinstance(output, Page)
        super().__init__(
            f"{path.removesuffix('.html')}.md" if page else path,
            None,
            config.site_dir,
            True,
            dest_uri=path,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.generated_by = "disclosure"
        if isinstance(output, Artifact) and output.source:
            self.abs_src_path = str(root / output.source)
        else:
            self._content = "" if isinstance(output, Page) else output.data


class OutputPage(MkDocsPage):
    """A page that is rendered already: no Markdown is read, and its template and view are ours."""

    def __init__(self, output: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(output.title, file, config)
        self._output = output

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Take the view for the meta data."""
        self.markdown = ""
        self.meta = {"template": self._output.template, "view": self._output.view, "title": self._output.title}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Take the rendered body for the content."""
        self.content = self._output.html
        self.toc = get_toc([])
        self.present_anchor_ids = set()
