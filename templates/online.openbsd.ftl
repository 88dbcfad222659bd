<#-- POSIX sh: waits for the first answer through the mesh, by ifconfig(8). -->
#!/bin/sh
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
# online [PEER]: waits until a peer of ${interfaceName} answers, or that peer.
<#noparse>
# names: a line "KEY NAME" for each peer; one whose key comes or goes has two.
names() {
    ifconfig "$interface" 2>/dev/null | awk '
        $1 == "wgpeer" { key = $2 }
        $1 == "wgdescr:" { sub("[.](next|former)$", "", $2); print key, $2 }'
}

# handshakes: a line "KEY SECONDS-AGO" for each peer that answered.
handshakes() {
    ifconfig "$interface" 2>/dev/null |
        awk '$1 == "wgpeer" { key = $2 } $1 == "last" && $2 == "handshake:" { print key, $3 }'
}

# answer: the name of a peer that has answered within what a session lasts.
answer() {
    { names | sed 's/^/name /'; handshakes | sed 's/^/now /'; } | awk -v "peer=$peer" -v session=180 '
        $1 == "name" { name[$2] = $3 }
        $1 == "now" && $3 < session && (peer == "" || name[$2] == peer) {
            print $2 in name ? name[$2] : $2
            exit
        }'
}

# addresses: "KEY ADDRESS" for each peer that can be called, at an address that is its own.
addresses() {
    ifconfig "$interface" 2>/dev/null | awk '
        $1 == "wgpeer" { key = $2; called = 0 }
        $1 == "wgendpoint" { called = 1 }
        $1 == "wgaip" && called && $2 ~ /^[0-9.]+\/32$|:.*\/128$/ {
            called = 0
            sub("/.*", "", $2)
            print key, $2
        }'
}

is_there() {
    ifconfig "$interface" >/dev/null 2>&1
}

# reached: what "rcctl check" asks for.
reached() {
    if [ -z "$peer" ]; then : >"/var/run/mesh-$interface.online"; fi
}
</#noparse>
<#include "online.common.ftl">
