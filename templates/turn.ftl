<#-- Programs that change an interface take turns. -->
<#noparse>
# take_turn: one program at a time changes the interface. The turn of one that was killed is over.
take_turn() {
    if ! mkdir "$turn" 2>/dev/null; then
        other=$(cat "$turn/pid" 2>/dev/null)
        if [ -z "$other" ] || kill -0 "$other" 2>/dev/null; then return 1; fi
        rm -rf "$turn"
        mkdir "$turn" 2>/dev/null || return
    fi
    echo $$ >"$turn/pid"
}
</#noparse>
