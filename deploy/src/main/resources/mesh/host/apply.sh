# Carries one host from what was planned from to what was planned. Until the first switch_file nothing outside of mesh's
# own directory changes; after it, a failure puts everything back.

# refuse REASON: before anything was switched.
refuse() {
    rm -rf "$stage" "$good"
    stop "$status_refused" "$1"
}

# expect_interface KEY: the running interface's public key, "(none)" without one, "absent" without an interface.
expect_interface() {
    found=absent
    if interface_exists; then found=$(live_key); fi
    if [ "$found" != "$1" ]; then
        stale "$interface has the public key $found, the plan was made from $1"
    fi
}

# expect_private_key KEY: the file the host keeps belongs to the public key that the peers get.
expect_private_key() {
    if [ ! -s "$directory/private.key" ]; then stale "$directory/private.key is gone"; fi
    found=$(public_key "$directory/private.key") || stale "$directory/private.key holds no key"
    if [ -n "$found" ] && [ "$found" != "$1" ]; then
        stale "$directory/private.key has the public key $found, the plan was made for $1"
    fi
}

# same_digests PREFIX: lines "DIGEST  FILE" on standard input all hold for PREFIX and FILE; else prints the first that
# does not.
same_digests() {
    prefix=$1
    expected=
    set --
    while read -r want file; do
        if [ ! -f "$prefix$file" ]; then
            printf '%s\n' "$file"
            return
        fi
        set -- "$@" "$prefix$file"
        expected="$expected$want  $prefix$file
"
    done
    if [ $# -eq 0 ]; then return; fi
    found=$(digests "$@")
    if [ "$found
" = "$expected" ]; then return; fi
    for file in "$@"; do
        case $expected in
            *"$(digests "$file")"*) ;;
            *)
                printf '%s\n' "${file#"$prefix"}"
                return
                ;;
        esac
    done
}

# expect_files: lines "DIGEST  FILE" on standard input.
expect_files() {
    different=$(same_digests '')
    if [ -n "$different" ]; then stale "$different is not what it was when it was planned"; fi
}

# expect_absent FILE...
expect_absent() {
    for file in "$@"; do
        if [ -e "$file" ] || [ -h "$file" ]; then stale "$file was not there when it was planned"; fi
    done
}

# open_stage KIB: room for the files that follow. Shells that keep here-documents in files keep them there too.
open_stage() {
    scripts=$stage
    if [ -f "$armed" ]; then stop "$status_locked" "a change of $interface waits for its confirmation"; fi
    rm -rf "$stage" "$good" && mkdir "$stage" "$good" || refuse "cannot make $stage"
    TMPDIR=$stage
    space=$(df -Pk "$stage")
    free_kib "$space"
    if [ "${free:-0}" -lt "$1" ]; then
        refuse "${free:-0} KiB are free under /etc and $1 KiB are needed"
    fi
}

# stage_directory FILE: that of the staged file. To begin a process is most of what a step costs.
stage_directory() {
    [ -d "$stage${1%/*}" ] || mkdir -p "$stage${1%/*}"
}

# stage_file FILE: its content is on standard input.
stage_file() {
    stage_directory "$1" && cat >"$stage$1" || refuse "cannot write $stage$1"
}

# stage_copy FILE: it stays as it is.
stage_copy() {
    stage_directory "$1" && cat "$1" >"$stage$1" || refuse "cannot write $stage$1"
}

# stage_patch FILE: the file in place with edits, which are on standard input: "=N" lines stay, "-N" lines go, "+TEXT" is
# a line that comes.
stage_patch() {
    stage_directory "$1" && awk -v base="$1" '
        function take() {
            if ((getline line <base) <= 0) {
                failed = 1
                exit 1
            }
        }
        /^\+/ { print substr($0, 2); next }
        /^=[0-9]+$/ { for (left = substr($0, 2) + 0; left > 0; left--) { take(); print line } next }
        /^-[0-9]+$/ { for (left = substr($0, 2) + 0; left > 0; left--) take(); next }
        { failed = 1; exit 1 }
        END { exit failed }
    ' >"$stage$1" || want_whole "cannot make $stage$1 of $1"
}

# want_whole REASON: the controller may send the files as they are.
want_whole() {
    printf '= send-whole\n' >&3
    refuse "$1"
}

# verify_stage [patched]: lines "DIGEST  FILE" on standard input.
verify_stage() {
    different=$(same_digests "$stage")
    if [ -z "$different" ]; then return; fi
    if [ $# -gt 0 ]; then want_whole "$different is not what was to be made of it"; fi
    refuse "$different arrived damaged"
}

check_stage() {
    activate check || refuse "the system would not take the files"
    if [ -f "$stage$directory/ground" ]; then
        run_ground "$stage" check "$stage" || refuse "the system would not take what $interface needs of the host"
    fi
}

# ground_up, ground_down: what the interface needs of the host, by the script that is in place.
ground_up() {
    run_ground '' up || undo "what $interface needs of the host could not be set up"
}

ground_down() {
    if [ -f "$directory/ground" ]; then
        run_ground '' down || undo "what $interface needed of the host could not be taken away"
    fi
}

# switch_file FILE MODE GROUP: the staged file becomes the real one, already with its owner and mode.
switch_file() {
    chown "0:$3" "$stage$1" && chmod "$2" "$stage$1" && put "$stage$1" "$1" || undo "$1 could not be replaced"
}

# own_file FILE MODE GROUP: right owner and mode for a file whose content stays.
own_file() {
    chown "0:$3" "$1" && chmod "$2" "$1" || undo "the mode of $1 could not be set"
}

remove_file() {
    forget "$1" || undo "$1 could not be removed"
}

# live TEXT COMMAND...: one change of the running interface.
live() {
    what=$1
    shift
    "$@" || undo "$what failed"
}

# bring_up HOW: "up", "restart" or "replace", which takes the old format's interface down first.
bring_up() {
    case $1 in
        replace)
            activate old-down || undo "the old interface did not go down"
            activate up || undo "$interface did not come up"
            ;;
        *) activate "$1" || undo "$interface did not come up" ;;
    esac
}

# read_back KEY PORT PEERS: what runs is what was wanted. A service may need a moment.
read_back() {
    tries=0
    while found=$(running) && [ "$found" != "$1 $2 $3" ]; do
        if [ "$tries" -ge 3 ]; then
            undo "$interface reads back as key, port, peers: $found; wanted were: $1 $2 $3"
        fi
        tries=$((tries + 1))
        sleep 1
    done
}

# stop_following: what is applied is what counts from here on.
stop_following() {
    if [ ! -e "/var/run/mesh-$interface.follow" ] && [ ! -e "/var/run/mesh-$interface.follow.sh" ]; then return; fi
    rm -f "/var/run/mesh-$interface.follow" "/var/run/mesh-$interface.follow.sh"
}
