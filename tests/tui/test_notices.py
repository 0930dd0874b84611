"""What the app says about the settings when it starts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pullquote.cache.core.article import Article
from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library


async def test_a_setting_that_means_nothing_any_more_is_named(tmp_path: Path, rich: Article, reader: Any) -> None:
    settings = Settings.parse("[reading]\nmotion = true\n", tmp_path / "config.toml")
    with Library.open(tmp_path / "library", settings=settings) as library:
        library.keep(rich)
        async with reader(library) as session:
            await session.until(lambda: "means nothing any more" in session.text())
