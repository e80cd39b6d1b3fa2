"""An example beside each promise: the cases of the standard that are meant for citizens."""

import logging
from collections.abc import Mapping
from functools import lru_cache

from brobygger.standard import Standard, StandardFileError
from brobygger.standard.proof_cases import ProofCase, files_in, load_cases, own_cases
from brobygger.standard.proving import HOLDS, prove

_log = logging.getLogger(__name__)


@lru_cache(maxsize=4)
def examples(rules: Standard) -> Mapping[str, tuple[ProofCase, ...]]:
    """By the key of a clock's version, the examples that ship with this standard and hold by it.

    An example that no longer holds is left out: the page never reckons otherwise than the promise beside it. Those of
    another municipality's standard are never shown. Read once for each standard.
    """
    folder = own_cases(rules.path)
    if folder is None:
        return {}
    try:
        cases = load_cases(files_in(folder))
    except (StandardFileError, OSError) as error:  # the page stands without them
        _log.warning("the cases in %s cannot be shown: %s", folder, error)
        return {}
    found: dict[str, tuple[ProofCase, ...]] = {}
    for proof in (prove(case, rules) for case in cases if case.is_example):
        if proof.verdict == HOLDS and proof.deadline is not None:
            version = proof.deadline.version
            found[version] = (*found.get(version, ()), proof.case)
    return found
