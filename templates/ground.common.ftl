<#-- What the scripts of both systems share: how settings of the kernel are held and given back. -->
<#noparse>
# hold KEY VALUE: the kernel gets the setting; what it had stays known.
hold() {
    found=$(get "$1") || return
    if ! grep -qF "$1 = " "$now/before" 2>/dev/null; then
        printf '%s = %s\n' "$1" "$found" >>"$now/before" || return
    fi
    held="$held $1 "
    if [ "$found" != "$2" ]; then put "$1" "$2"; fi
}

# let_go: what is not held has its former value again. What another interface of mesh holds is left to that one.
let_go() {
    if [ ! -f "$now/before" ]; then return; fi
    : >"$now/before.part" || return
    while read -r key equals value; do
        case $held in
            *" $key "*) printf '%s %s %s\n' "$key" "$equals" "$value" >>"$now/before.part" || return ;;
            *) give_back "$key" "$value" || return ;;
        esac
    done <"$now/before"
    mv "$now/before.part" "$now/before"
}

# give_back KEY VALUE
give_back() {
    for other in /etc/mesh/*/running/before; do
        if [ "$other" != "$now/before" ] && grep -qF "$1 = " "$other" 2>/dev/null; then
            sed "s|^$1 = .*|$1 = $2|" "$other" >"$other.part" && mv "$other.part" "$other"
            return
        fi
    done
    if get "$1" >/dev/null 2>&1; then put "$1" "$2"; fi
}

# up: from whatever is there.
up() {
    mkdir -p "$now" && new_boot || return
    held=' '
    settings && firewall && paths && let_go || return
    for file in ground firewall.nft pf.conf; do
        if [ -f "$directory/$file" ]; then
            cp "$directory/$file" "$now/$file"
        else
            rm -f "$now/$file"
        fi || return
    done
}

# down: as it was before mesh.
down() {
    held=' '
    no_paths && no_firewall && let_go && rm -rf "$now"
}

case ${1:-} in
    check) check "$2" ;;
    up) up ;;
    down) down ;;
    *)
        echo "usage: ground check DIRECTORY | up | down" >&2
        exit 64
        ;;
esac
</#noparse>
