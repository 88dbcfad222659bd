# Calls peers: a packet to each, so that sessions begin at once and not with whatever traffic comes first.

# call_peers ADDRESS...: nobody waits for answers.
call_peers() {
    for address in "$@"; do
        call=ping
        case $address in
            *:*) if has ping6; then call=ping6; fi ;;
        esac
        ("$call" -c 1 -w 5 "$address" </dev/null >/dev/null 2>&1 3>&- &)
    done
}

# call_again: all peers of the interface that have an endpoint, at an address that is theirs alone. Peers cannot know that
# the sessions are gone, and may look for a key that is not in use any more.
call_again() {
    # shellcheck disable=SC2046 # addresses, a word each
    call_peers $(peer_addresses 2>/dev/null)
}
