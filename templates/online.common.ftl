<#-- What both systems share: calls peers until one answers. -->

# call: a packet to some of the peers, to others in the next round; nobody waits for answers.
call() {
    { names | sed 's/^/name /'; addresses; } | awk -v "peer=$peer" -v "round=$waited" -v some=8 '
        $1 == "name" { name[$2] = $3; next }
        peer == "" || name[$1] == peer { address[count++] = $2 }
        END { for (i = 0; i < some && i < count; i++) print address[(round * some + i) % count] }' |
        while read -r address; do
            call=ping
            case $address in
                *:*) if command -v ping6 >/dev/null; then call=ping6; fi ;;
            esac
            ("$call" -c 1 -w 5 "$address" </dev/null >/dev/null 2>&1 &)
        done
}

interface=${interfaceName}
seconds=${seconds}
<#noparse>
peer=${1:-}
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin
export LC_ALL PATH
if [ -n "$peer" ] && [ -n "$(names)" ] && ! names | grep -q " $peer\$"; then
    echo "$interface has no peer called $peer" >&2
    exit 1
fi
before=$(handshakes)
waited=0
until answered=$(answer) && [ -n "$answered" ]; do
    if [ "$waited" -ge "$seconds" ]; then
        why="no peer answered"
        if [ -n "$peer" ]; then why="$peer did not answer"; fi
        if ! is_there; then why="there is no such interface"; fi
        echo "$interface is not online after $seconds s: $why" >&2
        exit 1
    fi
    call
    waited=$((waited + 1))
    sleep 1
done
reached
echo "$interface is online after $waited s: $answered answered"
</#noparse>
