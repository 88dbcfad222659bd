<#-- What the scripts of both systems share: how settings of the kernel are held and given back, names, and TLS. -->
interface=${interfaceName}
<#if hasRelay>
relay_port=${relay.port}
relay_ready=${relay.secrets}/ready
</#if>
<#if hasAgent>
agent_begins=${agent.home}/status.sock
</#if>
relay_home=/etc/mesh/relay-${interfaceName}
tls=${directory}.tls
reload=${reload}
key_group=${keyGroup}
key_mode=${keyMode}
<#noparse>
# put_block FILE TARGET: TARGET has the block of FILE and otherwise what it had. It is written in its place where it cannot
# be replaced: a container's is a mount, some systems have a link.
put_block() {
    target=$2
    if [ ! -f "$target" ]; then (umask 022 && : >"$target") || return; fi
    outside "$target" >"$now/block.part" && cat "$1" >>"$now/block.part" || return
    if ! cmp -s "$now/block.part" "$target"; then
        new=${target%/*}/.${target##*/}.mesh-$interface
        if [ -L "$target" ] ||
            ! { cp -p "$target" "$new" && cat "$now/block.part" >"$new" && mv -f "$new" "$target"; } 2>/dev/null; then
            rm -f "$new"
            cat "$now/block.part" >"$target" || return
        fi
        if command -v restorecon >/dev/null; then restorecon "$target" || :; fi
    fi
    rm -f "$now/block.part"
}

# outside TARGET: the file without the block. One that does not end as it should is left to people.
outside() {
    awk -v "from=# BEGIN mesh $interface " -v "to=# END mesh $interface" '
        index($0, from) == 1 { if (inside) exit; inside = 1; next }
        inside && $0 == to { inside = 0; next }
        !inside
        END { exit inside }' "$1" && return
    echo "$1: '# BEGIN mesh $interface' has no '# END mesh $interface': put it back, or delete both" >&2
    return 1
}

# no_block TARGET
no_block() {
    if grep -q "^# BEGIN mesh $interface " "$1" 2>/dev/null; then put_block /dev/null "$1"; fi
}

# check_block TARGET: the block can be put in.
check_block() {
    [ ! -f "$1" ] || outside "$1" >/dev/null
}

# names: the block is there where there are names, and gone where there are none.
names() {
    if [ -f "$directory/hosts" ]; then
        put_block "$directory/hosts" /etc/hosts
    else
        no_names
    fi
}

no_names() {
    no_block /etc/hosts
}

# check_certificate DIRECTORY: the certificate is of the key that was made here.
check_certificate() {
    if [ ! -f "$1$tls/cert.pem" ]; then return; fi
    if ! command -v openssl >/dev/null; then
        echo "openssl is not there: install the package openssl" >&2
        return 1
    fi
    if [ "$(openssl x509 -in "$1$tls/cert.pem" -noout -pubkey)" != "$(openssl pkey -in "$tls/key.pem" -pubout)" ]; then
        echo "$tls/key.pem is not the key of the certificate: run mesh apply, which renews it" >&2
        return 1
    fi
    if [ "$key_group" != 0 ] && ! { getent group "$key_group" || grep "^$key_group:" /etc/group; } >/dev/null 2>&1; then
        echo "there is no group $key_group here" >&2
        return 1
    fi
}

# certificate: its key is readable as it should be, and the service that uses it hears of another one. A service that
# cannot be told takes nothing else down: that it was not is found by the next plan.
certificate() {
    told=yes
    if [ -f "$tls/cert.pem" ] && [ -f "$tls/key.pem" ]; then
        chown "0:$key_group" "$tls/key.pem" && chmod "$key_mode" "$tls/key.pem" || return
        if [ -n "$reload" ] && ! cmp -s "$tls/cert.pem" "$now/cert.pem"; then
            bounded tell "$reload" || told=no
        fi
    fi
    if [ -f "$tls/cert.pem" ] && [ "$told" = yes ]; then
        cp "$tls/cert.pem" "$now/cert.pem"
    else
        rm -f "$now/cert.pem"
    fi
}

# bounded COMMAND...: it has 20 seconds.
bounded() {
    rm -f "$now/ended"
    (
        "$@"
        echo "$?" >"$now/ended"
    ) &
    left=20
    until [ -s "$now/ended" ] || [ "$left" -eq 0 ]; do
        sleep 1
        left=$((left - 1))
    done
    [ "$(cat "$now/ended" 2>/dev/null)" = 0 ]
}

# trusted: the system trusts the mesh's authorities where there are any. A system that cannot be told keeps its interface.
trusted() {
    rm -f "$now/ca.pem"
    if [ -f "$tls/ca.pem" ]; then
        if trust; then cp "$tls/ca.pem" "$now/ca.pem"; fi
    else
        no_trust
    fi
}

# hold KEY VALUE: the kernel gets the setting; what it had stays known.
hold() {
    found=$(get "$1") || return
    if ! grep -qF "$1 = " "$now/before" 2>/dev/null; then
        printf '%s = %s\n' "$1" "$found" >>"$now/before" || return
    fi
    held="$held $1 "
    if [ "$found" != "$2" ]; then put "$1" "$2"; fi
}

# let_go: what is not held has its former value again. What another interface of mesh holds is left to that one.
let_go() {
    if [ ! -f "$now/before" ]; then return; fi
    : >"$now/before.part" || return
    while read -r key equals value; do
        case $held in
            *" $key "*) printf '%s %s %s\n' "$key" "$equals" "$value" >>"$now/before.part" || return ;;
            *) give_back "$key" "$value" || return ;;
        esac
    done <"$now/before"
    mv "$now/before.part" "$now/before"
}

# give_back KEY VALUE
give_back() {
    for other in /etc/mesh/*/running/before; do
        if [ "$other" != "$now/before" ] && grep -qF "$1 = " "$other" 2>/dev/null; then
            sed "s|^$1 = .*|$1 = $2|" "$other" >"$other.part" && mv "$other.part" "$other"
            return
        fi
    done
    if get "$1" >/dev/null 2>&1; then put "$1" "$2"; fi
}

</#noparse>
<#include "ground.services.ftl">

<#noparse>
# up: from whatever is there.
up() {
    mkdir -p "$now" && new_boot || return
    held=' '
    settings && firewall && paths && names && link_dns && relay && agent && watch && online && trusted && certificate && let_go || return
    for file in ground firewall.nft pf.conf hosts online relay.json relay.clients relay.service agent.json agent.service watch \
        watch.service; do
        if [ -f "$directory/$file" ]; then
            cp "$directory/$file" "$now/$file"
        else
            rm -f "$now/$file"
        fi || return
    done
}

# down: as it was before mesh.
down() {
    held=' '
    no_watch && no_online && no_link_dns && no_agent && no_relay && no_paths && no_firewall && no_names && no_trust && let_go && rm -rf "$now"
}

case ${1:-} in
    check) check "$2" && check_block /etc/hosts && check_relay && check_agent && check_link_dns && check_online && check_trust "$2" && check_certificate "$2" ;;
    up) up ;;
    down) down ;;
</#noparse>
<#if follows>
    follow) following ;;
</#if>
<#noparse>
    *)
        echo "usage: ground check DIRECTORY | up | down" >&2
        exit 64
        ;;
esac
</#noparse>
