<#-- POSIX sh: waits for the first answer through the mesh, by wg(8). -->
#!/bin/sh
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
# online [PEER]: waits until a peer of ${interfaceName} answers, or that peer.
configuration=${configuration}
<#noparse>
# names: a line "KEY NAME" for each peer; one whose key comes or goes has two.
names() {
    awk '
        /^# / { name = $2; sub("[.](next|former)$", "", name) }
        /^PublicKey/ { sub("^PublicKey *= *", ""); print $0, name }' "$configuration"
}

# handshakes: a line "KEY TIME" for each peer; 0 for none so far.
handshakes() {
    wg show "$interface" latest-handshakes 2>/dev/null
}

# answer: the name of a peer that has answered since the beginning, or within what a session lasts.
answer() {
    { names | sed 's/^/name /'; printf '%s\n' "$before" | sed 's/^/before /'; handshakes | sed 's/^/now /'; } |
        awk -v "peer=$peer" -v "now=$(date +%s)" -v session=180 '
            $1 == "name" { name[$2] = $3 }
            $1 == "before" { before[$2] = $3 }
            $1 == "now" && $3 > 0 && (before[$2] != $3 || now - $3 < session) && (peer == "" || name[$2] == peer) {
                print $2 in name ? name[$2] : $2
                exit
            }'
}

# addresses: "KEY ADDRESS" for each peer that can be called, at an address that is its own.
addresses() {
    { wg show "$interface" endpoints | sed 's/^/at /'; wg show "$interface" allowed-ips; } 2>/dev/null | awk '
        $1 == "at" { if ($3 != "(none)") called[$2] = 1; next }
        $1 in called {
            for (i = 2; i <= NF; i++) {
                if ($i ~ /^[0-9.]+\/32$|:.*\/128$/) {
                    sub("/.*", "", $i)
                    print $1, $i
                    next
                }
            }
        }'
}

is_there() {
    ip link show dev "$interface" >/dev/null 2>&1
}

reached() {
    :
}
</#noparse>
<#include "online.common.ftl">
