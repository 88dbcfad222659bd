# What makes a change harmless: everything that is needed to undo it is laid down, then a timer runs, then the change is
# made. Whoever made the change confirms it over another connection.

# keep_before FILE...: the first version of each file that mesh did not write stays on the host for its owner. A later
# one does not replace it.
keep_before() {
    for file in "$@"; do
        if [ -e "$before$file" ]; then continue; fi
        (umask 077 && mkdir -p "$before${file%/*}" && cp "$file" "$before$file.part") &&
            chmod 600 "$before$file.part" &&
            mv "$before$file.part" "$before$file" ||
            refuse "cannot keep a copy of $file in $before"
    done
}

# keep FILE...: copies of all files that are about to change, and how the interface runs.
keep() {
    keep_files "$@"
    if interface_exists; then
        mkdir "$was" && keep_interface || refuse "cannot keep how $interface runs, so nothing could bring it back"
    fi
    step kept
}

# keep_leaving FILE...: of a host that leaves. An interface that could not be brought back may go all the same.
keep_leaving() {
    keep_files "$@"
    keep_ground
    if interface_exists; then
        mkdir "$was" && keep_interface || rm -rf "$was"
    fi
    step kept
}

keep_files() {
    : >"$good/.files" || refuse "cannot write $good"
    for file in "$@"; do
        if [ -f "$file" ]; then
            { [ -d "$good${file%/*}" ] || mkdir -p "$good${file%/*}"; } && cp -p "$file" "$good$file" ||
                refuse "cannot copy $file"
        fi
        printf '%s\n' "$file" >>"$good/.files" || refuse "cannot write $good"
    done
}

# keep_ground: going back includes what the interface needs of the host.
keep_ground() {
    : >"$good/.ground" || refuse "cannot write $good"
}

# arm HOW SECONDS TOKEN: from here on the host goes back by itself. HOW is "live", "up", "restart", "replace" or "leave";
# what is known of the run is on standard input.
arm() {
    {
        copy_lines && printf 'token %s\n' "$3"
    } >"$good/.armed" && printf '%s\n' "$1" >"$good/.how" || refuse "cannot write $good"
    move_scripts || refuse "cannot write $good"
    scripts=$good
    if ! printf '%s\n' "$3" >"$awake" || ! hook_boot || ! sync || ! mv "$good/.armed" "$armed"; then
        unhook_boot
        refuse "cannot see to it that a reboot undoes the change"
    fi
    if ! start_watch "$2" "$3"; then
        stand_down
        stop "$status_refused" "the rollback timer does not start"
    fi
    step armed
}

# move_scripts: those by which the host goes back.
move_scripts() {
    mv "$stage/.activation" "$stage/.rollback" "$stage/.manifest" "$good"
}

# start_watch SECONDS TOKEN: a process that outlives this session. Under systemd it must leave the session's scope.
start_watch() {
    if [ -d /run/systemd/system ]; then
        systemd-run --quiet --collect --unit="mesh-rollback-$interface-$2" \
            sh "$good/.rollback" watch "$1" "$2" >/dev/null 3>&- || return
    else
        (sh "$good/.rollback" watch "$1" "$2" </dev/null >/dev/null 2>&1 3>&- &)
    fi
    tries=0
    until [ -s "$good/.watched" ]; do
        if [ "$tries" -ge 100 ]; then return 1; fi
        tries=$((tries + 1))
        sleep 0.1
    done
}

# undo REASON: of a step that failed.
undo() {
    step undoing
    if roll_back "$1"; then stop "$status_restored" "$1"; fi
    stop "$status_broken" "$1; it could not be undone, and is tried again by itself; copies are in $good"
}

# through: all is changed and looks right; what confirms it is a rename, for which no disk can be too full.
through() {
    digest=$(digests "$directory/private.key") || undo "$directory/private.key cannot be read"
    zeros=0000000000000000000000000000000000000000000000000000000000000000
    sed "s/$zeros/${digest%% *}/" "$good/.manifest" >"$good/.part" && mv "$good/.part" "$good/.manifest" ||
        undo "the manifest could not be written"
    left
}

# left: the same of a host that leaves, which gets no manifest.
left() {
    : >"$good/.through" || undo "$good cannot be written"
    sync
    step through
}
