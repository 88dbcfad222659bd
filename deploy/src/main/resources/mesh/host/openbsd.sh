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

# peer_addresses: one of each peer that has an endpoint, which ifconfig prints before the allowed IPs.
peer_addresses() {
    ifconfig "$interface" | awk '
        $1 == "wgpeer" { called = 1 }
        $1 == "wgendpoint" { called = 0 }
        $1 == "wgaip" && !called && $2 ~ /^[0-9.]+\/32$|:.*\/128$/ {
            called = 1
            sub("/.*", "", $2)
            print $2
        }'
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

# keep_interface: what netstart(8) cannot make again from a file is kept with wg(8). Without that package an interface that
# no file describes could not be brought back.
keep_interface() {
    ifconfig "$interface" >"$was/ifconfig" || return
    if [ ! -f "/etc/hostname.$interface" ]; then
        has wg && wg showconf "$interface" >"$was/wg"
    fi
}

# restore_interface: sessions begin anew.
restore_interface() {
    if [ ! -f "$was/wg" ]; then
        ifconfig "$interface" destroy 2>/dev/null
        sh /etc/netstart "$interface" && interface_exists
        return
    fi
    if ! interface_exists; then ifconfig "$interface" create || return; fi
    wg syncconf "$interface" "$was/wg" || return
    ifconfig "$interface" | own_addresses | while read -r family address length; do
        own_addresses <"$was/ifconfig" | grep -qxF "$family $address $length" ||
            ifconfig "$interface" "$family" "$address" -alias
    done
    own_addresses <"$was/ifconfig" | while read -r family address length; do
        case $family in
            inet) ifconfig "$interface" inet "$address" netmask "$length" alias ;;
            inet6) ifconfig "$interface" inet6 "$address" prefixlen "$length" alias ;;
        esac
    done
    ifconfig "$interface" up
}

# own_addresses: "FAMILY ADDRESS NETMASK-OR-LENGTH" of what ifconfig prints, without link-local ones.
own_addresses() {
    awk '$1 == "inet" { print $1, $2, $4 } $1 == "inet6" && $2 !~ /^fe80:/ { print $1, $2, $4 }'
}
