# Sends echo requests and prints what ping says, as content of a section.

# print_ping MARKER ADDRESS COUNT
print_ping() {
    ping_command=ping
    case $2 in
        *:*) command -v ping6 >/dev/null 2>&1 && ping_command=ping6 ;;
    esac
    printf '%s begin\n%s ping\n' "$1" "$1"
    "$ping_command" -n -c "$3" -w 3 "$2" 2>&1 | awk '{ print "|" $0 }'
    printf '%s end\n' "$1"
}
