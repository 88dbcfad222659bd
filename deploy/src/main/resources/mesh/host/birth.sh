# A private key that is born here and stays here.

# public_key_by_interface FILE: asks a spare interface of OpenBSD, whose ifconfig takes the key as an argument. It shows
# in the process list for that moment, as it does whenever netstart(8) runs. Only where public_key found no tool.
public_key_by_interface() {
    spare=wg9999
    if [ "$(uname -s)" != OpenBSD ] || ifconfig "$spare" >/dev/null 2>&1; then return; fi
    ifconfig "$spare" create &&
        ifconfig "$spare" wgkey "$(cat "$1")" 2>/dev/null &&
        ifconfig "$spare" | awk '$1 == "wgpubkey" { print $2 }'
    ifconfig "$spare" destroy
}

# make_key FILE GROUP MODE: a new private key. A link is made of it, which fails where FILE exists: no key is overwritten.
make_key() {
    fresh=$directory/.private.key.mesh
    rm -f "$fresh" || return
    if has wg; then
        wg genkey >"$fresh"
    else
        openssl rand -base64 32 >"$fresh"
    fi || return
    chown "0:$2" "$fresh" && chmod "$3" "$fresh" || return
    ln "$fresh" "$1" 2>/dev/null
    rm -f "$fresh"
}

# birth INTERFACE GROUP DIRECTORY_MODE KEY_MODE
birth() {
    begin "$1"
    make_home "$2" "$3"
    tell_key "$directory/private.key" "$2" "$4"
}

# next_birth INTERFACE GROUP DIRECTORY_MODE KEY_MODE: the key that will follow. One that is in use already is none.
next_birth() {
    begin "$1"
    make_home "$2" "$3"
    if cmp -s "$directory/next.key" "$directory/private.key"; then
        rm -f "$directory/next.key" || stop "$status_refused" "$directory/next.key cannot be removed"
    fi
    tell_key "$directory/next.key" "$2" "$4"
}

# tell_key FILE GROUP KEY_MODE: makes the key where there is none, and tells its public half.
tell_key() {
    key=$1
    if [ ! -e "$key" ]; then
        make_key "$key" "$2" "$3"
    fi
    if [ ! -s "$key" ]; then
        stop "$status_refused" "$key could not be made, or is empty"
    fi
    public=$(public_key "$key")
    if [ -z "$public" ]; then
        public=$(public_key_by_interface "$key")
    fi
    if [ -z "$public" ]; then
        stop "$status_refused" "the public half of $key cannot be told: install the package wireguard-tools"
    fi
    printf '= %s\n' "$public" >&3
}
