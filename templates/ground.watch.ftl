<#-- POSIX sh, for Linux: the program that moves routes runs by systemd, else it is started here. -->
watch_unit=mesh-watch-${interfaceName}.service
watch_file=/etc/systemd/system/$watch_unit
watch_pid=/var/run/mesh-${interfaceName}.watch

<#if watches>
<#noparse>
# watch: the program runs as it stands in its file. At boot systemd starts it.
watch() {
    if [ ! -d /run/systemd/system ]; then
        if watch_is_same && watch_lives; then return; fi
        no_watch
        (trap '' HUP && exec sh -c 'echo $$ >"$0" && exec sh "$1"' "$watch_pid" "$directory/watch") </dev/null >/dev/null 2>&1 3>&- &
        return
    fi
    if [ -n "$booting" ]; then return; fi
    if ! cmp -s "$directory/watch.service" "$watch_file"; then
        (umask 022 && cp "$directory/watch.service" "$watch_file.part" && mv -f "$watch_file.part" "$watch_file") &&
            systemctl daemon-reload || return
    fi
    systemctl enable --quiet "$watch_unit" || return
    if watch_is_same && systemctl is-active --quiet "$watch_unit"; then return; fi
    systemctl restart "$watch_unit"
}

watch_is_same() {
    cmp -s "$directory/watch" "$now/watch" && cmp -s "$directory/watch.service" "$now/watch.service"
}
</#noparse>
<#else>
watch() {
    no_watch
}
</#if>

<#noparse>
watch_lives() {
    started=$(cat "$watch_pid" 2>/dev/null)
    [ -n "$started" ] && kill -0 "$started" 2>/dev/null
}

no_watch() {
    if watch_lives; then kill "$started"; fi
    rm -f "$watch_pid"
    if [ ! -e "$watch_file" ]; then return; fi
    systemctl disable --quiet "$watch_unit" && systemctl stop "$watch_unit" && rm -f "$watch_file" &&
        systemctl daemon-reload
}
</#noparse>

