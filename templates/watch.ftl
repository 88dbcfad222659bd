<#-- POSIX sh: moves networks that several peers lead to, to the first of them that is alive. -->
#!/bin/sh
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
# Listens whether the peers below are silent: each sends something at least every 5 seconds. After 15 seconds of silence
# the networks of a peer move to the next one that is alive, and back once the better one was alive for 21 seconds.
# While all of them are silent nothing moves.
interface=${interfaceName}
turn=/var/run/mesh-${interfaceName}.turn
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin
export LC_ALL PATH
umask 077
seconds=3

# ways: for each set of networks its peers, the preferred one first: name, address, keys.
ways() {
    cat <<'end'
<#list groups as group>
networks <#list group.networks as network>${network}<#sep> </#list>
<#list group.peers as peer>
peer ${peer.name} ${peer.address} <#list peer.keys as key>${key}<#sep> </#list>
</#list>
</#list>
end
}

<#if linux>
<#noparse>
# received: what came from each peer so far. KEY BYTES
received() {
    wg show "$interface" transfer
}

# held: what each peer has. KEY NETWORK...
held() {
    wg show "$interface" allowed-ips
}

# give KEY NETWORK...: all that the peer has from now on.
give() {
    key=$1
    shift
    (IFS=, && wg set "$interface" peer "$key" allowed-ips "$*")
}
</#noparse>
<#else>
<#noparse>
# received: what came from each peer so far. KEY BYTES
received() {
    told=$(ifconfig "$interface") || return
    printf '%s\n' "$told" | awk '$1 == "wgpeer" { key = $2 } $1 == "tx:" { print key, $4 }'
}

# held: what each peer has. KEY NETWORK...
held() {
    told=$(ifconfig "$interface") || return
    printf '%s\n' "$told" | awk '
        $1 == "wgpeer" { if (peer != "") print peer; peer = $2 }
        $1 == "wgaip" { peer = peer " " $2 }
        END { if (peer != "") print peer }'
}

# give KEY NETWORK...: all that the peer has from now on.
give() {
    key=$1
    shift
    # shellcheck disable=SC2046
    set -- $(printf 'wgaip %s ' "$@")
    ifconfig "$interface" wgpeer "$key" "$@"
}
</#noparse>
</#if>

<#noparse>

# decide: from what was known, what came, who has what, and the ways: what is known from now on, and what is to be done.
# A peer is "silent" for so many looks, and "steady" for so many since it was heard of first; 0: not yet, or not any more.
decide() {
    awk '
        function alive(key) { return key in steady && steady[key] > 0 }
        function dead(key) { return key in silent && silent[key] >= 5 }
        function usable(from, to, least,    i, j) {
            for (i = from; i <= to; i++)
                for (j = 1; j <= keys[i]; j++)
                    if (alive(key[i, j]) && steady[key[i, j]] >= least) { chosen = i; return key[i, j] }
            return ""
        }
        function listens(    name, was) {
            for (name in bytes) {
                silent[name] = name in silence ? silence[name] + 1 : 0
                steady[name] = name in silence && steadiness[name] > 0 && silent[name] < 5 ? steadiness[name] + 1 : 0
                if (name in before && bytes[name] != before[name] && bytes[name] != 0) {
                    silent[name] = 0
                    steady[name] = steadiness[name] + 1
                }
                print "known", name, bytes[name], silent[name], steady[name]
            }
        }
        # holder: the place of the peer that has all networks of the group, and its key; 0 where none has all.
        function holder(    i, j, n, who) {
            who = ""
            for (n = 1; n <= networks; n++) {
                if (!(network[n] in owner) || who != "" && owner[network[n]] != who) return 0
                who = owner[network[n]]
            }
            for (i = 1; i <= peers; i++)
                for (j = 1; j <= keys[i]; j++)
                    if (key[i, j] == who) { has = who; return i }
            return 0
        }
        function move(to,    n, all, moved, i, count, part) {
            for (n = 1; n <= networks; n++) all = all " " network[n]
            moved = substr(all, 2)
            gsub(" ", ",", moved)
            count = split(list[to], part, " ")
            for (i = 1; i <= count; i++) if (!(part[i] in own)) all = all " " part[i]
            print "move", peer[chosen], moved, to all
        }
        function group(    i, n, to, at) {
            if (networks == 0) return
            at = holder()
            if (at > 0) {
                to = dead(has) ? usable(1, peers, 1) : usable(1, at - 1, 7)
            } else {
                print "lost", network[1]
                if (network[1] in lost) {
                    to = usable(1, peers, 1)
                    if (to == "") for (i = peers; i > 0; i--) if (key[i, 1] in bytes) { to = key[i, 1]; chosen = i }
                }
            }
            if (to != "" && !(at > 0 && to == has)) move(to)
            for (i = 1; i <= peers; i++) if (dead(key[i, 1])) print "call", address[i]
            for (n in own) delete own[n]
            networks = peers = 0
        }
        $1 == "part" {
            if (part == "held") listens()
            part = $2
            next
        }
        part == "known" && $1 == "known" { before[$2] = $3; silence[$2] = $4; steadiness[$2] = $5 }
        part == "known" && $1 == "lost" { lost[$2] }
        part == "received" { bytes[$1] = $2 }
        part == "held" {
            for (i = 2; i <= NF; i++) if ($i != "(none)") { owner[$i] = $1; list[$1] = list[$1] " " $i }
        }
        part == "ways" && $1 == "networks" {
            group()
            for (i = 2; i <= NF; i++) { network[++networks] = $i; own[$i] }
        }
        part == "ways" && $1 == "peer" {
            peer[++peers] = $2
            address[peers] = $3
            keys[peers] = NF - 3
            for (i = 4; i <= NF; i++) key[peers, i - 3] = $i
        }
        END { group() }'
}

# carry_out: nothing while another program changes the interface, or once it did since the look.
carry_out() {
    while read -r what name moved rest; do
        case $what in
            move)
                if ! take_turn; then continue; fi
                if [ "$(held 2>/dev/null)" = "$has" ]; then
                    # shellcheck disable=SC2086
                    give $rest && say "$moved goes by $name"
                    has=$(held 2>/dev/null)
                fi
                rm -rf "$turn"
                ;;
            call) call "$name" ;;
        esac
    done
}

</#noparse>
<#include "turn.ftl">
<#noparse>

say() {
    if command -v logger >/dev/null; then logger -t mesh "$interface $1" </dev/null >/dev/null 2>&1; fi
}

# call ADDRESS: a packet for a silent peer makes WireGuard shake hands with one that was started anew.
call() {
    asks=ping
    case $1 in
        *:*) if command -v ping6 >/dev/null; then asks=ping6; fi ;;
    esac
    if command -v "$asks" >/dev/null; then "$asks" -c 1 "$1" </dev/null >/dev/null 2>&1 & fi
}

known=
while :; do
    sleep "$seconds"
    if came=$(received 2>/dev/null) && has=$(held 2>/dev/null); then
        answer=$(printf 'part known\n%s\npart received\n%s\npart held\n%s\npart ways\n%s\n' \
            "$known" "$came" "$has" "$(ways)" | decide)
        known=$(printf '%s\n' "$answer" | grep -E '^(known|lost) ')
        printf '%s\n' "$answer" | carry_out
    else
        known=
    fi
done
</#noparse>
