<#-- How OpenBSD runs a relay, and stops it. -->
unit=mesh_relay_${interfaceName}
unit_file=/etc/rc.d/$unit
login_class=/etc/login.conf.d/$unit

<#if hasRelay>
relay_init() {
    if ! command -v rcctl >/dev/null; then
        echo "rcctl is not there, and mesh knows no other way to run a relay on OpenBSD" >&2
        return 1
    fi
}

put_service() {
    if ! id -u ${relay.user} >/dev/null 2>&1; then
        useradd -d /var/empty -s /sbin/nologin -c "relays of mesh" -L daemon ${relay.user} || return
    fi
    (umask 022 && mkdir -p "${r"${login_class%/*}"}" && printf '%s:\\\n\t:%s:\\\n\t:%s:\\\n\t:tc=daemon:\n' "$unit" \
        openfiles-cur=${relay.connections + 256} openfiles-max=${relay.connections + 256} >"$login_class") || return
    if ! cmp -s "$directory/relay.service" "$unit_file"; then
        install -o root -g wheel -m 0555 "$directory/relay.service" "$unit_file" || return
    fi
    rcctl enable "$unit"
}

relay_runs() {
    rcctl check "$unit" >/dev/null
}

relay_restart() {
    rcctl restart "$unit" >/dev/null
}

relay_reload() {
    rcctl reload "$unit" >/dev/null
}

relay_says() {
    grep " $unit[[:]" /var/log/daemon 2>/dev/null | tail -n 5
}
</#if>

# no_relay: its keys stay until the change is confirmed, and so does the user, as packages have it.
no_relay() {
    if [ ! -e "$unit_file" ]; then return; fi
    rcctl stop "$unit" >/dev/null
    rcctl disable "$unit" && rm -f "$unit_file" "$login_class" "$relay_home/relay.json" "$relay_home/clients"
}
