"""The theme's templates → their compiled form, kept from build to build: compiling takes as long as all else where nothing changed."""

from __future__ import annotations

from jinja2.bccache import Bucket, BytecodeCache

from ..output import Store


class TemplateStore(BytecodeCache):
    """Jinja's own cache on our store; Jinja sees to it that source and version are those that were compiled."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket where the store has its template."""
        code = self._store.recall(f"templates/{bucket.key}")
        if isinstance(code, bytes):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._store.save(f"templates/{bucket.key}", bucket.bytecode_to_string())
