# Takes from a host what mesh put there, and nothing else. May run again after a failure.

# remove_ours FILE...
remove_ours() {
    for file in "$@"; do
        forget "$file" || undo "$file could not be removed"
    done
}

# take_down: by the format's own script.
take_down() {
    ground_down
    activate down || undo "$interface did not go down"
    if interface_exists; then undo "$interface is still there"; fi
    step down
}

# remove_home: what is left of ours, the manifest last. Directories that hold anything else stay, and so do the owner's
# files in "before".
remove_home() {
    rm -f "$directory/private.key" "$directory/next.key" "$directory/agent.key" "$directory.tls/key.pem" /etc/mesh/answer "$directory/manifest" ||
        stop "$status_broken" "$directory could not be emptied; run apply again"
    if [ -d "$before" ]; then printf '= %s\n' "what was there before mesh is in $before" >&3; fi
    for left in "$directory/psk" "$directory.tls" "$directory" /etc/mesh; do
        if [ -d "$left" ]; then rmdir "$left" 2>/dev/null; fi
    done
}
