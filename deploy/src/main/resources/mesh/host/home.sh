# The interface's own directory under /etc/mesh, the keys in it, and the words a program ends with.

# Exit statuses: see mesh.host.Ending.
status_stale=75
status_refused=76
status_restored=77
status_broken=78
status_locked=79
status_unfinished=80
status_rolled_back=81

# step TEXT: what the program has done, for whoever watches and for the host's own syslog.
step() {
    tell "$1"
    if has logger; then logger -t mesh "$interface $1" </dev/null >/dev/null 2>&1 || :; fi
}

# tell TEXT: for whoever watches alone.
tell() {
    printf '@ %s\n' "$1" >&3
}

# stop STATUS REASON
stop() {
    printf '! %s\n' "$2" >&3
    exit "$1"
}

stale() {
    stop "$status_stale" "$1"
}

# find_value FILE KEY: sets value to the rest of the first line that starts with KEY; to nothing where there is none, or no
# file. By the shell alone, since to begin a process costs more than to read some lines.
find_value() {
    value=
    if [ ! -f "$1" ]; then return; fi
    while read -r word rest; do
        if [ "$word" = "$2" ]; then
            value=$rest
            return
        fi
    done <"$1"
}

# value_in FILE KEY: prints it, where there is one.
value_in() {
    find_value "$@"
    if [ -n "$value" ]; then printf '%s\n' "$value"; fi
}

# first_line FILE: sets value to it; to nothing where there is none, or no file.
first_line() {
    value=
    if [ -f "$1" ]; then read -r value <"$1" || :; fi
}

# copy_lines: standard input to standard output. For some lines, no more.
copy_lines() {
    while IFS= read -r line; do printf '%s\n' "$line" || return; done
}

# expect_generation NUMBER: 0 where mesh never applied anything.
expect_generation() {
    found=0
    if [ -f "$directory/manifest" ]; then
        find_value "$directory/manifest" generation
        found=$value
    fi
    if [ "$found" != "$1" ]; then
        stale "generation $found is there, the plan was made from $1"
    fi
}

# begin INTERFACE
begin() {
    interface=$1
    directory=/etc/mesh/$1
    stage=$directory/stage
    good=$directory/last-good
    before=$directory/before
    was=$good/.was
    armed=$directory/armed
    awake=/var/run/mesh-$1.armed
    lease=/var/run/mesh-$1.lease
    log=/var/log/mesh-$1.log
}

# take_turn: one program at a time changes an interface. The turn of a program that was killed, or of a boot ago, is over.
take_turn() {
    turn=/var/run/mesh-$interface.turn
    tries=0
    until mkdir "$turn" 2>/dev/null; do
        if turn_is_held; then
            if [ "$tries" -ge 5 ]; then stop "$status_locked" "another program is changing $interface on this host"; fi
            sleep 1
        else
            end_turn "$holder"
        fi
        if [ "$tries" -ge 20 ]; then stop "$status_refused" "cannot make $turn"; fi
        tries=$((tries + 1))
    done
    echo $$ >"$turn/pid"
    trap 'give_turn' EXIT
}

# turn_is_held: its program, "holder", lives. One that has just begun may not have said which it is.
turn_is_held() {
    first_line "$turn/pid"
    if [ -z "$value" ] && [ -d "$turn" ]; then
        sleep 1
        first_line "$turn/pid"
    fi
    holder=$value
    [ -n "$holder" ] && kill -0 "$holder" 2>/dev/null
}

# end_turn HOLDER: of a program that is gone, unless somebody else has taken it over meanwhile.
end_turn() {
    if mv "$turn" "$turn.$$" 2>/dev/null; then
        first_line "$turn.$$/pid"
        if [ "$value" = "$1" ]; then
            rm -rf "$turn.$$"
        else
            mv "$turn.$$" "$turn"
        fi
    fi
}

give_turn() {
    first_line "$turn/pid"
    if [ "$value" = $$ ]; then rm -rf "$turn"; fi
}

# forget FILE: without the file, and without the drop-in directory that it leaves empty.
forget() {
    if [ -e "$1" ] || [ -h "$1" ]; then rm -f "$1" || return; fi
    case ${1%/*} in
        *.d) rmdir "${1%/*}" 2>/dev/null ;;
    esac
    return 0
}

# make_home GROUP MODE: the directories for keys, readable by GROUP as MODE says. An /etc/mesh that was there may be
# closed to GROUP: systemd-networkd would then find no key.
make_home() {
    if home_is_made "$@"; then return; fi
    (umask 022 && mkdir -p /etc/mesh) &&
        chmod a+x /etc/mesh &&
        mkdir -p "$directory/psk" &&
        chgrp "$1" "$directory" "$directory/psk" &&
        chmod "$2" "$directory" "$directory/psk" ||
        stop "$status_refused" "cannot make $directory"
}

# home_is_made GROUP MODE: by one process, since to begin one is most of what a step costs.
home_is_made() {
    if [ ! -d "$directory/psk" ]; then return 1; fi
    others=$(find /etc/mesh "$directory" "$directory/psk" -prune \
        \( ! -perm -111 -path /etc/mesh -o ! -path /etc/mesh \( ! -perm "$2" -o ! -group "$1" \) \) 2>&1) && [ -z "$others" ]
}

# next_key_is_in_use: the next key is the key by now.
next_key_is_in_use() {
    [ -s "$directory/next.key" ] && [ "$(cat "$directory/next.key")" = "$(cat "$directory/private.key")" ]
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
