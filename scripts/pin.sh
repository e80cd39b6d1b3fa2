#!/bin/sh
# Pin every dependency with its hashes, from the index that pip is set up to use; its address is not written down.
# Needs pip-tools in the environment that runs it. Pins that still fit are kept; --upgrade renews them all.
set -eu
cd "$(dirname "$0")/../requirements"
for name in run dev node; do
    CUSTOM_COMPILE_COMMAND=scripts/pin.sh pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
        --output-file "$name.txt" "$@" "$name.in"
done
