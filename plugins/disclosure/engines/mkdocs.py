"""The MkDocs plugin: hands our pages and artifacts to MkDocs (or ProperDocs), and nothing more."""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import jinja2
from mkdocs.config.base import Config
from mkdocs.config.config_options import Choice, Dir, Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from disclosure.build import Gathered, Sources, gathered, glimpse, stopping, today_in_china
from disclosure.collecting import collecting_seldom
from disclosure.engines.bundles import bundles
from disclosure.engines.leaks import leaked, strangers
from disclosure.engines.manifest import Manifest, looks_of
from disclosure.engines.output_page import OutputFile, OutputPage
from disclosure.engines.parallel import Apart
from disclosure.engines.preview import Preview
from disclosure.engines.remembering import Recollection, Told, memory_of
from disclosure.engines.shelf import FOLDER, FileShelf, shelf_of
from disclosure.engines.staging import Lying, Staging, linked_tree, lying_in
from disclosure.engines.templates import ComponentTemplate, KeptTemplates, environment_of
from disclosure.engines.writer import Plan, Writer, without_switches
from disclosure.memory import Memory, remembering
from disclosure.model.address import Spelling
from disclosure.problem import Grade, Problem
from disclosure.publish.output import Artifact, Output, Page
from disclosure.publish.publish import publish
from disclosure.publish.search.keeping import names_of
from disclosure.read.known_files import ChangedMeanwhile
from disclosure.relate.gate import open_part, open_writings
from disclosure.relate.site import Site
from disclosure.text.dates import parse_date

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.disclosure")

_OF_THE_THEME = re.compile(r"assets/stylesheets/main\.[0-9a-f]+\.min\.css")
"""What is taken from Material: its stylesheet. Its scripts, fonts, icons and search stay where they are."""

_RECORDS = 1_000_000
"""Objects that come when twenty thousand records are made of what is known: hardly one of them is garbage."""
_STEP = 2000
"""Pages between two lines of progress."""


class DisclosureConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves this hook untyped.
    """The options of `disclosure`, written in `mkdocs.yml`."""

    catalogs = Dir(exists=True, default="catalogs")
    """The folder that holds the county, its agencies and its catalogues; beside `docs_dir`."""
    addresses = Choice([spelling.value for spelling in Spelling], default=Spelling.WEB.value)
    """`web`: links end in `/`. `folder`: links name `index.html`, for a site opened from a folder (terminal)."""
    today = Optional(Type((str, dt.date)))
    """The day the site is made for, such as 2026-03-01; empty: today in Asia/Shanghai."""


class OpenFiles(Files):
    """What is written. MkDocs asks for all pages at every page that it renders: without `settle`, a square of them."""

    _pages: Sequence[File] | None = None

    def settle(self) -> None:
        """Take note of the pages, which do not change any more."""
        self._pages = super().documentation_pages()

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> Sequence[File]:
        """Return the files that become pages."""
        if self._pages is not None and inclusion == InclusionLevel.is_included:
            return self._pages
        return super().documentation_pages(inclusion=inclusion)


class DisclosurePlugin(BasePlugin[DisclosureConfig]):  # type: ignore[no-untyped-call]  # The same hook.
    """Builds the disclosure site inside a MkDocs build."""

    def __init__(self) -> None:
        self._staging: Staging | None = None
        self._gathered: Gathered | None = None
        self._spare: Path | None = None
        """Where the site before the last one is put by."""
        self._lying: Apart[Lying | None] | None = None
        """What lies there; another process looks while this one reads."""
        self._copied: list[str] | None = None
        """The files that MkDocs copies into the site, where nobody but us says which."""
        self._verdict: Apart[tuple[tuple[Problem, ...], Told | None]] | None = None
        """The check, which another process makes while this one writes; the new site waits for it."""
        self._problems: tuple[Problem, ...] = ()
        self._site: Site | None = None
        """What is open to the public."""
        self._outputs: list[Output] = []
        """What MkDocs is to write: everything when other plugins have a hand in it, else nothing but the looks."""
        self._pages = 0
        self._writer: Writer | None = None
        self._shelf: FileShelf | None = None
        self._memory: Memory | None = None
        self._manifest: Manifest | None = None
        self._meanwhile = ExitStack()
        """What holds while a build runs."""
        self._hidden = ExitStack()
        """Brings back what is hidden from MkDocs while it collects files."""
        self._begun = 0.0
        self._written = 0
        self._serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002
        """Note whether more builds are to come in this process."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Turn the build aside, so that the site that is online stays until the new one is whole."""
        self._begun = time.monotonic()
        self._written = 0
        self._staging = Staging(Path(config.site_dir))
        config.site_dir = str(self._staging.folder)
        cast(Any, config.theme).get_env = partial(environment_of, config.theme)
        config.theme.static_templates = set()  # 404.html and sitemap.xml are outputs of ours.
        config.extra_css = []
        config.extra_javascript = []
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and relate everything, and begin to check it."""
        log.info("正在读取和检查 …")
        self._meanwhile.enter_context(collecting_seldom())
        if self._shelf is None:
            self._shelf = shelf_of(self.sources(config).root)
        self._spare = self.sources(config).root / FOLDER / "spare" if self._shelf and self._alone(config) else None
        if self._spare:
            self._lying = Apart(partial(self._look, self._spare, cast(Staging, self._staging).site))
        if self._shelf and self._memory is None:
            self._memory = memory_of(self._shelf)
        if self._shelf and self._memory:
            self._shelf.fetch(names_of(self._memory))
        with remembering(self._memory), _stopped_by_changes(), collecting_seldom(_RECORDS):
            self._gathered = gathered(self.sources(config), self._today())
            with suppress(Exception):  # Wrong data may stop it anywhere; then the check says why.
                open_writings(self._gathered.site)  # Before there are two who ask for them.
            self._verdict = self._judging(self._gathered)
        if self._alone(config):
            self._hide_sources(config)
        else:  # Nobody else is to see anything of a site that is not in order.
            self._settle(config)
            self._site = open_part(self._gathered.site)

    def _look(self, spare: Path, site: Path, apart: bool) -> Lying | None:
        """Return what lies in the tree to begin with. After a first build there is none: another process makes it."""
        known = self._shelf is not None and self._shelf.knows_anything
        if apart and known and site.is_dir() and not spare.exists():
            linked_tree(site, spare)
        return lying_in(spare, site)

    def _judging(self, found: Gathered) -> Apart[tuple[tuple[Problem, ...], Told | None]]:
        recollection = Recollection(self._shelf, self._memory)
        if self._shelf:
            self._shelf.wait()

        def judge(apart: bool) -> tuple[tuple[Problem, ...], Told | None]:
            if apart:
                recollection.begin()
            return found.problems(), recollection.told() if apart else None

        return Apart(judge)

    def _heed(self, config: MkDocsConfig) -> None:
        """Hear the verdict when it is there."""
        if self._verdict is not None and self._verdict.over():
            self._settle(config)

    def _settle(self, config: MkDocsConfig) -> None:
        """Wait for the verdict and tell every problem; stop when one of them is grave."""
        if self._verdict is None:
            return
        with remembering(self._memory), _stopped_by_changes():
            (self._problems, told), self._verdict = self._verdict.outcome(), None
        if told is not None:
            Recollection(self._shelf, self._memory).hear(told)
        for problem in self._problems:
            level = {Grade.ERROR: logging.ERROR, Grade.WARNING: logging.WARNING, Grade.DUTY: logging.DEBUG}[
                problem.grade
            ]
            log.log(level, "%s", problem)
        if grave := stopping(self._problems, strict=bool(config.strict)):
            raise Abort(f"有 {len(grave)} 处要先改正，原来的网站没有动。")

    def _hide_sources(self, config: MkDocsConfig) -> None:
        """Let MkDocs collect files in an empty folder: of ten thousand sources it would find, none is kept."""
        self._hidden.callback(setattr, config, "docs_dir", config.docs_dir)
        config.docs_dir = config.site_dir

    def sources(self, config: MkDocsConfig) -> Sources:
        """Return where the sources lie, by the options of this build."""
        root = Path(config.config_file_path or ".").resolve().parent
        return Sources(
            root,
            catalogs=Path(os.path.relpath(self.config.catalogs, root)).as_posix(),
            content=Path(os.path.relpath(config.docs_dir, root)).as_posix(),
            spelling=Spelling(self.config.addresses),
            base_url=config.site_url or "",
        )

    def _today(self) -> dt.date:
        today = self.config.today  # YAML reads 2026-03-01 as a date already, and 2026年3月1日 as text.
        if isinstance(today, dt.date):
            return today
        try:
            return parse_date(str(today)) if today else today_in_china()
        except ValueError as error:
            raise Abort(f"mkdocs.yml 的 today：{error}") from None

    @event_priority(100)  # First, so that every other plugin sees our pages.
    def _only_open_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Drop everything that was collected, and add what is open to the public."""
        self._hidden.close()
        kept = Files([file for file in files if _of_the_theme(file, config)])
        root = Path(config.config_file_path or ".").resolve().parent
        self._outputs = []
        if not self._alone(config):
            self._outputs = [*publish(cast(Site, self._site)), *_looks(config)]
            self._pages = sum(isinstance(output, Page) for output in self._outputs)
        for output in self._outputs:
            file = OutputFile(output, root, config)
            if isinstance(output, Page):
                OutputPage(output, file, config)
            kept.append(file)
        return kept

    def _alone(self, config: MkDocsConfig) -> bool:
        """Say whether nobody else has a hand in the pages.

        Otherwise MkDocs writes them one by one, each anew: we cannot know what another plugin makes them from.
        """
        return not config.hooks and all(plugin is self for plugin in config.plugins.values())

    def _write(self, env: jinja2.Environment, config: MkDocsConfig) -> None:
        """Write everything at once."""
        staging = cast(Staging, self._staging)
        self._heed(config)
        self._site = site = open_part(cast(Gathered, self._gathered).site)
        files = {path: file.sha256 for path, file in site.attachments.items()}
        log.info("正在生成网页和搜索 …")
        lying: Lying = {}
        if self._spare and self._lying:
            lying = staging.begin_with(self._spare, self._lying.outcome())
        with remembering(self._memory):
            plan = Plan(site)
        if not plan.reads.remembers:  # Where all is to be made, it does not pay to go on without the verdict.
            self._settle(config)
        self._manifest = Manifest(self._shelf, staging.site, looks_of(config), lying)
        self._writer = Writer(config, env, self._manifest, files, Recollection(self._shelf, self._memory))
        with remembering(self._memory):
            self._pages = self._writer.write(plan, _looks(config), _progress, partial(self._heed, config))

    def _put_away(self, *, serving: bool = False) -> None:
        """Leave for the next build what this one found out; while a site is served, that is in this process."""
        for apart in (self._verdict, self._lying):
            if apart is not None:
                apart.stop()
        self._verdict = self._lying = None
        if self._memory is not None:
            self._memory.save()
        self._manifest = None
        self._meanwhile.close()
        if serving and self._shelf is not None:
            self._shelf.rest()
        elif self._shelf is not None:
            self._shelf.close()
        if not serving:
            self._memory = self._shelf = None

    @event_priority(-100)  # Last, because another plugin may have brought files of the sources back.
    def _no_sources(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Drop whatever another plugin took from the folders of the sources, and all pages that are not ours."""
        return OpenFiles([file for file in files if not self._is_closed(file, config)])

    on_files = CombinedEvent(_only_open_files, _no_sources)

    @event_priority(-100)  # Last, for the same reason: a file may come with the navigation.
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Drop what came late, and return an empty navigation: Material would draw it on every page."""
        self._drop_closed(files, config)
        return Navigation([], [])

    def _is_closed(self, file: File, config: MkDocsConfig) -> bool:
        """Say whether a file may not reach the site. A page of another plugin may not: it was not reviewed."""
        if isinstance(file, OutputFile):
            return False
        return file.is_documentation_page() or _from(file, self._source_folders(config))

    def _drop_closed(self, files: Files, config: MkDocsConfig) -> None:
        for file in [file for file in files if self._is_closed(file, config)]:
            files.remove(file)

    def _source_folders(self, config: MkDocsConfig) -> tuple[str, ...]:
        return tuple(os.path.realpath(folder) + os.sep for folder in (config.docs_dir, self.config.catalogs))

    @event_priority(-100)  # Last, for the same reason: files may come after `on_files`.
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Escape everything that templates print; MkDocs prints raw. Drop what came late."""
        self._drop_closed(files, config)
        if isinstance(files, OpenFiles):
            files.settle()
        env.autoescape = True
        env.trim_blocks = env.lstrip_blocks = True
        if self._shelf is not None:
            env.bytecode_cache = KeptTemplates(self._shelf)
        stylesheet = next((file.dest_uri for file in files if _OF_THE_THEME.fullmatch(file.src_uri)), "")
        env.globals["once"] = _once()
        env.filters["material_asset"] = lambda _: stylesheet
        env = env.overlay(cache_size=-1)  # All templates are held; to keep count of the last used ones takes longer.
        env.template_class = ComponentTemplate
        self._copied = None
        if self._alone(config):
            self._copied = [file.dest_uri for file in files]
            try:
                with _stopped_by_changes():
                    self._write(env, config)
            except Exception:
                self._settle(config)  # Wrong data may stop it anywhere; then the check says why.
                raise
            self._settle(config)
        return env

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002
        """Watch the catalogues and the templates too; MkDocs watches `content/` by itself."""
        for folder in (self.config.catalogs, config.theme.custom_dir):
            if folder:
                server.watch(folder)
        server.builder = Preview(server, config.docs_dir, lambda path: self._show(path, config))
        return server

    def _show(self, path: str, config: MkDocsConfig) -> bool:
        """Write the page of an edited text into the site that is served; say whether there is one to be seen."""
        sources = self.sources(config)
        name = Path(path).relative_to(sources.root).as_posix()
        if self._writer is None or not path.endswith(".md"):
            return False
        page = glimpse(sources, cast(Gathered, self._gathered), name)
        if page is not None:
            self._writer.overwrite(page, cast(Staging, self._staging).site)
        return page is not None

    def on_page_context(
        self,
        context: Any,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,  # noqa: ARG002
    ) -> Any:
        """Stop at a page that is not ours: it came after every gate."""
        if not isinstance(page.file, OutputFile):
            raise Abort(f"另一个插件放进了没有经过审查的网页（{page.file.src_uri}），原来的网站没有动。请停用它。")
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Take out what is dead in the theme, and count the pages aloud when there are many."""
        self._written += 1
        _progress(range(self._written - 1, self._written), self._pages)
        return without_switches(output)

    @event_priority(-100)  # Last, so that what other plugins write at the end is in the site when it is swapped in.
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Swap the finished site in, and say what there is."""
        staging = cast(Staging, self._staging)
        self._look_for_leaks(staging.folder, config)
        if config.strict and any(_counted(handler) for handler in logging.getLogger("mkdocs").handlers):
            raise Abort("有提醒，按 --strict 的要求不更新网站；原来的网站没有动。")
        log.info("正在换上新网站 …")
        try:
            staging.swap(self._spare)
        except OSError as error:
            raise Abort(f"新网站换不进去（{error.strerror}：{error.filename}），原来的网站没有动。") from error
        config.site_dir = str(staging.site)
        if self._manifest is not None:
            self._manifest.save(staging.site)
        for line in self._summary(staging.site):
            log.info("%s", line)
        self._put_away(serving=self._serving)

    def on_build_error(self, *, error: BaseException) -> None:  # noqa: ARG002
        """Throw away the half-built site; what was found out stays known."""
        self._hidden.close()
        self._put_away()
        if self._staging is not None:
            self._staging.discard(self._spare)

    def on_shutdown(self) -> None:
        """Throw away what was half-built when the build was stopped by hand, and forget that a site was served."""
        self.on_build_error(error=KeyboardInterrupt())
        self._serving = False

    def _look_for_leaks(self, folder: Path, config: MkDocsConfig) -> None:
        """Stop when another plugin wrote a file into the site that is, byte for byte, one of the closed sources."""
        root = self.sources(config).root
        ours = self._manifest.paths if self._manifest is not None else {output.path for output in self._outputs}
        public = {os.path.realpath(root / path) for path in cast(Site, self._site).attachments}
        places = strangers(folder, ours) if self._copied is None else self._copied
        if where := leaked(folder, self._source_folders(config), places=places, public=public):
            raise Abort(f"另一个插件把没有公开的文件放进了网站（{where}），原来的网站没有动。请停用它。")

    def _summary(self, site: Path) -> Iterator[str]:
        read = cast(Gathered, self._gathered).site
        counts = (
            ("公开事项", len(read.items)),
            ("公开信息", len(read.documents)),
            ("政策解读", len(read.interpretations)),
            ("政策问答", len(read.questions)),
            ("机构", len(read.agencies)),
        )
        grades = Counter(problem.grade for problem in self._problems)
        files = len(self._manifest.paths) if self._manifest is not None else len(self._outputs)
        yield "读到  " + "  ".join(f"{name} {count}" for name, count in counts)
        yield "问题  " + "  ".join(f"{grade.value} {grades[grade]}" for grade in Grade)
        yield f"写出  网页 {self._pages}  其他文件 {files - self._pages}  用时 {time.monotonic() - self._begun:.1f} 秒"
        yield f"网站在  {site}"


@contextmanager
def _stopped_by_changes() -> Iterator[None]:
    try:
        yield
    except ChangedMeanwhile as reason:
        raise Abort(str(reason)) from None


def _looks(config: MkDocsConfig) -> list[Artifact]:
    return [Artifact(path, data) for path, data in bundles(Path(config.theme.custom_dir or ".")).items()]


def _progress(written: range, total: int) -> None:
    steps = written.stop // _STEP
    if steps > written.start // _STEP:
        log.info("已写 %d 页 / 共 %d 页", steps * _STEP, total)


def _once() -> Callable[..., str]:
    """Return what draws a part of a template once for all pages of a build that share the key it is called with."""
    drawn: dict[tuple[object, ...], str] = {}

    def once(*key: object, caller: Callable[[], str]) -> str:
        if key not in drawn:
            drawn[key] = caller()
        return drawn[key]

    return once


def _of_the_theme(file: File, config: MkDocsConfig) -> bool:
    """Say whether a collected file belongs to the site's looks: ours, or the stylesheet of Material."""
    if file.src_dir is None or os.path.realpath(file.src_dir) == os.path.realpath(config.docs_dir):
        return False
    ours = config.theme.custom_dir
    if ours is not None and os.path.realpath(file.src_dir) == os.path.realpath(ours):
        return file.src_uri.startswith("assets/")
    return _OF_THE_THEME.fullmatch(file.src_uri) is not None


def _counted(handler: logging.Handler) -> bool:
    """Say whether the handler with which MkDocs counts warnings in strict builds has counted any."""
    counts = getattr(handler, "get_counts", None)
    return bool(counts and counts())


def _from(file: File, folders: tuple[str, ...]) -> bool:
    return file.abs_src_path is not None and os.path.realpath(file.abs_src_path).startswith(folders)
