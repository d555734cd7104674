"""What all spellings of one name have in common."""

from collections.abc import Collection


def folded(name: str) -> str:
    """Even out `input_file_id`, `inputFileId`, `InputFileID` and `INPUT-FILE-ID`."""
    return name.replace("_", "").replace("-", "").lower()


def wire_names(keys: Collection[str], documented: Collection[str]) -> list[str]:
    """The wire name of each key of an object.

    A key that is not documented is taken for a spelling of one that is, unless that one is there as well:
    then it is another field.
    """
    if all(key in documented for key in keys):
        return list(keys)
    names, there = {folded(name): name for name in documented}, frozenset(keys)
    out = []
    for key in keys:
        name = key if key in documented else names.get(folded(key), key)
        out.append(key if name in there else name)
    return out
