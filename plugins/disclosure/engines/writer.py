"""Writes a site with all hands: pages as MkDocs draws them, artifacts as they are; what is unchanged is taken over."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from disclosure.collecting import give_back
from disclosure.engines.manifest import Manifest
from disclosure.engines.output_page import OutputFile, OutputPage
from disclosure.engines.parallel import shared_out
from disclosure.engines.remembering import Recollection, Told
from disclosure.publish.output import Artifact, Draft, Page
from disclosure.publish.publish import artifacts, pages
from disclosure.publish.reads import Reads
from disclosure.relate.site import Site

_Learnt = tuple[int, tuple[dict[str, bytes], set[str]], Any, Told]
_SLICES = 400
"""Parts into which all pages are divided; whoever has a hand free takes the next one."""

_TRIM = 2000
"""Artifacts after which memory is given back: an index uses much of it, one thing after another."""

_DEAD = re.compile(r'<(?:input class="md-toggle"|label class="md-overlay")[^>]*>(?:</label>)?')
"""Switches of Material's drawer and search, which only its scripts would use; not valid HTML either."""


class Plan:
    """What is to be written of the open part of a site."""

    def __init__(self, site: Site) -> None:
        self.reads = Reads(site)
        if not self.reads.remembers:
            _ = self.pages  # Each hand will need them.

    @cached_property
    def pages(self) -> list[Page | Draft]:
        """All pages, found by whichever process asks: after an edit, one writes the pages, one the search."""
        return pages(self.reads.whole)


class Writer:
    """One build's hand: it knows how pages look, and which files need not be written again."""

    def __init__(
        self,
        config: MkDocsConfig,
        env: jinja2.Environment,
        manifest: Manifest,
        sources: Mapping[str, str],
        recollection: Recollection,
    ) -> None:
        """`sources`: path of an attachment → hash of the file."""
        self._config, self._env, self._manifest = config, env, manifest
        self._sources, self._recollection = sources, recollection
        self._folder = config.site_dir
        self._root = Path(config.config_file_path or ".").resolve().parent
        self._navigation = Navigation([], [])
        self._templates: dict[str, jinja2.Template] = {}
        self._pages = 0

    def write(
        self,
        plan: Plan,
        looks: Iterable[Artifact],
        progress: Callable[[range, int], None],
        heed: Callable[[], object],
    ) -> int:
        """Write what is planned, and the files of the looks; return the number of pages.

        `progress` is told which pages of how many were written. `heed` is called again and again; it may stop the
        writing by raising something.
        """
        reads = plan.reads
        give_back()
        longest, *others = artifacts(reads, lambda: plan.pages, self._manifest.lies)

        def some(part: int) -> None:
            count = len(plan.pages)
            own = range(count * part // _SLICES, count * (part + 1) // _SLICES)
            for number in own:
                self._page(plan.pages[number], reads)
            self._pages += len(own)
            progress(own, count)

        tasks: list[Callable[[], object]] = [
            partial(self._artifacts, longest, heed),
            *(partial(some, part) for part in range(_SLICES)),
            *(partial(self._artifacts, other, heed) for other in others),
            partial(self._artifacts, lambda: looks, heed),
        ]

        def do(task: int) -> None:
            heed()
            tasks[task]()

        def tell() -> _Learnt:
            return self._pages, self._manifest.learnt(), reads.learnt(), self._recollection.told()

        self._pages = 0
        for count, written, read, told in shared_out(len(tasks), do, begin=self._recollection.begin, tell=tell):
            self._pages += count
            self._manifest.learn(written)
            reads.learn(read)
            self._recollection.hear(told)
        reads.save()
        self._manifest.clear_out(self._folder)
        return self._pages

    def overwrite(self, page: Page, site: Path) -> None:
        """Write one page into a site that is finished already. A file that it may be linked to stays."""
        there = site / page.path
        beside = there.with_name(f".{there.name}")
        beside.write_text(self._drawn(page), "utf-8", errors="xmlcharrefreplace")
        beside.replace(there)

    def _page(self, page: Page | Draft, reads: Reads) -> None:
        if isinstance(page, Draft):
            known = reads.known(page.address, page.recipe)
            if known and self._taken_over(page.path, known):
                return
            made, digest = reads.noted(page.address, page.recipe, page.made, Page.digest)
        else:
            made, digest = page, page.digest()
        if not self._taken_over(page.path, digest):
            text = self._drawn(made).encode("utf-8", errors="xmlcharrefreplace")
            Path(self._place(page.path)).write_bytes(text)

    def _taken_over(self, path: str, digest: bytes) -> bool:
        return self._manifest.takes_over(path, self._manifest.inputs_of_page(digest), self._folder)

    def _drawn(self, output: Page) -> str:
        """Return a page as MkDocs draws it."""
        page = OutputPage(output, OutputFile(output, self._root, self._config), self._config)
        page.read_source(self._config)
        page.render(self._config, Files([]))
        template = self._templates.get(output.template)
        if template is None:
            template = self._templates[output.template] = self._env.get_template(output.template)
        return without_switches(template.render(get_context(self._navigation, (), self._config, page)))

    def _artifacts(self, output: Callable[[], Iterable[Artifact]], heed: Callable[[], object]) -> None:
        for number, artifact in enumerate(output()):
            heed()
            if number % _TRIM == 0:
                give_back()
            if self._manifest.takes_over(artifact.path, self._inputs(artifact), self._folder):
                continue
            place = self._place(artifact.path)
            if artifact.source:
                shutil.copyfile(self._root / artifact.source, place)
            else:
                Path(place).write_bytes(artifact.content())

    def _inputs(self, artifact: Artifact) -> bytes:
        return self._manifest.inputs(artifact, self._sources)

    def _place(self, path: str) -> str:
        place = f"{self._folder}/{path}"
        self._manifest.make_room(place, path)
        return place


def without_switches(html: str) -> str:
    """Return a page without what is dead in the theme."""
    return _DEAD.sub("", html, count=3)
