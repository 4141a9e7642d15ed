"""Files that are published beside the pages: bytes by their path in the site, made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

Maker = Callable[[], bytes]


class Assets(Mapping[str, bytes]):
    """Each file is made anew each time, so that few are held; a later one replaces an earlier one of its path."""

    def __init__(self, *parts: Mapping[str, Maker], begun: Iterable[Maker] = ()) -> None:
        self._makers = dict(chain.from_iterable(part.items() for part in parts))
        self._begun = tuple(begun)

    def settle(self) -> None:
        """Wait for what is being made beside this process: no other one can."""
        for maker in self._begun:
            maker()

    def __getitem__(self, path: str) -> bytes:
        return self._makers[path]()

    def __contains__(self, path: object) -> bool:
        return path in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def ready(files: Mapping[str, bytes]) -> dict[str, Maker]:
    """Files that are made already."""
    return {path: lambda data=data: data for path, data in files.items()}
