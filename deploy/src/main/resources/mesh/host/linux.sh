# The running interface, by ip(8) and wg(8).

interface_exists() {
    ip link show dev "$interface" >/dev/null 2>&1
}

live_key() {
    wg show "$interface" public-key
}

# running: public key, port and number of peers.
running() {
    key=$(live_key)
    port=$(wg show "$interface" listen-port)
    # shellcheck disable=SC2046 # words are wanted
    set -- $(wg show "$interface" peers)
    printf '%s %s %s\n' "$key" "$port" $#
}

# peer_addresses: one of each peer that has an endpoint.
peer_addresses() {
    wg show "$interface" dump | awk -F '\t' '
        NR > 1 && $3 != "(none)" {
            count = split($4, networks, ",")
            for (i = 1; i <= count; i++) {
                if (networks[i] ~ /^[0-9.]+\/32$|:.*\/128$/) {
                    sub("/.*", "", networks[i])
                    print networks[i]
                    next
                }
            }
        }'
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

# count_as_started UNIT: of an interface that runs already. What the unit would do is left out this once, so that no
# session ends; what it does when it is stopped stays.
count_as_started() {
    once=/run/systemd/system/$1.d/99-mesh-once.conf
    mkdir -p "${once%/*}" && printf '[Service]\nExecStart=\nExecStart=/bin/true\n' >"$once" &&
        systemctl daemon-reload && systemctl start "$1"
    started=$?
    forget "$once"
    systemctl daemon-reload && return "$started"
}

# routes FAMILY: through the interface, without those that the kernel makes of addresses.
routes() {
    found=$(ip "-$1" route show table all dev "$interface") || return
    printf '%s\n' "$found" | while IFS= read -r route; do
        case $route in
            '' | *' proto kernel'* | *' table local'* | 'local '* | 'broadcast '* | 'multicast '*) ;;
            *) printf '%s\n' "$route" ;;
        esac
    done
}

addresses() {
    found=$(ip -o address show dev "$interface") || return
    # shellcheck disable=SC2034 # words before and after it
    printf '%s\n' "$found" | while read -r number name family address more; do
        case $family:$address in
            *:fe80:*) ;;
            inet*) printf '%s\n' "$address" ;;
        esac
    done
}

# service_is_enabled: wg-quick brings the interface up at boot.
service_is_enabled() {
    if [ -d /run/systemd/system ]; then
        systemctl is-enabled --quiet "wg-quick@$interface.service" 2>/dev/null
    else
        [ -e "/etc/runlevels/default/wg-quick.$interface" ]
    fi
}

disable_service() {
    if [ -d /run/systemd/system ]; then
        systemctl disable --quiet "wg-quick@$interface.service"
    else
        rc-update del "wg-quick.$interface" default >/dev/null
    fi
}

# keep_interface: keys, peers, addresses, routes and MTU into "$was", and whether it comes up at boot.
keep_interface() {
    if service_is_enabled; then : >"$was/enabled"; fi
    wg showconf "$interface" >"$was/wg" && addresses >"$was/addresses" && routes 4 >"$was/routes4" &&
        routes 6 >"$was/routes6" &&
        found=$(ip -o link show dev "$interface") &&
        found=${found#* mtu } &&
        printf '%s\n' "${found%% *}" >"$was/mtu"
}

# restore_interface: as it was kept. Sessions of peers that are the same go on.
restore_interface() {
    if ! interface_exists; then
        ip link add dev "$interface" type wireguard 2>/dev/null || wireguard-go "$interface" || return
    fi
    wg syncconf "$interface" "$was/wg" || return
    mtu=$(cat "$was/mtu")
    ip link set dev "$interface" ${mtu:+mtu "$mtu"} up || return
    addresses | while read -r address; do
        grep -qxF "$address" "$was/addresses" || ip address del "$address" dev "$interface"
    done
    while read -r address; do
        ip address replace "$address" dev "$interface" || return
    done <"$was/addresses"
    restore_routes 4 && restore_routes 6 || return
    if [ ! -f "$was/enabled" ] && service_is_enabled; then disable_service; fi
}

# restore_routes FAMILY: a route is several words.
restore_routes() {
    routes "$1" | while read -r route; do
        # shellcheck disable=SC2086 # a route is several words
        grep -qxF "$route" "$was/routes$1" || ip "-$1" route del $route dev "$interface"
    done
    while read -r route; do
        # shellcheck disable=SC2086 # a route is several words
        ip "-$1" route replace $route dev "$interface" || return
    done <"$was/routes$1"
}
