# The running interface, by ip(8) and wg(8).

interface_exists() {
    ip link show dev "$interface" >/dev/null 2>&1
}

live_key() {
    wg show "$interface" public-key
}

# running: public key, port and number of peers.
running() {
    printf '%s %s %s\n' "$(live_key)" "$(wg show "$interface" listen-port)" \
        "$(wg show "$interface" peers | awk 'END { print NR }')"
}

# keep_secondaries: without this the kernel takes all other addresses of a prefix away with the first one.
keep_secondaries() {
    promote=/proc/sys/net/ipv4/conf/$interface/promote_secondaries
    if [ -w "$promote" ]; then echo 1 >"$promote"; fi
}

# drop_route FAMILY NETWORK: the kernel may have dropped it already, with an address.
drop_route() {
    found=$(ip "-$1" route show "$2" dev "$interface") || return
    if [ -n "$found" ]; then
        ip "-$1" route del "$2" dev "$interface"
    fi
}

# enable_service UNIT: it starts at the next boot; what runs stays as it is.
enable_service() {
    if [ -d /run/systemd/system ]; then
        systemctl enable --quiet "$1"
    else
        ln -sf wg-quick "/etc/init.d/$1" && rc-update add "$1" default
    fi
}
