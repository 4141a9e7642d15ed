"""The exceptions of Broadsheet: faults of our own data or of the environment, never of a digest."""


class GeneratorError(Exception):
    """A fault that stops the build; its text is one line a person can act on."""


class DataError(GeneratorError):
    """A curated file (vocabulary, corrections, digests.yml) is wrong; the text starts with `path:line:`."""


class OutputError(GeneratorError):
    """A file cannot be written, or must not be."""
