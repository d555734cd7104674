"""Errors that hold data and teach; each says what to do next."""

from __future__ import annotations

from collections.abc import Iterable


def suggestion(word: str, known: Iterable[str]) -> str:
    """`; did you mean …?` for the nearest known word, or nothing."""
    near = _nearest(word, known)
    return f"; did you mean `{near}`?" if near is not None else "."


def _nearest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    import difflib  # only needed once something went wrong

    words = list(known)
    near = difflib.get_close_matches(word, words, n=1, cutoff=cutoff)
    near = near or [other for other in words if other.startswith(word)]
    return near[0] if near else None


class BatchschemaError(Exception):
    """Anything this package raises on purpose."""


class UnknownVariant(BatchschemaError, KeyError):
    """No variant of the catalogue has this id."""

    def __init__(self, id: str, known: Iterable[str]) -> None:
        self.id, self.known = id, tuple(known)
        documents = dict.fromkeys(other.partition("@")[0] for other in self.known)
        vendors = dict.fromkeys(name.partition("/")[0] for name in documents)
        vendor = id if "/" in id else _nearest(id, vendors, cutoff=0.7) or id
        theirs = [f"`{name}`" for name in documents if name.startswith(f"{vendor}/")]
        if theirs:
            there = f"of {vendor} there {'is' if len(theirs) == 1 else 'are'} {', '.join(theirs)}"
            super().__init__(
                f"no variant `{id}`; {there}; where several may be named, `{vendor}/*` means all."
            )
        else:
            near = suggestion(id, self.known)
            super().__init__(f"no variant `{id}`{near} `batchschema variants` lists all.")

    __str__ = Exception.__str__  # KeyError's would print the message in quotes


class UnknownRule(BatchschemaError):
    """No rule or family has this name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name, self.known = name, tuple(known)
        super().__init__(
            f"no rule or family `{name}`{suggestion(name, self.known)} `batchschema explain` lists all."
        )


class UnusableSchema(BatchschemaError):
    """A schema that cannot be read, does not hold its metaschema, or refers to what is not there."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"{name}: {reason}")


class BadConfiguration(BatchschemaError):
    """A configuration that does not say what it means."""

    def __init__(self, source: str, reason: str) -> None:
        self.source, self.reason = source, reason
        super().__init__(f"{source}: {reason}")


class NothingToCheck(BatchschemaError):
    """No payload was found; checking nothing must not look like success."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{reason}; nothing was checked (--allow-empty accepts that)")


class WorkerEnded(BatchschemaError):
    """A process that judged a part of the input is gone."""

    def __init__(self) -> None:
        super().__init__(
            "a worker process ended before its work was done, perhaps for want of memory; try --jobs 1"
        )
