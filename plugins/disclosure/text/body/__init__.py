"""The body of an official document: Markdown in a dialect that takes no character of official text for markup.

The promise: the visible characters of the page are those of the source, in order. What counts as markup is only this.

- One line is one paragraph. Spaces before it (ASCII or full-width) are indentation: never code, never characters.
- `# 标题` to `###### 标题` are headings; so are short lines with a written number (`一、` `（一）` `1.` `第一章`) that
  head something. Written numbers are text: kept, never counted again. Lines that begin with one can be linked to.
- `- ` begins an item of a list, `> ` a quotation, `---` alone is a rule, `| … |` above `|---|` is a table.
- `**粗体**` is bold when `bold` finds a clear pair; every other `*` and each `_` is a character (`张**`, `350***`).
- `[文字](地址)` and `![说明](图片)`: relative addresses, links also https. `<table>`, `<sup>` and a few more are HTML
  (`markup.ELEMENTS`), inside which entities are entities; elsewhere `&nbsp;` and all other tags show as typed.
- A backslash takes the meaning from `*`, `_`, `[`, `]`, `|`, `<`, and from `#`, `-`, `>` at the start of a line.

What Markdown would do and official text does not survive (numbered lists, indented code, `_`, setext headings,
footnotes, bare entities) is not there.
"""

from disclosure.text.body.body import Body, render
from disclosure.text.body.excerpt import excerpt
from disclosure.text.body.kept import foresee_body, is_kept, kept_body
from disclosure.text.body.mistakes import Mistake
from disclosure.text.body.sections import Heading, Section

__all__ = ["Body", "Heading", "Mistake", "Section", "excerpt", "foresee_body", "is_kept", "kept_body", "render"]
