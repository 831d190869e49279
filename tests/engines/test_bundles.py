"""Scripts as readers download them: without what only their authors read."""

import pytest

from disclosure.engines.bundles import joined


@pytest.mark.parametrize(
    ("written", "downloaded"),
    [
        ("/** What it is. */\nfunction one() {\n  // Why.\n  return 1;\n}\n\n", "function one() {\nreturn 1;\n}\n"),
        ('const address = "https://a.example"; // Why.\n', 'const address = "https://a.example"; // Why.\n'),
        ("  const text = `  ${one}  `;", "const text = `  ${one}  `;\n"),
        ("const two = `一\n  // 二\n\n`;", "const two = `一\n  // 二\n\n`;\n"),
    ],
)
def test_a_script_loses_nothing_but_comments_and_indentation(tmp_path, written, downloaded):
    folder = tmp_path / "site.js"
    folder.mkdir()
    (folder / "one.js").write_text(written, "utf-8")

    assert joined(folder).endswith(f";\n{downloaded}}})();\n")


def test_parts_do_not_run_into_one_another(tmp_path):
    folder = tmp_path / "site.js"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.js").write_text(f"{name}(); // No end of line follows.", "utf-8")

    assert "one(); // No end of line follows.\ntwo();" in joined(folder)
