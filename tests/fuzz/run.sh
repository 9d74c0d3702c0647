#!/usr/bin/env bash
# Gives each target, or the named ones, SECONDS_EACH of a fuzzer's time over the kept corpus. What it finds worth keeping
# goes to target/fuzz/corpus, what it finds wrong to target/fuzz/artifacts. Installs cargo-fuzz where it is missing.
#
#   tests/fuzz/run.sh [TARGET…]
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${SECONDS_EACH:-60}
targets=("$@")
if [ ${#targets[@]} = 0 ]; then
    mapfile -t targets < <(ls tests/fuzz/corpus)
fi
if ! rustup toolchain list 2>/dev/null | grep -q '^nightly'; then
    echo 'A nightly compiler is missing: rustup toolchain install nightly --profile minimal' >&2
    exit 1
fi
if ! [ -x target/tools/bin/cargo-fuzz ]; then
    cargo install --quiet --locked --root target/tools cargo-fuzz
fi

# Of the release profile only the speed: names are wanted in what a target says when it fails.
export CARGO_PROFILE_RELEASE_STRIP=none CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
fuzz() {
    local what=$1
    shift
    # No sanitizer: there is no unsafe code of our own for one to look at, and without it twice as much is tried.
    RUSTUP_TOOLCHAIN=nightly target/tools/bin/cargo-fuzz "$what" --fuzz-dir tests/fuzz --features libfuzzer --sanitizer none "$@"
}

fuzz build
status=0
for target in "${targets[@]}"; do
    found=target/fuzz/corpus/$target
    mkdir -p "$found" target/fuzz/artifacts
    echo "== $target"
    fuzz run "$target" "$found" "tests/fuzz/corpus/$target" -- -max_total_time="$seconds" -max_len=16384 -timeout=10 \
        -rss_limit_mb=2048 -artifact_prefix="target/fuzz/artifacts/$target-" -print_final_stats=1 -verbosity=0 || status=1
done
exit $status
