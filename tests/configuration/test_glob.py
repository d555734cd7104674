"""Path globs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema.core.glob import escaped, fixed_folder, literal, matches

PATHS = st.text(st.sampled_from("ab/*?[]!.-é "), min_size=1, max_size=8)


@given(PATHS, PATHS)
def test_an_escaped_path_stands_for_itself_alone(path: str, other: str) -> None:
    glob = escaped(path)
    assert matches(path, glob)
    assert literal(glob) == path
    assert matches(other, glob) == (other == path)


@given(PATHS, PATHS)
def test_what_fits_a_glob_lies_in_its_fixed_folder(path: str, glob: str) -> None:
    folder = fixed_folder(glob)
    if matches(path, glob) and folder:
        assert path.startswith(f"{folder}/")


@pytest.mark.parametrize(
    ("glob", "fits", "fails"),
    [
        ("*.json", ["a.json", "b/a.json"], ["a.jsonl", "a.json/b"]),
        ("a/**/b.json", ["a/b.json", "a/x/b.json", "a/x/y/b.json"], ["ab.json", "a/xb.json", "b.json"]),
        ("**/b.json", ["b.json", "x/b.json"], ["xb.json"]),
        ("a[0-9].json", ["a1.json"], ["a[0-9].json", "ab.json"]),
        ("a[[]1].json", ["a[1].json"], ["a1.json"]),
    ],
)
def test_what_globs_stand_for(glob: str, fits: list[str], fails: list[str]) -> None:
    assert all(matches(path, glob) for path in fits)
    assert not any(matches(path, glob) for path in fails)
