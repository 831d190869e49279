"""The layout is the one that was looked at: small grey pictures are kept, and compared loosely.

Machines draw letters differently, so only coarse light and dark are compared. A picture that is not there is made, and
the test fails so that somebody looks at it before it is kept; to make one anew, delete it.
"""

import io
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

KEPT = Path(__file__).parent / "screenshots"
FONT = "Noto Sans CJK"
"""The font that the kept pictures were drawn with; another breaks lines elsewhere."""
CELL = 8
"""Pixels of the screen, each way, that become one of the picture."""
HEIGHT = 1200
OTHER = 20
"""How far the light of a cell, of 255, may be from the kept one before the cell counts as changed."""
CHANGED = 0.06
"""The share of cells that may have changed."""

PICTURED = [
    ("home", 360, "light"),
    ("home", 1440, "light"),
    ("catalogue", 360, "light"),
    ("catalogue", 1440, "dark"),
    ("list", 360, "light"),
    ("matrix", 768, "light"),
    ("item", 360, "dark"),
    ("document", 360, "light"),
    ("document", 1440, "light"),
    ("interpretation", 360, "dark"),
    ("interpretation", 1440, "light"),
    ("accessibility", 1440, "light"),
]


@pytest.fixture(scope="module")
def pillow():
    """What reads and compares pictures, where letters look as they did when the pictures were taken."""
    image = pytest.importorskip("PIL.Image", reason="没有安装 pillow，截图没有比较")
    lister = shutil.which("fc-list")
    fonts = (
        lister and subprocess.run([lister, ":", "family"], capture_output=True, encoding="utf-8", check=False).stdout
    )
    if not fonts or FONT not in fonts:
        pytest.skip(f"这台机器没有 {FONT} 字体，断行不同，截图没有比较")
    return image


def coarse(pillow, png):
    """Return a screenshot as light and dark, a cell a pixel."""
    picture = pillow.open(io.BytesIO(png)).convert("L")
    return picture.resize((picture.width // CELL, picture.height // CELL), pillow.Resampling.BOX)


def changed(one, other):
    """Return the share of cells in which two pictures differ, letters blurred."""
    from PIL import ImageChops, ImageFilter

    if one.size != other.size:
        return 1.0
    blurred = [picture.filter(ImageFilter.BoxBlur(2)) for picture in (one, other)]
    histogram = ImageChops.difference(*blurred).histogram()
    return sum(histogram[OTHER:]) / sum(histogram)


def taken(pillow, visit, where, width, scheme, breaking=""):
    """Return a page as it looks now."""
    page = visit(where, width=width, height=HEIGHT, scheme=scheme).page
    if breaking:
        page.evaluate(breaking)
    return coarse(pillow, page.screenshot(animations="disabled"))


@pytest.mark.parametrize(("where", "width", "scheme"), PICTURED)
def test_a_page_looks_as_it_did(pillow, visit, where, width, scheme):
    now = taken(pillow, visit, where, width, scheme)
    path = KEPT / f"{where}-{width}-{scheme}.png"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        now.save(path, optimize=True)
        pytest.fail(f"{path.name} was not there and has been made: look at it, then keep it")

    share = changed(pillow.open(path), now)

    assert share <= CHANGED, f"{share:.0%} of {path.name} looks different"


@pytest.mark.parametrize(
    ("where", "width", "scheme", "breaking"),
    [
        ("home", 1440, "light", "document.querySelector('.five').style.display = 'block'"),
        ("home", 360, "light", "document.querySelector('link[href$=\"site.css\"]').disabled = true"),
        ("catalogue", 360, "light", "document.querySelector('.masthead').style.display = 'none'"),
        ("matrix", 768, "light", "document.querySelector('.page').style.maxWidth = '20rem'"),
        ("list", 360, "light", "document.querySelector('.records').style.fontSize = '24px'"),
    ],
)
def test_a_broken_layout_is_seen(pillow, visit, where, width, scheme, breaking):
    whole = taken(pillow, visit, where, width, scheme)
    broken = taken(pillow, visit, where, width, scheme, breaking)

    assert changed(whole, broken) > CHANGED


def test_letters_that_are_drawn_a_little_differently_are_no_change(pillow, visit):
    page = visit("home", width=1440, height=HEIGHT).page
    before = coarse(pillow, page.screenshot())
    page.evaluate("document.body.style.cssText = '-webkit-font-smoothing: none; opacity: 0.97; padding-top: 2px'")

    assert changed(before, coarse(pillow, page.screenshot())) <= CHANGED


def test_the_pictures_are_small():
    assert sum(path.stat().st_size for path in KEPT.glob("*.png")) < 300_000
    assert {path.stem for path in KEPT.glob("*.png")} == {
        f"{kind}-{width}-{scheme}" for kind, width, scheme in PICTURED
    }
