# Takes from a host what mesh put there, and nothing else. May run again after a failure.

# remove_ours FILE...
remove_ours() {
    for file in "$@"; do
        forget "$file" || stop "$status_broken" "$file could not be removed; run apply again"
    done
}

# take_down: the format's own script is on standard input.
take_down() {
    if [ ! -d "$directory" ]; then return; fi
    rm -rf "$stage" && mkdir "$stage" && cat >"$stage/.down" || stop "$status_refused" "cannot write $stage"
    activate down || stop "$status_broken" "$interface did not go down; its files are still there; run apply again"
    if interface_exists; then
        stop "$status_broken" "$interface is still there; its files are too; run apply again"
    fi
    step down
}

# remove_home: what is left of ours, the manifest last. Directories that hold anything else stay, and so do the owner's
# files in "before".
remove_home() {
    rm -rf "$stage" "$good" && rm -f "$directory/next.key" "$directory/private.key" "$directory/manifest" ||
        stop "$status_broken" "$directory could not be emptied; run apply again"
    if [ -d "$before" ]; then printf '= %s\n' "what was there before mesh is in $before" >&3; fi
    for left in "$directory/psk" "$directory" /etc/mesh; do
        if [ -d "$left" ]; then rmdir "$left" 2>/dev/null; fi
    done
    step done
}
