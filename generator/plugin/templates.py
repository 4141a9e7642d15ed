"""The theme's templates → their compiled form, kept from build to build: compiling takes as long as all else where nothing changed."""

from __future__ import annotations

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache
from mkdocs.config.defaults import MkDocsConfig

from ..output import Store
from .building import PROGRAM
from .obstacles import find_foreign

_FOLDER = "templates/"


def keep_compiled(env: Environment, store: Store, config: MkDocsConfig) -> None:
    """Unless somebody may change what compiling depends on, the filters or how texts are escaped."""
    if env.bytecode_cache is None and not find_foreign(config, "env"):
        env.bytecode_cache = TemplateStore(store)


class TemplateStore(BytecodeCache):
    """Jinja's own cache on our store, for the same versions of all libraries; Jinja sees to it that the source is the same."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket where the store has its template."""
        code = self._store.recall(_FOLDER + bucket.key, PROGRAM)
        if isinstance(code, bytes):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._store.save(_FOLDER + bucket.key, bucket.bytecode_to_string(), PROGRAM)
