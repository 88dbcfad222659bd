# Puts a host back to what it was before a change. Part of the changing program, and laid down on the host with every
# change, for the timer, the next boot and whoever ends the lease. It may be cut off anywhere and begun again.

# armed_value KEY: of the change that waits for its confirmation.
armed_value() {
    value_in "$armed" "$1"
}

# armed_by TOKEN: that run's change waits. Without a process, since the watch asks all the time.
armed_by() {
    find_value "$armed" token
    [ "$value" = "$1" ]
}

# put SOURCE FILE: by a sibling and a rename, so that no one ever sees half a file. The link needs no space on the disk.
put() {
    sibling=${2%/*}/.${2##*/}.mesh
    if [ ! -d "${2%/*}" ]; then (umask 022 && mkdir -p "${2%/*}") || return; fi
    if [ -e "$sibling" ] || [ -h "$sibling" ]; then rm -f "$sibling" || return; fi
    { ln "$1" "$sibling" 2>/dev/null || cp -p "$1" "$sibling"; } && mv -f "$sibling" "$2"
}

# activate NAME: a script of the host's format, in a shell of its own. What it says waits in a file: a tool such as
# wg-quick gives up half-way when it cannot write, and a lost connection must not take the interface away.
activate() {
    said=$turn/said
    if ! (: >"$said") 2>/dev/null; then said=/dev/null; fi
    STAGE=$stage sh "$scripts/.activation" "$1" >"$said" 2>&1
    activated=$?
    if [ -s "$said" ]; then cat "$said"; fi
    return "$activated"
}

# run_ground PREFIX VERB...: the script below PREFIX; what it says waits in a file as well.
# Services that it starts keep nothing of the connection open.
run_ground() {
    script=$1$directory/ground
    shift
    said=$turn/said
    if ! (: >"$said") 2>/dev/null; then said=/dev/null; fi
    sh "$script" "$@" </dev/null >"$said" 2>&1 3>&-
    grounded=$?
    if [ -s "$said" ]; then cat "$said"; fi
    return "$grounded"
}

# had_ground: the host had such a script before the change.
had_ground() {
    [ -f "$good$directory/ground" ] || ! grep -qxF "$directory/ground" "$good/.files"
}

# leave_ground, return_ground: before and after the files are what they were. A host whose former ground does not come up
# gets its interface back all the same.
leave_ground() {
    if [ -f "$good/.ground" ] && [ -f "$directory/ground" ] && ! had_ground; then run_ground '' down; fi
}

return_ground() {
    if [ -f "$good/.ground" ] && [ -f "$directory/ground" ]; then
        run_ground '' up || step "what $interface needs of the host did not come back"
    fi
}

restore_files() {
    while read -r file; do
        if [ -f "$good$file" ]; then
            put "$good$file" "$file" || return
        else
            forget "$file" || return
        fi
    done <"$good/.files"
}

# roll_back REASON: files, interface, service. The turn is held.
roll_back() {
    scripts=$good
    if [ ! -f "$good/.manifest" ]; then
        # The manifest is in place: the change was confirmed, and only this was left to do.
        stand_down
        return
    fi
    step "rolling back"
    read -r how 2>/dev/null <"$good/.how" || return
    if [ ! -d "$was" ] || [ "$how" = replace ] || [ "$how" = restart ]; then activate down; fi
    leave_ground
    restore_files || return
    return_ground
    if [ -d "$was" ]; then
        if ! interface_exists; then
            activate old-up
        fi
        restore_interface || return
        call_again
    fi
    note rolled-back "$1"
    stand_down
    step "rolled back"
}

# stand_down: no change waits any more.
stand_down() {
    rm -f "$armed" || return
    unhook_boot
    sync
    rm -rf "$stage" "$good"
}

# note VERDICT SUMMARY: a line in the host's log of changes, which keeps the last 500. A full disk stops nothing.
note() {
    {
        noted=
        for key in generation commit by; do
            find_value "$armed" "$key"
            noted="$noted$value	"
        done
        find_value "$armed" token
        printf '%s\t%s\t%s%s\t%s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" "$noted" "$2" "$value" >>"$log"
        if [ "$(awk 'END { print NR }' "$log")" -gt 500 ]; then
            tail -n 500 "$log" >"$log.part" && mv -f "$log.part" "$log"
        fi
    } 2>/dev/null || :
}

# hook_boot: something that undoes the change at the next boot, if it is still not confirmed then.
hook_boot() {
    hook=mesh-recover-$interface
    if [ -d /run/systemd/system ]; then
        wants=/etc/systemd/system/multi-user.target.wants
        printf '[Unit]\nDescription=Undo a change of %s that nobody confirmed\nAfter=network.target\n\n[Service]\nType=oneshot\nExecStart=/bin/sh %s boot\n' \
            "$interface" "$good/.rollback" >"/etc/systemd/system/$hook.service" &&
            chmod 644 "/etc/systemd/system/$hook.service" &&
            mkdir -p "$wants" && ln -sf "/etc/systemd/system/$hook.service" "$wants/$hook.service"
    elif has rc-update; then
        printf '#!/sbin/openrc-run\ndescription="Undo a change of %s that nobody confirmed"\n\nstart() {\n    /bin/sh %s boot\n}\n' \
            "$interface" "$good/.rollback" >"/etc/init.d/$hook" &&
            chmod 755 "/etc/init.d/$hook" && rc-update add "$hook" default >/dev/null
    elif [ "$(uname -s)" = OpenBSD ]; then
        printf 'sh %s boot # mesh\n' "$good/.rollback" >>/etc/rc.firsttime
    else
        printf '= %s\n' "no init that mesh knows: a reboot before the confirmation keeps the change" >&3
    fi
}

unhook_boot() {
    hook=mesh-recover-$interface
    rm -f "$awake" "/etc/systemd/system/multi-user.target.wants/$hook.service" "/etc/systemd/system/$hook.service"
    if [ -e "/etc/init.d/$hook" ]; then
        rc-update del "$hook" default >/dev/null 2>&1
        rm -f "/etc/init.d/$hook"
    fi
    if [ -f /etc/rc.firsttime ]; then
        grep -v "$good/.rollback boot # mesh" /etc/rc.firsttime >/etc/rc.firsttime.mesh
        if [ -s /etc/rc.firsttime.mesh ]; then
            mv -f /etc/rc.firsttime.mesh /etc/rc.firsttime
        else
            rm -f /etc/rc.firsttime.mesh /etc/rc.firsttime
        fi
    fi
}

# watch SECONDS TOKEN: undoes the change when the time is over and it is still there. A busy host sleeps longer than it is
# told; where the kernel tells its own time, which no clock moves, that counts too.
watch() {
    left=$1
    end=
    if read -r up idle </proc/uptime; then end=$((${up%%.*} + $1)); fi
    echo $$ >"$good/.watched"
    while [ "$left" -gt 0 ]; do
        nap=$((left < 2 ? left : 2))
        sleep "$nap"
        if ! armed_by "$2"; then exit 0; fi
        left=$((left - nap))
        if [ -n "$end" ] && read -r up idle </proc/uptime && [ "${up%%.*}" -ge "$end" ]; then left=0; fi
    done
    recover "not confirmed within $1 seconds"
}

# undo_at_boot: rc.firsttime(8) is used up by now, and the power may go once more before the host is back: the hook is laid
# down anew until then.
undo_at_boot() {
    if [ -f "$armed" ] && hook_boot; then sync; fi
    recover "the host was restarted before it was confirmed"
}

# recover REASON: until it is done. A change that is still at work is ended first: it had its time.
recover() {
    tries=0
    while [ -f "$armed" ]; do
        if [ "$tries" -ge 20 ]; then exit "$status_broken"; fi
        (
            seize_turn
            if [ -f "$armed" ]; then roll_back "$1"; fi
            give_turn
        )
        if [ -f "$armed" ]; then sleep 3; fi
        tries=$((tries + 1))
    done
}

# seize_turn: from a program that does not end by itself.
seize_turn() {
    turn=/var/run/mesh-$interface.turn
    if turn_is_held; then
        sleep 3
        if turn_is_held; then end_tree "$holder"; fi
    fi
    take_turn
}

# end_tree PID: a process and what it started.
end_tree() {
    kill -KILL "$1" 2>/dev/null
    for child in $({ ps -A -o pid= -o ppid= 2>/dev/null || ps -o pid,ppid; } | awk -v parent="$1" '$2 == parent { print $1 }'); do
        end_tree "$child"
    done
}
