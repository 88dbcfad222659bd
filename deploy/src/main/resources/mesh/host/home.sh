# The interface's own directory under /etc/mesh, the keys in it, and the words a program ends with.

# Exit statuses: see mesh.host.Ending.
status_stale=75
status_refused=76
status_restored=77
status_broken=78

# step TEXT: what the program has done, for whoever watches.
step() {
    printf '@ %s\n' "$1" >&3
}

# stop STATUS REASON
stop() {
    printf '! %s\n' "$2" >&3
    exit "$1"
}

# begin INTERFACE
begin() {
    interface=$1
    directory=/etc/mesh/$1
    stage=$directory/stage
    good=$directory/last-good
    before=$directory/before
}

# take_turn: one program at a time changes an interface. The turn of a program that was killed, or of a boot ago, is over.
take_turn() {
    turn=/var/run/mesh-$interface.turn
    if ! mkdir "$turn" 2>/dev/null; then
        holder=$(cat "$turn/pid" 2>/dev/null)
        if [ -z "$holder" ]; then
            sleep 1
            holder=$(cat "$turn/pid" 2>/dev/null)
        fi
        if [ -n "$holder" ] && kill -0 "$holder" 2>/dev/null; then
            stop "$status_refused" "another run is changing $interface on this host"
        fi
        rm -rf "$turn" && mkdir "$turn" || stop "$status_refused" "cannot make $turn"
    fi
    echo $$ >"$turn/pid"
    trap 'rm -rf "$turn"' EXIT
}

# forget FILE: without the file, and without the drop-in directory that it leaves empty.
forget() {
    rm -f "$1" || return
    case ${1%/*} in
        *.d) rmdir "${1%/*}" 2>/dev/null ;;
    esac
    return 0
}

# make_home GROUP MODE: the directories for keys, readable by GROUP as MODE says. An /etc/mesh that was there may be
# closed to GROUP: systemd-networkd would then find no key.
make_home() {
    (umask 022 && mkdir -p /etc/mesh) &&
        chmod a+x /etc/mesh &&
        mkdir -p "$directory/psk" &&
        chgrp "$1" "$directory" "$directory/psk" &&
        chmod "$2" "$directory" "$directory/psk" ||
        stop "$status_refused" "cannot make $directory"
}

# public_key FILE: the public half of the private key in FILE; nothing where no tool can tell. The key itself is in no
# argument: without wg(8), openssl takes it as the 32 bytes that end a PKCS#8 structure (RFC 8410).
public_key() {
    if has wg; then
        wg pubkey <"$1"
    elif has openssl; then
        {
            printf '\060\056\002\001\000\060\005\006\003\053\145\156\004\042\004\040'
            openssl base64 -d <"$1"
        } | openssl pkey -inform DER -pubout -outform DER 2>/dev/null | tail -c 32 | openssl base64 |
            awk 'length($0) == 44'
    fi
}
