<#-- How OpenBSD runs a relay or an agent, and stops it. -->
# name_service NAME: of which the following tell.
name_service() {
    service=$1
    unit=mesh_$1_${interfaceName}
    unit_file=/etc/rc.d/$unit
    login_class=/etc/login.conf.d/$unit
}
<#if hasRelay || hasAgent>

service_init() {
    if ! command -v rcctl >/dev/null; then
        echo "rcctl is not there, and mesh knows no other way to run its $service on OpenBSD" >&2
        return 1
    fi
}

# put_service: the relay runs under a user of its own, the agent under root.
put_service() {
    case $service in
        relay) user=${relay.user} files=${relay.connections + 256} ;;
        *) user= files=${agent.openFiles} ;;
    esac
<#noparse>
    if [ -n "$user" ] && ! id -u "$user" >/dev/null 2>&1; then
        useradd -d /var/empty -s /sbin/nologin -c "relays of mesh" -L daemon "$user" || return
    fi
    (umask 022 && mkdir -p "${login_class%/*}" && printf '%s:\\\n\t:%s:\\\n\t:%s:\\\n\t:tc=daemon:\n' "$unit" \
        "openfiles-cur=$files" "openfiles-max=$files" >"$login_class") || return
    if ! cmp -s "$directory/$service.service" "$unit_file"; then
        install -o root -g wheel -m 0555 "$directory/$service.service" "$unit_file" || return
    fi
    rcctl enable "$unit"
}

service_runs() {
    rcctl check "$unit" >/dev/null
}

service_restart() {
    rcctl restart "$unit" >/dev/null
}

service_reload() {
    rcctl reload "$unit" >/dev/null
}

service_says() {
    grep " $unit[[:]" /var/log/daemon 2>/dev/null | tail -n 5
}
</#noparse>
</#if>

# no_service: the user stays, as packages have it.
no_service() {
    if [ ! -e "$unit_file" ]; then return; fi
    rcctl stop "$unit" >/dev/null
    rcctl disable "$unit" && rm -f "$unit_file" "$login_class"
}
