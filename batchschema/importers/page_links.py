"""Where the page of a model is on disk."""

from __future__ import annotations

import os
from collections.abc import Callable

from batchschema.importers.page import Page

Open = Callable[[str], Page | None]
"""Reads a page by its path; None when it is not there."""


def identity(path: str) -> str:
    """What all ways to write the path of one page have in common."""
    return os.path.abspath(path)


def places_of(page: Page, name: str, target: str | None) -> list[str]:
    """Where a model's page may be: where the link says, or by custom; then beside this page.

    Empty for a link that leads out of the documents: to another site, or to what is no page.
    """
    folder = os.path.dirname(page.source)
    package, _, title = name.rpartition(".")
    if target is None or target.endswith("/.md"):  # some generators lose the name
        kind, file = package.rpartition(".")[2].lower(), f"{title.lower()}.md"
        there = os.path.join("..", kind, file)
    else:
        there = target.partition("#")[0]
        file = os.path.basename(there)
        if "://" in there or not there.endswith(".md") or os.path.isabs(there):
            return []
    return [os.path.normpath(os.path.join(folder, path)) for path in (there, file)]


def linked_page(places: list[str], name: str, open_page: Open) -> tuple[str, Page | None]:
    """The first place with a page, and the page; one beside this page counts only under the model's title."""
    title = name.rpartition(".")[2].lower()
    for place in places:
        page = open_page(place)
        if page is not None and (place == places[0] or page.title.lower() == title):
            return place, page
    return places[0], None
