<#-- POSIX sh: what a Linux host needs besides the interface. -->
#!/bin/sh
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
# What the host needs besides ${interfaceName}. "up" makes it so, "down" takes it away and gives back what was there
# before, "check DIRECTORY" asks the system whether it would take the files below DIRECTORY.
directory=${directory}
now=$directory/running
<#if hasFirewall>
rules=firewall.nft
<#else>
rules=
</#if>
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin
export LC_ALL PATH
umask 077
table=mesh_${interfaceName}
kernel=/proc/sys/net

get() {
    cat "$kernel/$1"
}

put() {
    echo "$2" >"$kernel/$1"
}

# new_boot: settings are held since this boot at the longest.
new_boot() {
    boot=$(cat /proc/sys/kernel/random/boot_id)
    booting=
    if [ "$(cat "$now/boot" 2>/dev/null)" != "$boot" ]; then
        if [ -f "$now/boot" ]; then booting=yes; fi
        rm -f "$now/before" && echo "$boot" >"$now/boot"
    fi
}

<#noparse>
# keep_router_advertisements: a host that forwards takes no IPv6 default route from a router unless it is told to.
keep_router_advertisements() {
    for accepts in "$kernel"/ipv6/conf/*/accept_ra; do
        key=${accepts#"$kernel/"}
        case $key in
            ipv6/conf/all/* | ipv6/conf/lo/*) continue ;;
        esac
        if [ "$(cat "$accepts")" = 1 ] || grep -qF "$key = " "$now/before" 2>/dev/null; then
            hold "$key" 2 || return
        fi
    done
}
</#noparse>

settings() {
    :
<#if exit.used>
    hold ipv4/conf/all/src_valid_mark 1 || return
</#if>
<#if forwardsV4>
    hold ipv4/ip_forward 1<#if forwardsV6> &&</#if>
</#if>
<#if forwardsV6>
    keep_router_advertisements && hold ipv6/conf/all/forwarding 1
</#if>
}

<#if hasFirewall>
check() {
    if ! command -v nft >/dev/null; then
        echo "nft is not there: install the package nftables" >&2
        return 1
    fi
    nft -c -f "$1$directory/$rules"
}

firewall() {
    nft -f "$directory/$rules" && nft -s list table inet "$table" >"$now/listed"
}
<#else>
check() {
    :
}

firewall() {
    no_firewall
}
</#if>

no_firewall() {
    rm -f "$now/listed"
    if command -v nft >/dev/null && nft list table inet "$table" >/dev/null 2>&1; then
        nft delete table inet "$table"
    fi
}

<#if exit.used>
mark=${exit.mark}

# paths: what has no nearer route goes through the interface; what carries the mark goes the host's own way. Nothing is
# done before the interface is up, since its own endpoints may have to be asked for first.
paths() {
    if [ -z "$(ip link show dev ${interfaceName} up 2>/dev/null)" ]; then return; fi
    echo "$mark<#if exit.v4> 4</#if><#if exit.v6> 6</#if>" >"$now/exit" &&
        wg set ${interfaceName} fwmark "$mark" &&
        path 4 ${exit.v4?then("yes", "no")} || return
    if [ -d /proc/sys/net/ipv6 ]; then path 6 ${exit.v6?then("yes", "no")}; fi
}

# path FAMILY CARRIED: a family that the exit does not carry has no way at all.
path() {
    ip "-$1" route replace unreachable default metric 4278198272 table "$mark" || return
    if [ "$2" = yes ]; then ip "-$1" route replace default dev ${interfaceName} table "$mark" || return; fi
    rule "$1" 5200 table main suppress_prefixlength 0 && rule "$1" 5201 not fwmark "$mark" table "$mark"
}

# rule FAMILY PREFERENCE WORDS...
rule() {
    family=$1 preference=$2
    shift 2
    if [ -z "$(ip "-$family" rule show pref "$preference")" ]; then
        ip "-$family" rule add pref "$preference" "$@"
    fi
}
<#else>
paths() {
    no_paths
}
</#if>

no_paths() {
    if [ ! -f "$now/exit" ]; then return; fi
    read -r used rest <"$now/exit"
    for family in 4 6; do
        for preference in 5201 5200; do
            while ip "-$family" rule del pref "$preference" 2>/dev/null; do :; done
        done
        ip "-$family" route flush table "$used" 2>/dev/null
    done
    if ip link show dev ${interfaceName} >/dev/null 2>&1; then wg set ${interfaceName} fwmark 0; fi
    rm -f "$now/exit"
}

<#if hasDns>
check_link_dns() {
    if ! systemctl is-active --quiet systemd-resolved.service || ! command -v resolvectl >/dev/null; then
        echo "systemd-resolved does not run here: start it, or leave use-resolver out for this host" >&2
        return 1
    fi
}

# link_dns: systemd-resolved asks through the interface for names of the mesh alone. It forgets that with the interface,
# so nothing is done before that is up. An interface without its names is better than none: the next plan finds that.
link_dns() {
    if [ -z "$(ip link show dev ${interfaceName} up 2>/dev/null)" ]; then return; fi
    rm -f "$now/dns"
    if resolvectl dns ${interfaceName}<#list dnsServers as server> ${server}</#list> &&
        resolvectl domain ${interfaceName} ${dnsDomain} && resolvectl default-route ${interfaceName} no; then
        for what in dns domain default-route; do
            resolvectl "$what" ${interfaceName} | sed 's/^Link [0-9]* //'
        done >"$now/dns"
    else
        echo "systemd-resolved does not take the resolver of ${interfaceName}" >&2
    fi
}
<#else>
check_link_dns() {
    :
}

link_dns() {
    no_link_dns
}
</#if>

no_link_dns() {
    if [ ! -f "$now/dns" ]; then return; fi
    rm -f "$now/dns"
    resolvectl revert ${interfaceName} 2>/dev/null || :
}

# name_service NAME: of which the following tell.
name_service() {
    service=$1
    unit=mesh-$1-${interfaceName}.service
    unit_file=/etc/systemd/system/$unit
}
<#if hasRelay || hasAgent>

<#noparse>
service_init() {
    if [ ! -d /run/systemd/system ]; then
        echo "this host is not run by systemd, and mesh knows no other way to run its $service on Linux" >&2
        return 1
    fi
}

put_service() {
    if ! cmp -s "$directory/$service.service" "$unit_file"; then
        (umask 022 && cp "$directory/$service.service" "$unit_file.part" && mv -f "$unit_file.part" "$unit_file") &&
            systemctl daemon-reload || return
    fi
    systemctl enable --quiet "$unit"
}

service_runs() {
    systemctl is-active --quiet "$unit"
}

service_restart() {
    systemctl restart "$unit"
}

service_reload() {
    systemctl reload "$unit"
}

service_says() {
    journalctl -q -n 5 -o cat -u "$unit" 2>/dev/null
}
</#noparse>
</#if>

no_service() {
    if [ ! -e "$unit_file" ]; then return; fi
    systemctl disable --quiet "$unit" && systemctl stop "$unit" && rm -f "$unit_file" && systemctl daemon-reload || return
    systemctl reset-failed "$unit" 2>/dev/null || :
}

online_units="mesh-${interfaceName}-online.target mesh-${interfaceName}-online.service mesh-${interfaceName}-peer@*.service"

<#if waits>
check_online() {
    if [ ! -d /run/systemd/system ]; then
        echo "this host is not run by systemd, whose services alone can wait for the mesh: leave wait-online out" >&2
        return 1
    fi
}

# online: systemd knows the units. At boot it has read them.
online() {
    if [ -z "$booting" ]; then systemctl daemon-reload; fi
}
<#else>
check_online() {
    :
}

online() {
    no_online
}
</#if>

# no_online: what was started after the mesh goes on.
no_online() {
    if [ ! -f "$now/online" ]; then return; fi
    stem=/etc/systemd/system/mesh-${interfaceName}
    rm -f "$now/online" "$stem-online.target" "$stem-online.service" "$stem-peer@.service"
    systemctl stop --job-mode=ignore-dependencies $online_units && systemctl daemon-reload || return
    systemctl reset-failed $online_units 2>/dev/null || :
}

<#noparse>
# store: where the system keeps the authorities that its owner trusts, and what makes it read them.
store() {
    renew="update-ca-certificates --fresh"
    if [ -d /etc/pki/trust/anchors ]; then
        anchors=/etc/pki/trust/anchors
    elif command -v update-ca-certificates >/dev/null; then
        anchors=/usr/local/share/ca-certificates
    elif command -v update-ca-trust >/dev/null; then
        renew=update-ca-trust
        anchors=/etc/pki/ca-trust/source/anchors
        if [ ! -d "$anchors" ]; then anchors=/etc/ca-certificates/trust-source/anchors; fi
    else
        echo "nothing here keeps trusted authorities: install the package ca-certificates" >&2
        return 1
    fi
}

check_trust() {
    [ ! -f "$1$tls/ca.pem" ] || store
}

# trust: one file for each authority.
trust() {
    store && rm -f "$now"/authority-* &&
        awk -v "stem=$now/authority-" '
            /^-----BEGIN/ { number++; inside = 1 }
            inside { print >(stem number ".crt") }
            /^-----END/ { inside = 0 }' "$tls/ca.pem" || return
    if [ "$(cat "$now"/authority-*)" = "$(cat "$anchors/mesh-$interface"-*.crt 2>/dev/null)" ]; then return; fi
    (umask 022 && mkdir -p "$anchors") && rm -f "$anchors/mesh-$interface"-*.crt || return
    for file in "$now"/authority-*; do
        (umask 022 && cat "$file" >"$anchors/mesh-$interface-${file##*/authority-}") || return
    done
    $renew
}

no_trust() {
    rm -f "$now"/authority-*
    if ! store 2>/dev/null || ! ls "$anchors/mesh-$interface"-*.crt >/dev/null 2>&1; then return 0; fi
    rm -f "$anchors/mesh-$interface"-*.crt && $renew
}

# tell SERVICE: nothing where it does not run.
tell() {
    if [ -d /run/systemd/system ]; then
        systemctl try-reload-or-restart "$1"
    elif command -v rc-service >/dev/null; then
        if rc-service "$1" status >/dev/null 2>&1; then rc-service "$1" reload; fi
    else
        service "$1" reload
    fi
}
</#noparse>

<#include "ground.watch.ftl">
<#include "ground.common.ftl">
