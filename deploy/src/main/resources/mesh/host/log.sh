# Prints the last lines of the interface's log, as content of a section.

# print_log MARKER INTERFACE COUNT
print_log() {
    printf '%s begin\n%s log\n' "$1" "$1"
    if [ -f "/var/log/mesh-$2.log" ]; then
        tail -n "$3" "/var/log/mesh-$2.log" | awk '{ print "|" $0 }'
    fi
    printf '%s end\n' "$1"
}
