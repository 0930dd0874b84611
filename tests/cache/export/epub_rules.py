"""What every EPUB must hold to (EPUB 3.3, W3C), looked at by ourselves, and by epubcheck where it is installed."""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from ...waiting import WAIT

_OPF, _XHTML = "{http://www.idpf.org/2007/opf}", "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_KNOWN = {
    "xhtml": "application/xhtml+xml", "css": "text/css", "svg": "image/svg+xml", "png": "image/png",
    "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
}  # fmt: skip

needs_epubcheck = pytest.mark.skipif(not shutil.which("epubcheck"), reason="epubcheck is not installed")


def checked(data: bytes, folder: Path) -> str:
    """Return what epubcheck has to say against a book; empty where it has nothing."""
    path = folder / "book.epub"
    path.write_bytes(data)
    program = shutil.which("epubcheck") or ""
    # Debian installs the archive itself under that name, which only some kernels can start.
    start = ["java", "-jar", program] if Path(program).read_bytes()[:2] == b"PK" else [program]
    done = subprocess.run(
        [*start, "--failonwarnings", str(path)], capture_output=True, text=True, timeout=WAIT, check=False
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def faults(data: bytes) -> list[str]:
    """Return what is wrong with a book."""
    return list(_faults(zipfile.ZipFile(BytesIO(data))))


def _faults(book: zipfile.ZipFile) -> Iterator[str]:
    first = book.infolist()[0]
    if (first.filename, first.compress_type, first.extra) != ("mimetype", zipfile.ZIP_STORED, b""):
        yield "mimetype is not the first file, as it is"
    if book.read("mimetype") != b"application/epub+zip":
        yield "mimetype is another"
    names = book.namelist()
    if len({name.casefold() for name in names}) != len(names):
        yield "two files have one name"
    trees: dict[str, ET.Element] = {}
    for name in names:
        if name.endswith(("xhtml", "opf", "xml", "svg")):
            try:
                trees[name] = ET.fromstring(book.read(name))
            except ET.ParseError as error:
                yield f"{name} is not well-formed: {error}"
    for name, tree in trees.items():
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        if len(ids) != len(set(ids)):
            yield f"{name} has an id twice"
    opf = trees["book/book.opf"]
    items = {item.get("id"): item for item in opf.iter(f"{_OPF}item")}
    listed = {f"book/{item.get('href')}": item.get("media-type") for item in items.values()}
    there = {name for name in names if name.startswith("book/")} - {"book/book.opf"}
    for name in sorted(there ^ set(listed)):
        yield f"{name} is only {'in the archive' if name in there else 'in the manifest'}"
    for name, kind in listed.items():
        if _KNOWN.get(name.rpartition(".")[2]) != kind:
            yield f"{name} is no {kind}"
    spine = [reference.get("idref") for reference in opf.iter(f"{_OPF}itemref")]
    if not spine or len(spine) != len(set(spine)) or not set(spine) <= set(items):
        yield "the spine is not of the manifest"
    readable = {f"book/{items[number].get('href')}" for number in spine if number in items}
    properties = [item.get("properties") for item in items.values() if item.get("properties")]
    if properties.count("nav") != 1 or properties.count("cover-image") > 1:
        yield "there is not one contents, or more than one cover"
    metadata = opf.find(f"{_OPF}metadata")
    said = [element.tag.rpartition("}")[2] for element in metadata] if metadata is not None else []
    if not {"identifier", "title", "language"} <= set(said):
        yield "the metadata lacks what must be there"
    for name, tree in trees.items():
        if name.endswith("xhtml"):
            yield from _page_faults(name, tree, set(names), readable)


def _page_faults(name: str, page: ET.Element, names: set[str], readable: set[str]) -> Iterator[str]:
    if not (page.findtext(f"{_XHTML}head/{_XHTML}title") or "").strip():
        yield f"{name} has no title"
    navs = [nav.get(_TYPE) for nav in page.iter(f"{_XHTML}nav")]
    for element in page.iter():
        address = element.get("href") or element.get("src")
        if element.tag == f"{_XHTML}img" and element.get("alt") is None:
            yield f"{name} has a picture without words"
        if address is None or re.match(r"(https?|mailto):", address):
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address.partition("#")[0])))
        if target not in names:
            yield f"{name} leads to {address}, which is not there"
        elif element.tag == f"{_XHTML}a" and target not in readable:
            yield f"{name} leads to {address}, which is not in the spine"
    if navs:
        if navs.count("toc") != 1:
            yield f"{name} has not one table of contents"
        for item in page.iter(f"{_XHTML}li"):
            words = [child for child in item if child.tag in (f"{_XHTML}a", f"{_XHTML}span")]
            if len(words) != 1 or not "".join(words[0].itertext()).strip():
                yield f"{name} has an entry without a name"
            if words and words[0].tag == f"{_XHTML}span" and item.find(f"{_XHTML}ol") is None:
                yield f"{name} has a heading with nothing below it"
