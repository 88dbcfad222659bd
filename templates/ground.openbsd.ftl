<#-- POSIX sh: what an OpenBSD host needs besides the interface. -->
#!/bin/sh
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
# What the host needs besides ${interfaceName}. "up" makes it so, "down" takes it away and gives back what was there
# before, "check DIRECTORY" asks the system whether it would take the files below DIRECTORY.
directory=${directory}
now=$directory/running
<#if hasFirewall>
rules=pf.conf
<#else>
rules=
</#if>
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin
export LC_ALL PATH
umask 077

get() {
    sysctl -n "$1"
}

put() {
    sysctl -q "$1=$2"
}

# new_boot: until rc(8) is through with the network, rules of its own are loaded; pf.conf follows.
new_boot() {
    booting=
    if [ "$(sysctl -n kern.securelevel)" = 0 ]; then booting=yes; fi
}

<#noparse>
# runs PIDFILE PROGRAM [WORD]: the program that was started by that file is there.
runs() {
    started=$(cat "$1" 2>/dev/null)
    shift
    [ -n "$started" ] && ps -p "$started" -o command= 2>/dev/null | grep -qF "$*"
}

end() {
    if runs "$@"; then kill "$started"; fi
    rm -f "$1"
}
</#noparse>
<#if watches || exit.used>

<#noparse>
# start PIDFILE PROGRAM [WORD]: instead of what was started by that file before. It runs when this returns.
start() {
    end "$@"
    (trap '' HUP && exec sh -c 'echo $$ >"$0" && exec sh "$@"' "$@") </dev/null >/dev/null 2>&1 3>&- &
    for try in 1 2 3 4 5 6 7 8 9; do
        if runs "$@"; then return; fi
        sleep "0.$try"
    done
    runs "$@"
}
</#noparse>
</#if>

settings() {
<#if !forwardsV4 && !forwardsV6>
    :
</#if>
<#if forwardsV4>
    hold net.inet.ip.forwarding 1<#if forwardsV6> &&</#if>
</#if>
<#if forwardsV6>
    hold net.inet6.ip6.forwarding 1
</#if>
}

<#include "ground.openbsd.pf.ftl">

<#include "ground.openbsd.exit.ftl">

<#include "ground.openbsd.services.ftl">

check_link_dns() {
    :
}

link_dns() {
    :
}

no_link_dns() {
    :
}

check_online() {
    :
}

<#if waits>
# online: the script runs at boot, before those of packages unless somebody gave it another place.
online() {
    if ! rcctl get mesh_${interfaceName} status; then
        rcctl enable mesh_${interfaceName} && rcctl order mesh_${interfaceName}
    fi
}
<#else>
online() {
    no_online
}
</#if>

no_online() {
    if [ ! -f "$now/online" ]; then return; fi
    rm -f "$now/online" /etc/rc.d/mesh_${interfaceName} /var/run/mesh-${interfaceName}.online
    rcctl disable mesh_${interfaceName}
}

watch_pid=$now/watch.pid

<#if watches>
# watch: the program runs as it stands in its file. At boot rc(8) ends with a signal to all that it left behind.
watch() {
    if cmp -s "$directory/watch" "$now/watch" && runs "$watch_pid" "$directory/watch"; then return; fi
    start "$watch_pid" "$directory/watch"
}
<#else>
watch() {
    no_watch
}
</#if>

no_watch() {
    end "$watch_pid" "$directory/watch"
}

<#noparse>
check_trust() {
    [ ! -f "$1$tls/ca.pem" ] || check_block /etc/ssl/cert.pem
}

trust() {
    put_block "$tls/ca.pem" /etc/ssl/cert.pem
}

no_trust() {
    no_block /etc/ssl/cert.pem
}

# tell SERVICE: nothing where it does not run.
tell() {
    if rcctl check "$1" >/dev/null; then rcctl reload "$1"; fi
}
</#noparse>

<#include "ground.common.ftl">
