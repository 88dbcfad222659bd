# Who may change the interface. A lease has an end, and its token goes along with every later program: a run that lost
# its lease can write nothing more.

# lease_value KEY: the rest of the line that starts with KEY.
lease_value() {
    value_in "$lease" "$1"
}

# holds_lease TOKEN: it is that run's.
holds_lease() {
    if [ ! -s "$lease" ]; then return 1; fi
    find_value "$lease" token
    [ "$value" = "$1" ]
}

# lease_is_free: there is none, or its time is over. A clock that was set back by more than a minute ends it too, or it
# would last until the clock is there again.
lease_is_free() {
    if [ ! -s "$lease" ]; then return 0; fi
    now=$(date +%s)
    find_value "$lease" since
    since=$value
    find_value "$lease" ttl
    [ "$now" -ge "$((since + value))" ] || [ "$now" -lt "$((since - 60))" ]
}

# tell_lease: the lease as values, and whether a change waits for its confirmation.
tell_lease() {
    if [ ! -s "$lease" ]; then return; fi
    sed 's/^/= /' "$lease" >&3
    printf '= age %s\n' "$(($(date +%s) - $(lease_value since)))" >&3
    if lease_is_free; then printf '= over yes\n' >&3; fi
    if [ -f "$armed" ]; then printf '= unconfirmed yes\n' >&3; fi
}

# take_lease TOKEN SECONDS FORMER: who takes it is on standard input. FORMER is the token of a lease whose holder is known
# to be gone, or "-". A change that such a run left unconfirmed is undone at once.
take_lease() {
    found=
    if ! lease_is_free; then
        found=$(lease_value token)
        if [ "$found" != "$1" ] && [ "$found" != "$3" ]; then
            tell_lease
            stop "$status_locked" "$(lease_value by) holds the lease of $interface for '$(lease_value command)'"
        fi
    fi
    if [ -f "$armed" ] && [ -z "$found" ] && watch_lives; then
        stop "$status_locked" "a change of $interface waits for its confirmation, and is undone without it"
    fi
    write_lease "$1" "$2"
    if [ -f "$armed" ]; then
        undo_pending "its run is gone"
        end_lease "$1"
        stop "$status_stale" "a change that nobody had confirmed was undone just now"
    fi
    step leased
}

# watch_lives: somebody counts the seconds of the change that is not confirmed.
watch_lives() {
    first_line "$good/.watched"
    [ -n "$value" ] && kill -0 "$value" 2>/dev/null
}

# write_lease TOKEN SECONDS: further lines are on standard input.
write_lease() {
    {
        printf 'token %s\nsince %s\nttl %s\n' "$1" "$(date +%s)" "$2" && copy_lines
    } >"$lease.part" && mv -f "$lease.part" "$lease" || stop "$status_refused" "cannot write $lease"
}

# hold_lease TOKEN: this run still has it; its time begins anew.
hold_lease() {
    if ! holds_lease "$1"; then
        stop "$status_locked" "this run's lease of $interface is gone: another run took it, or somebody unlocked it"
    fi
    renewed >"$lease.part" && mv -f "$lease.part" "$lease" ||
        stop "$status_refused" "cannot write $lease"
}

# renewed: the lease as it is, but that its time begins now.
renewed() {
    now=$(date +%s)
    while IFS= read -r line; do
        case $line in
            'since '*) line="since $now" ;;
        esac
        printf '%s\n' "$line" || return
    done <"$lease"
}

# end_lease TOKEN: not that of anybody else.
end_lease() {
    if holds_lease "$1"; then rm -f "$lease"; fi
}

# break_lease TOKEN: as somebody saw it; a change that waits for its confirmation is undone.
break_lease() {
    if ! holds_lease "$1"; then
        stop "$status_stale" "that lease is over, or another run has it"
    fi
    rm -f "$lease" || stop "$status_refused" "cannot remove $lease"
    if [ -f "$armed" ]; then
        undo_pending "its run was unlocked"
        printf '= a change that nobody had confirmed was undone\n' >&3
    fi
}

# undo_pending REASON: by the program that was laid down with the change. It takes the turn itself.
undo_pending() {
    give_turn
    sh "$good/.rollback" now "$1" || stop "$status_broken" "the change that nobody confirmed could not be undone"
    take_turn
}
