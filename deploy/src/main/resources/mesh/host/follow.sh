# Keeps the allowed IPs of a peer with the one of its two keys that shook hands last, while the peer changes its key.

# handshakes: words KEY TIME for each peer, the time in seconds, 0 before the first. Where ifconfig tells, it tells an
# age, so a time may read a second off.
handshakes() {
    if has wg; then
        wg show "$interface" latest-handshakes
    else
        ifconfig "$interface" | awk -v "now=$(date +%s)" '
            $1 == "wgpeer" { if (key != "") print key, time; key = $2; time = 0 }
            $1 == "last" && $2 == "handshake:" { time = now - $3 }
            END { if (key != "") print key, time }'
    fi
}

# look: when each of the two keys shook hands; empty for a key that is no peer here.
look() {
    first_time=
    second_time=
    key=
    for word in $(handshakes 2>/dev/null); do
        case $key in
            '') key=$word ;;
            "$first") first_time=$word key= ;;
            "$second") second_time=$word key= ;;
            *) key= ;;
        esac
    done
}

# give KEY: the allowed IPs move to that peer.
give() {
    if has wg; then
        wg set "$interface" peer "$1" allowed-ips "$allowed"
    else
        set -- wgpeer "$1"
        for network in $(printf '%s' "$allowed" | tr ',' ' '); do
            set -- "$@" wgaip "$network"
        done
        ifconfig "$interface" "$@"
    fi
}

# is_newer TIME BEFORE
is_newer() {
    [ -n "$1" ] && [ "$1" -gt "$((${2:-0} + slack))" ]
}

# told: what is to be followed, from the arguments of both programs.
told() {
    first=$1
    second=$2
    ticks=$(($3 * 10))
    allowed=$4
    slack=1
    if has wg; then slack=0; fi
    mark=/var/run/mesh-$interface.follow
}

# keep_following FIRST SECOND SECONDS ALLOWED_IPS TOKEN: until the time is up, or the mark is gone or another's.
keep_following() {
    told "$@"
    look
    first_before=$first_time
    second_before=$second_time
    printf '%s\n' "$5" >"$mark"
    while [ "$ticks" -gt 0 ] && read -r found <"$mark" && [ "$found" = "$5" ]; do
        look
        if is_newer "$second_time" "$second_before"; then
            give "$second"
        elif is_newer "$first_time" "$first_before"; then
            give "$first"
        fi
        first_before=${first_time:-$first_before}
        second_before=${second_time:-$second_before}
        ticks=$((ticks - 1))
        sleep 0.1 || sleep 1
    done
    if read -r found <"$mark" && [ "$found" = "$5" ]; then rm -f "$mark" "$mark.sh"; fi
}

# follow FIRST SECOND SECONDS ALLOWED_IPS: a program of its own goes on so long; its text is on standard input. One
# follower an interface: a later one takes over. All that changes the interface's peers ends it.
follow() {
    told "$@"
    token=$$.$(date +%s)
    look
    if [ -z "$first_time" ] || [ -z "$second_time" ]; then
        stop "$status_stale" "$interface does not know both keys of the peer"
    fi
    rm -f "$mark"
    cat >"$mark.part" && mv -f "$mark.part" "$mark.sh" || stop "$status_refused" "cannot write $mark.sh"
    (sh "$mark.sh" "$@" "$token" </dev/null >/dev/null 2>&1 3>&- &)
    tries=0
    until [ -s "$mark" ]; do
        if [ "$tries" -ge 100 ]; then stop "$status_refused" "following does not begin"; fi
        tries=$((tries + 1))
        sleep 0.1
    done
}
