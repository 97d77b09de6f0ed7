"""One page with every picture of the gallery, by screen; each picture in each language and shape beside each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

PAGE = "index.html"

STYLE = """
body { font: 16px/1.5 sans-serif; margin: 2rem; background: #f3f5f7; color: #14212b }
nav { columns: 12rem; margin-bottom: 2rem }
nav a { display: block }
section div { display: flex; gap: 1rem; align-items: flex-start; overflow-x: auto; margin-bottom: 1.5rem }
figure { margin: 0 }
figcaption { color: #4a5a67 }
img { height: 26rem; border: 1px solid #c5ced6; display: block }
"""

Pictures = Mapping[str, Mapping[str, Sequence[Path]]]


def write_page(folder: Path) -> Path:
    """Write ``index.html`` about all pictures that lie in ``folder``, named ``{example}.{language}.{shape}.png``."""
    page = folder / PAGE
    page.write_text(page_of(by_screen(folder.glob("*.*.*.png"))), encoding="utf-8")
    return page


def by_screen(files: Iterable[Path]) -> Pictures:
    """Pictures by screen, then by example: what stands before the first hyphen is the screen."""
    found: dict[str, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
    for file in sorted(files):
        example = file.name.split(".")[0]
        found[example.partition("-")[0]][example].append(file)
    return found


def page_of(pictures: Pictures) -> str:
    """The page's HTML."""
    links = "\n".join(f'<a href="#{escape(screen)}">{escape(screen)}</a>' for screen in pictures)
    sections = "\n".join(_section(screen, examples) for screen, examples in pictures.items())
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Screens of the kiosk</title>\n'
        f"<style>{STYLE}</style>\n<h1>Screens of the kiosk</h1>\n<nav>\n{links}\n</nav>\n{sections}\n</html>\n"
    )


def _section(screen: str, examples: Mapping[str, Sequence[Path]]) -> str:
    rows = "\n".join(
        f"<h3>{escape(example)}</h3>\n<div>{''.join(map(_figure, files))}</div>" for example, files in examples.items()
    )
    return f'<section id="{escape(screen)}">\n<h2>{escape(screen)}</h2>\n{rows}\n</section>'


def _figure(file: Path) -> str:
    name = escape(file.name)
    words = escape(" ".join(file.name.split(".")[1:3]))
    return (
        f'<figure><a href="{name}"><img loading="lazy" src="{name}" alt="{name}"></a>'
        f"<figcaption>{words}</figcaption></figure>"
    )
