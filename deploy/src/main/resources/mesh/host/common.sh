# SPDX-License-Identifier: Apache-2.0
# Functions of every program. POSIX sh as dash, bash, busybox ash and OpenBSD's ksh have it; no GNU option.
# Nothing here runs by itself, so a program that arrives cut off defines some functions and does nothing.

# setup: what every program needs of its surroundings. The caller's PATH comes first.
setup() {
    umask 077
    LC_ALL=C
    PATH=${PATH:+$PATH:}/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin
    # wg(8) repeats a failed name lookup so many times before it gives up.
    WG_ENDPOINT_RESOLUTION_RETRIES=2
    export LC_ALL PATH WG_ENDPOINT_RESOLUTION_RETRIES
    # A lost connection does not end a program half-way.
    trap '' HUP PIPE
}

has() {
    command -v "$1" >/dev/null 2>&1
}

# free_kib TEXT: sets free to the KiB that df(1) with -Pk has for free: the fourth word of its last line.
free_kib() {
    last=${1##*"
"}
    set -f
    # shellcheck disable=SC2086 # words are wanted
    set -- $last
    set +f
    free=${4:-}
}

# digests FILE...: a line "HEX  FILE" for each.
digests() {
    if has sha256sum; then
        sha256sum "$@"
    elif has sha256; then
        for digested in "$@"; do
            printf '%s  %s\n' "$(sha256 -q "$digested")" "$digested"
        done
    else
        for digested in "$@"; do
            digest=$(openssl dgst -sha256 <"$digested")
            printf '%s  %s\n' "${digest##* }" "$digested"
        done
    fi
}
