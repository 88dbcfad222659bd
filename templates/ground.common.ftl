<#-- What the scripts of both systems share: how settings of the kernel are held and given back, and names. -->
interface=${interfaceName}
<#if hasRelay>
relay_java=${relay.java}
relay_jar=${relay.jar}
relay_port=${relay.port}
</#if>
relay_home=/etc/mesh/relay-${interfaceName}
<#noparse>
# put_names FILE: /etc/hosts has the block of FILE and otherwise what it had. It is written in its place where it cannot
# be replaced: a container's is a mount, some systems have a link.
put_names() {
    hosts=/etc/hosts
    if [ ! -f "$hosts" ]; then (umask 022 && : >"$hosts") || return; fi
    other_names >"$now/hosts.part" && cat "$1" >>"$now/hosts.part" || return
    if ! cmp -s "$now/hosts.part" "$hosts"; then
        new=/etc/.hosts.mesh-$interface
        if [ -L "$hosts" ] ||
            ! { cp -p "$hosts" "$new" && cat "$now/hosts.part" >"$new" && mv -f "$new" "$hosts"; } 2>/dev/null; then
            rm -f "$new"
            cat "$now/hosts.part" >"$hosts" || return
        fi
        if command -v restorecon >/dev/null; then restorecon "$hosts" || :; fi
    fi
    rm -f "$now/hosts.part"
}

# other_names: /etc/hosts without the block. One that does not end as it should is left to people.
other_names() {
    awk -v "from=# BEGIN mesh $interface " -v "to=# END mesh $interface" '
        index($0, from) == 1 { if (inside) exit; inside = 1; next }
        inside && $0 == to { inside = 0; next }
        !inside
        END { exit inside }' /etc/hosts && return
    echo "/etc/hosts: '# BEGIN mesh $interface' has no '# END mesh $interface': put it back, or delete both" >&2
    return 1
}

# names: the block is there where there are names, and gone where there are none.
names() {
    if [ -f "$directory/hosts" ]; then
        put_names "$directory/hosts"
    else
        no_names
    fi
}

no_names() {
    if grep -q "^# BEGIN mesh $interface " /etc/hosts 2>/dev/null; then put_names /dev/null; fi
}

# check_names: the block can be put in.
check_names() {
    [ ! -f /etc/hosts ] || other_names >/dev/null
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
<#if hasRelay>
<#noparse>
# check_relay: what the relay is started with is there.
check_relay() {
    for needed in "$relay_java" "$relay_jar" "$relay_home/relay.key"; do
        if [ ! -s "$needed" ]; then
            echo "$needed is not there: mesh apply brings it" >&2
            return 1
        fi
    done
    relay_init
}

# relay: the service is what the files say, and runs. At boot init starts it. Only the list of clients changes without a
# restart.
relay() {
    put_public "$directory/relay.json" "$relay_home/relay.json" &&
        put_public "$directory/relay.clients" "$relay_home/clients" || return
    if [ -n "$booting" ]; then return; fi
    put_service || return
    if relay_runs && same relay.json && same relay.service; then
        same relay.clients || relay_reload
    else
        rm -f "$now/relay.json" # until it answers, nothing of it is at work
        relay_restart && relay_answers
    fi
}

# same FILE: as it was put to work last.
same() {
    cmp -s "$directory/$1" "$now/$1"
}

# put_public FILE TARGET: a copy that the relay may read.
put_public() {
    (umask 022 && mkdir -p "$relay_home" && cp "$1" "$2.part" && chmod 644 "$2.part" && mv -f "$2.part" "$2")
}

# relay_answers: it listens, and goes on to run.
relay_answers() {
    tries=0
    until relay_listens; do
        if [ "$tries" -ge 60 ]; then
            echo "the relay does not listen on TCP port $relay_port" >&2
            relay_says >&2
            return 1
        fi
        tries=$((tries + 1))
        sleep 0.5 || sleep 1
    done
}
</#noparse>
<#else>
check_relay() {
    :
}

relay() {
    no_relay
}
</#if>
<#noparse>

# up: from whatever is there.
up() {
    mkdir -p "$now" && new_boot || return
    held=' '
    settings && firewall && paths && names && relay && let_go || return
    for file in ground firewall.nft pf.conf hosts relay.json relay.clients relay.service; do
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
    no_relay && no_paths && no_firewall && no_names && let_go && rm -rf "$now"
}

case ${1:-} in
    check) check "$2" && check_names && check_relay ;;
    up) up ;;
    down) down ;;
    *)
        echo "usage: ground check DIRECTORY | up | down" >&2
        exit 64
        ;;
esac
</#noparse>
