"""Templates are found where MkDocs finds them, but for what is hidden."""

from mkdocs.theme import Theme

from disclosure.engines.templates import environment_of


def test_the_list_is_that_of_mkdocs_without_what_is_hidden(tmp_path):
    for name in ("main.html", "partials/head.html", "assets/.icons/a.svg", ".icons/b/c.svg", ".hidden"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    theme = Theme(name=None, custom_dir=str(tmp_path))

    listed = environment_of(theme).list_templates()

    assert {"main.html", "partials/head.html"} <= set(listed)
    every = theme.get_env().list_templates()
    assert "assets/.icons/a.svg" in every
    assert listed == [name for name in every if not any(step.startswith(".") for step in name.split("/")[:-1])]


def test_what_is_hidden_can_still_be_drawn(tmp_path):
    (tmp_path / ".icons").mkdir()
    (tmp_path / ".icons" / "a.svg").write_text("<svg/>", "utf-8")
    env = environment_of(Theme(name=None, custom_dir=str(tmp_path)))

    assert env.get_template(".icons/a.svg").render() == "<svg/>"
