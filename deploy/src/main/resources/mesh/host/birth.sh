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

new_key() {
    if has wg; then
        wg genkey
    else
        openssl rand -base64 32
    fi
}

# running_key: the private key that the interface runs with. Where no tool tells it, its file on OpenBSD does, in which it
# stands by itself or as $(cat FILE).
running_key() {
    if has wg; then
        wg show "$interface" private-key
    else
        written=$(awk '
            { for (i = 1; i < NF; i++) if ($i == "wgkey") { sub(".*wgkey[ \t]+", ""); print; exit } }
        ' "/etc/hostname.$interface")
        # shellcheck disable=SC2016 # as it stands in the file
        case $written in
            '$(cat '*) cat "$(printf '%s\n' "$written" | sed 's/^.(cat *//; s/).*//')" ;;
            *) printf '%s\n' "$written" | sed "s/[ 	].*//" | tr -d "\"'" ;;
        esac
    fi
}

# make_key FILE GROUP MODE COMMAND: the private key that COMMAND prints. A link is made of it, which fails where FILE
# exists: no key is overwritten.
make_key() {
    fresh=$directory/.private.key.mesh
    if [ -e "$fresh" ] || [ -h "$fresh" ]; then rm -f "$fresh" || return; fi
    "$4" >"$fresh" && [ -s "$fresh" ] || return
    chown "0:$2" "$fresh" && chmod "$3" "$fresh" || return
    ln "$fresh" "$1" 2>/dev/null
    rm -f "$fresh"
}

# birth INTERFACE GROUP DIRECTORY_MODE KEY_MODE [PUBLIC]: with PUBLIC, a host without a key file takes the key that its
# interface runs with.
birth() {
    begin "$1"
    make_home "$2" "$3"
    if [ -n "${5:-}" ] && [ ! -e "$directory/private.key" ]; then keep_running_key "$5" "$2" "$4"; fi
    tell_key "$directory/private.key" "$2" "$4"
}

# keep_running_key PUBLIC GROUP KEY_MODE
keep_running_key() {
    make_key "$directory/private.key" "$2" "$3" running_key
    if [ "$(told "$directory/private.key")" != "$1" ]; then
        rm -f "$directory/private.key"
        stop "$status_refused" "the private key of $interface is not to be found: put it into $directory/private.key"
    fi
}

# told FILE: the public half of the key in FILE, by whatever can tell.
told() {
    public=$(public_key "$1")
    if [ -z "$public" ]; then
        public=$(public_key_by_interface "$1")
    fi
    printf '%s' "$public"
}

# next_birth INTERFACE GROUP DIRECTORY_MODE KEY_MODE: the key that will follow. One that is in use already is none.
next_birth() {
    begin "$1"
    make_home "$2" "$3"
    if next_key_is_in_use; then
        rm -f "$directory/next.key" || stop "$status_refused" "$directory/next.key cannot be removed"
    fi
    tell_key "$directory/next.key" "$2" "$4"
}

# tell_key FILE GROUP KEY_MODE: makes the key where there is none, and tells its public half.
tell_key() {
    have_key "$@"
    printf '= %s\n' "$public" >&3
}

# have_key FILE GROUP KEY_MODE: makes the key where there is none, and sets public to its public half.
have_key() {
    key=$1
    if [ ! -e "$key" ]; then
        make_key "$key" "$2" "$3" new_key
    fi
    if [ ! -s "$key" ]; then
        stop "$status_refused" "$key could not be made, or is empty"
    fi
    public=$(told "$key")
    if [ -z "$public" ]; then
        stop "$status_refused" "the public half of $key cannot be told: install the package wireguard-tools"
    fi
}
