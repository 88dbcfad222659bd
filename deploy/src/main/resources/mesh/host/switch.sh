# The host's own key becomes the next one, which waits beside it.

# expect_kept_key KEY: the key in use or the next one belongs to the public key that the peers get. Where no tool can
# tell, a next key that is there is the one.
expect_kept_key() {
    next=$directory/next.key
    takes_next=
    if [ -s "$directory/private.key" ] && [ "$(public_key "$directory/private.key")" = "$1" ]; then return; fi
    if [ ! -s "$next" ]; then stale "$next is gone: run mesh rotate, which makes another"; fi
    found=$(public_key "$next") || stale "$next holds no key"
    if [ -n "$found" ] && [ "$found" != "$1" ]; then
        stale "$next has the public key $found, the plan was made for $1: run mesh rotate"
    fi
    takes_next=yes
}

# stage_kept_key: a copy, so that the next key is still there if the switch is undone.
stage_kept_key() {
    if [ -n "$takes_next" ]; then stage_file "$directory/private.key" <"$next"; fi
}

# switch_own_key FILE MODE GROUP
switch_own_key() {
    if [ -n "$takes_next" ]; then switch_file "$@"; else own_file "$@"; fi
}
