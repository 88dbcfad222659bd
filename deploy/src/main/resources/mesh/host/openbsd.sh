# The running interface, by ifconfig(8) and route(8) of the base system.

interface_exists() {
    ifconfig "$interface" >/dev/null 2>&1
}

live_key() {
    ifconfig "$interface" | awk '$1 == "wgpubkey" { key = $2 } END { print key == "" ? "(none)" : key }'
}

# running: public key, port and number of peers.
running() {
    ifconfig "$interface" | awk '
        $1 == "wgpubkey" { key = $2 }
        $1 == "wgport" { port = $2 }
        $1 == "wgpeer" { peers++ }
        END { print (key == "" ? "(none)" : key), port + 0, peers + 0 }'
}

# With the package wireguard-tools a key goes from its file to the kernel. Without it ifconfig takes it as an argument,
# which shows in the process list for that moment, as it does whenever netstart(8) runs. What ifconfig says of it is not
# passed on.

# set_private_key FILE [PEER FILE]...: with the preshared keys that go with it, in one change.
set_private_key() {
    own=$1
    shift
    words=$#
    while [ "$words" -gt 0 ]; do
        if has wg; then
            set -- "$@" peer "$1" preshared-key "$2"
        else
            set -- "$@" wgpeer "$1" wgpsk "$(cat "$2")"
        fi
        shift 2
        words=$((words - 2))
    done
    if has wg; then
        wg set "$interface" private-key "$own" "$@"
    else
        ifconfig "$interface" wgkey "$(cat "$own")" "$@" 2>/dev/null
    fi
}

# set_preshared_key PEER FILE: makes the peer where it is not there, so that none ever runs without its key.
set_preshared_key() {
    if has wg; then
        wg set "$interface" peer "$1" preshared-key "$2"
    else
        ifconfig "$interface" wgpeer "$1" wgpsk "$(cat "$2")" 2>/dev/null
    fi
}

# add_route FAMILY NETWORK OWN_ADDRESS: also where it is there already, through whatever own address.
add_route() {
    route -qn delete "-$1" "$2" -iface "$3" >/dev/null 2>&1
    route -qn add "-$1" "$2" -iface "$3"
}

# drop_route FAMILY NETWORK OWN_ADDRESS: the kernel may have dropped it already, with an address.
drop_route() {
    route -qn delete "-$1" "$2" -iface "$3" >/dev/null 2>&1
    return 0
}
