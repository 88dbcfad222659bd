<#-- POSIX sh, for OpenBSD: how internet traffic goes through another host. rtable(4), route(8), wgrtable of ifconfig(8),
     reply-to of pf.conf(5). -->
exit_pid=$now/exit.pid

<#if exit.used>
# The routing table of WireGuard's own packets, whose default route is the host's own.
mark=${exit.mark}
carried="<#if exit.v4> inet</#if><#if exit.v6> inet6</#if> "

<#noparse>
# paths: until the interface is up there is only that table. A boot forgets what was before.
paths() {
    if [ -n "$booting" ]; then rm -f "$now/exit" "$now/near" "$now/kept"; fi
    route -qn -T "$mark" add -inet 127.0.0.0/8 127.0.0.1 -reject 2>/dev/null || :
    own_table inet && own_table inet6 || return
    if ! ifconfig "$interface" 2>/dev/null | grep '^[a-z0-9]*: flags=[0-9a-f]*<UP,' >/dev/null; then return; fi
    if [ ! -f "$now/exit" ]; then keep_open || return; fi
    echo "$mark$carried" >"$now/exit" && near && ifconfig "$interface" wgrtable "$mark" && halves inet && halves inet6 &&
        follow
}

# own_way FAMILY: gateway and interface of the host's own default route.
own_way() {
    route -n show "-$1" | awk -v own="$interface" '
        $1 == "default" && $3 ~ /U/ && $3 ~ /G/ && $NF != own && (best == "" || $(NF - 1) < prio) {
            best = $2 " " $NF
            prio = $(NF - 1) + 0
        }
        END { if (best != "") print best }'
}

# own_table FAMILY: the table has the host's own default route, or none while the host has none.
own_table() {
    wanted=$(own_way "$1")
    wanted=${wanted%% *}
    has=$(route -n -T "$mark" show "-$1" | awk '$1 == "default" { print $2; exit }')
    if [ "$wanted" = "$has" ]; then return; fi
    if [ -n "$has" ]; then route -qn -T "$mark" delete "-$1" default "$has"; fi
    if [ -n "$wanted" ]; then route -qn -T "$mark" add "-$1" default "$wanted"; fi
}

# next_hop ADDRESS: how it is reached without the tunnel: a gateway, or the address itself where it is a neighbour.
next_hop() {
    case $1 in *:*) family=inet6 ;; *) family=inet ;; esac
    route -n get "-$family" "$1" 2>/dev/null | awk -v own="$interface" -v to="$1" '
        $1 == "gateway:" { gateway = $2 }
        $1 == "interface:" { name = $2 }
        $1 == "flags:" { flags = $2 }
        END { if (name != "" && name != own && name !~ /^lo/) print flags ~ /GATEWAY/ ? gateway : to }'
}

# by_hosts TABLE FILE: that table has a route for each line "ADDRESS NEXT-HOP" on standard input, and none of the others
# that the file lists; the file lists them then.
by_hosts() {
    cat >"$2.part" || return
    if [ -f "$2" ]; then
        while read -r address hop; do
            if ! grep -qxF "$address $hop" "$2.part"; then
                route -qn -T "$1" delete "$(of_family "$address")" -host "$address" "$hop" 2>/dev/null
            fi
        done <"$2"
    fi
    while read -r address hop; do
        route -qn -T "$1" add "$(of_family "$address")" -host "$address" "$hop" 2>/dev/null
    done <"$2.part"
    mv -f "$2.part" "$2"
}

of_family() {
    case $1 in *:*) echo -inet6 ;; *) echo -inet ;; esac
}

# near: peers that are reached without the default route. Neighbours stand in table 0 alone, so each gets a route.
near() {
    ifconfig "$interface" | awk '$1 == "wgendpoint" && $2 != "unable" { print $2 }' | sort -u |
        while read -r address; do
            hop=$(next_hop "$address")
            if [ -n "$hop" ]; then printf '%s %s\n' "$address" "$hop"; fi
        done | by_hosts "$mark" "$now/near"
}

# open_ends: the other ends of the connections that are open.
open_ends() {
    for family in inet inet6; do
        netstat -n -f "$family" | awk '$1 ~ /^tcp/ && $NF == "ESTABLISHED" { sub(/\.[0-9]+$/, "", $5); print $5 }'
    done | sort -u
}

# keep_open: connections that are open keep the way that they have, each by a route to its other end.
keep_open() {
    gates=" $(own_way inet) $(own_way inet6) "
    open_ends | while read -r address; do
        hop=$(next_hop "$address")
        if [ "$hop" = "$address" ]; then continue; fi
        case $gates in *" $hop "*) printf '%s %s\n' "$address" "$hop" ;; esac
    done | by_hosts 0 "$now/kept"
}

# let_close: such a route goes with its connection, and with its gateway.
let_close() {
    if [ ! -s "$now/kept" ]; then return; fi
    gates=" $(own_way inet) $(own_way inet6) "
    ends=$(open_ends)
    while read -r address hop; do
        case $gates in
            *" $hop "*) if printf '%s\n' "$ends" | grep -qxF "$address"; then printf '%s %s\n' "$address" "$hop"; fi ;;
        esac
    done <"$now/kept" | by_hosts 0 "$now/kept"
}

# halves FAMILY: all addresses in two networks, which are nearer than the default route; that stays as it is. Behind each
# stands a route of a later priority that refuses, so that nothing goes the default way while the interface is gone.
halves() {
    case $1 in
        inet) both="0.0.0.0/1 128.0.0.0/1" refuse=127.0.0.1 ;;
        inet6) both="::/1 8000::/1" refuse=::1 ;;
    esac
    own=$(ifconfig "$interface" | awk -v family="$1" '$1 == family && $2 !~ /^fe80:/ { print $2; exit }')
    for half in $both; do
        route -qn add "-$1" "$half" "$refuse" -reject -priority 62 2>/dev/null
        case $carried in
            *" $1 "*) route -qn add "-$1" "$half" -iface "$own" 2>/dev/null ;;
        esac
    done
    stand "$1"
}

# stand FAMILY: its four routes are there, or two where the exit does not carry it.
stand() {
    expected=2
    case $carried in *" $1 "*) expected=4 ;; esac
    found=$(half_routes "$1" | awk 'END { print NR }')
    if [ "$found" -ne "$expected" ]; then
        echo "routes through $interface for all of $1: $found are there, $expected were wanted" >&2
        return 1
    fi
}

# follow: what the host's own way is made of changes with its network: gateways, neighbours, who listens.
follow() {
    if cmp -s "$directory/ground" "$now/ground" && runs "$exit_pid" "$directory/ground" follow; then return; fi
    start "$exit_pid" "$directory/ground" follow
}

# following: for ever, but not while another program changes the interface.
following() {
    while sleep 5; do
        if ! take_turn; then continue; fi
        booting=
        if [ -f "$now/exit" ]; then
            own_table inet
            own_table inet6
            near
            let_close
            halves inet
            halves inet6
            if expanded "$directory/$rules" >"$now/rules.next" && [ -s "$now/rules.next" ] &&
                ! cmp -s "$now/rules.next" "$now/rules"; then
                pfctl -q -a "$anchor" -f "$now/rules.next" && mv -f "$now/rules.next" "$now/rules" && listed >"$now/listed"
            fi
        fi
        rm -rf "$turn"
    done
}

turn=/var/run/mesh-$interface.turn

</#noparse>
<#include "turn.ftl">
<#noparse>

# answers: rules by which calls of TCP from beyond the host's own networks are answered the way that they came.
answers() {
    for family in inet inet6; do
        way=$(own_way "$family")
        if [ -z "$way" ]; then continue; fi
        door=${way#* }
        {
            echo "gate ${way%% *}"
            ifconfig "$door" | awk '$1 == "groups:" { print } $1 ~ /^inet6?$/ { print "own", $2 }'
            own_networks "$family" | sed 's/^/network /'
            netstat -an -f "$family" | awk '$1 ~ /^tcp/ && $NF == "LISTEN" && $4 !~ /^(127|::1)\./ { sub(/.*\./, "", $4); print "port", $4 }' |
                sort -un -k 2
            pfctl -s rules 2>/dev/null | sed 's/^/rule /'
        } | admitted "$family" "$door"
    done
}

# own_networks FAMILY: those that have a nearer route than the default one. Octets that route(8) leaves out are zero.
own_networks() {
    if [ "$1" = inet6 ]; then echo fe80::/10; fi
    route -n show "-$1" | awk -v own="$interface" '
        $3 !~ /U/ || $3 ~ /[HR]/ || $NF == own || $NF ~ /^lo/ || $1 == "default" || $1 ~ /^(fe80|ff0)/ { next }
        {
            split($1, part, "/")
            if ($1 !~ /:/) while (split(part[1], octet, ".") < 4) part[1] = part[1] ".0"
            print part[1] "/" part[2]
        }'
}
</#noparse>

<#include "ground.openbsd.answers.ftl">
<#else>
paths() {
    no_paths
}
</#if>
<#noparse>

half_routes() {
    route -n show "-$1" | awk '$1 ~ /^(0|0\.0\.0\.0|128|128\.0\.0\.0|::|8000::)\/1$/ { print $1, $2, ($NF ~ /^lo/ ? "refuses" : "carries") }'
}

# no_follow: it may hold the turn of those who change the interface, which is over with it.
no_follow() {
    end "$exit_pid" "$directory/ground" follow
}

# no_paths: the way of everything first, so that WireGuard's packets have one all the time.
no_paths() {
    no_follow
    if [ ! -f "$now/exit" ]; then return; fi
    read -r used rest <"$now/exit"
    for family in inet inet6; do
        half_routes "$family" | while read -r half gateway kind; do
            case $kind in
                refuses) route -qn delete "-$family" "$half" "$gateway" -reject -priority 62 ;;
                *) route -qn delete "-$family" "$half" "$gateway" ;;
            esac
        done
    done
    if ifconfig "$interface" >/dev/null 2>&1; then ifconfig "$interface" wgrtable 0 || return; fi
    for list in kept near; do
        if [ ! -f "$now/$list" ]; then continue; fi
        table=0
        if [ "$list" = near ]; then table=$used; fi
        while read -r address hop; do
            case $address in *:*) family=inet6 ;; *) family=inet ;; esac
            route -qn -T "$table" delete "-$family" -host "$address" "$hop" 2>/dev/null
        done <"$now/$list"
    done
    for family in inet inet6; do
        route -n -T "$used" show "-$family" | awk '$1 == "default" { print $2 }' | while read -r gateway; do
            route -qn -T "$used" delete "-$family" default "$gateway"
        done
    done
    route -qn -T "$used" delete -inet 127.0.0.0/8 127.0.0.1 -reject 2>/dev/null
    rm -f "$now/exit" "$now/near" "$now/kept" "$now/rules" "$now/rules.next"
}
</#noparse>
