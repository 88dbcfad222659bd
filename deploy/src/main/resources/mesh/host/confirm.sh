# The second connection: the controller has come back, so the change stays.

# confirm TOKEN AT BY: the last two tell this run's manifest, for a confirmation whose answer was lost.
confirm() {
    if ! armed_by "$1"; then
        if is_confirmed "$2" "$3"; then
            finish_confirmed "$1"
            return
        fi
        tell_verdict "$1"
    fi
    first_line "$awake"
    if [ "$value" != "$1" ] && [ -f "$good/.manifest" ]; then
        # The file is gone with the boot of the change, and what should have undone it at this one did not run.
        give_turn
        sh "$good/.rollback" boot
        take_turn
        tell_verdict "$1"
    fi
    if [ ! -f "$good/.through" ]; then
        stop "$status_unfinished" "the change is not through"
    fi
    if [ "$2" = - ]; then
        mv -f "$good/.manifest" "$good/.gone" || stop "$status_broken" "cannot write $good"
        note removed "$(armed_value summary)"
    else
        mv -f "$good/.manifest" "$directory/manifest" || stop "$status_broken" "cannot write $directory/manifest"
        note applied "$(armed_value summary)"
    fi
    step persisted
    finish_confirmed "$1"
}

# is_confirmed AT BY: "-" for a host that left.
is_confirmed() {
    if [ "$1" = - ]; then
        [ ! -e "$directory/manifest" ]
    else
        [ -f "$directory/manifest" ] && grep -qxF "at $1" "$directory/manifest" &&
            grep -qxF "by $2" "$directory/manifest"
    fi
}

# tell_verdict TOKEN: what became of a change that is not there.
tell_verdict() {
    why=$(awk -F '\t' -v token="$1" '$7 == token && $2 == "rolled-back" { why = $6 } END { print why }' "$log" 2>/dev/null)
    if [ -n "$why" ]; then stop "$status_rolled_back" "$why"; fi
    stop "$status_refused" "nothing of the change is there"
}

finish_confirmed() {
    if [ -f "$armed" ]; then stand_down || stop "$status_broken" "cannot remove $armed"; fi
    if [ -e "$stage" ] || [ -e "$good" ]; then rm -rf "$stage" "$good"; fi
    forget_programs
    forget_next_key
    forget_tls_key
    end_lease "$1"
}

# forget_programs: keys of a relay or an agent that is gone, and programs that no service of mesh runs.
forget_programs() {
    if [ ! -f "$directory/relay.json" ] && [ -e "/etc/mesh/relay-$interface" ]; then rm -rf "/etc/mesh/relay-$interface"; fi
    if [ ! -f "$directory/agent.json" ] && [ -e "$directory/agent.key" ]; then rm -f "$directory/agent.key"; fi
    if [ ! -d /usr/local/lib/mesh ]; then return; fi
    for program in /usr/local/lib/mesh/agent-*.jar; do
        if ! grep -qF "$program" /etc/mesh/*/relay.service /etc/mesh/*/agent.service 2>/dev/null; then rm -f "$program"; fi
    done
    used=$(readlink /usr/local/lib/mesh/java)
    for runtime in /usr/local/lib/mesh/java-*; do
        if [ "$runtime" != "$used" ]; then rm -rf "$runtime"; fi
    done
    # shellcheck disable=SC2010 # only whether any is there
    if ! ls /etc/mesh/*/relay.service /etc/mesh/*/agent.service 2>/dev/null | grep -q .; then
        rm -rf /usr/local/lib/mesh
    fi
}

# forget_next_key: once it is the key in use.
forget_next_key() {
    if next_key_is_in_use; then rm -f "$directory/next.key"; fi
}

# forget_tls_key: of a host that has no certificate any more.
forget_tls_key() {
    if [ ! -d "$directory.tls" ] || [ -f "$directory.tls/cert.pem" ]; then return; fi
    rm -f "$directory.tls/key.pem"
    rmdir "$directory.tls" 2>/dev/null || :
}
