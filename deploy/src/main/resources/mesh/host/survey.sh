# What WireGuard is set up on a host of which mesh knows nothing. Built on the snapshot's sections.

# wireguard_interfaces: those that run, a line each.
wireguard_interfaces() {
    if [ "$(uname -s)" = OpenBSD ]; then
        ifconfig wg 2>/dev/null | awk -F: '/^wg[0-9]+:/ { print $1 }'
    elif has wg; then
        wg show interfaces 2>/dev/null | tr ' ' '\n' | awk 'NF'
    fi
}

# configuration INTERFACE: the files that could be its own, as HostPath has them.
configuration() {
    for found in "/etc/wireguard/$1.conf" "/etc/hostname.$1"; do
        if [ -f "$found" ]; then printf '%s\n' "$found"; fi
    done
    for found in /etc/systemd/network/*.netdev /etc/systemd/network/*.network; do
        if [ -f "$found" ] && grep -q "^[[:space:]]*Name[[:space:]]*=[[:space:]]*$1[[:space:]]*\$" "$found"; then
            printf '%s\n' "$found"
        fi
    done | awk '$0 ~ "^/[A-Za-z0-9._@/-]+$"'
}

# survey MARKER [INTERFACE]: of that interface, else of the first that runs.
survey() {
    marker=$1
    barred survey_sections "${2:-}"
}

# survey_sections INTERFACE: which may be empty.
survey_sections() {
    section begin
    facts
    section name
    uname -n
    section interfaces
    wireguard_interfaces
    interface=${1:-$(wireguard_interfaces | sed -n 1p)}
    if [ -n "$interface" ]; then
        section chosen "$interface"
        for file in $(configuration "$interface"); do
            section text "$file"
            without_keys <"$file"
        done
        if [ "$(uname -s)" = OpenBSD ]; then openbsd_interface; else linux_interface; fi
        if [ -f "/etc/mesh/$interface/manifest" ]; then section managed; fi
    fi
    section end
}
