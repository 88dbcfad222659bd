# Prints what the host has, in sections that start with this run's marker. Every line of content starts with a bar, so
# no content can pass for a section. Private and preshared keys do not leave their pipe.

section() {
    printf '%s %s\n' "$marker" "$*"
}

# barred COMMAND...: the sections that it prints, each line of their content behind a bar. One process for all of them: to
# begin a process is most of what a reading costs. No content has the marker in it.
barred() {
    "$@" | awk -v marker="$marker" 'index($0, marker " ") == 1 { print; next } { print "|" $0 }'
}

# ssh_ends: the two ends of the connection that this program came on. sudo and doas keep the variable from it; where the
# system has /proc, root reads it from their own process.
ssh_ends() {
    ends=${SSH_CONNECTION:-}
    if [ -z "$ends" ] && [ -r "/proc/$PPID/environ" ]; then
        ends=$(tr '\000' '\n' <"/proc/$PPID/environ" 2>/dev/null | sed -n 's/^SSH_CONNECTION=//p')
    fi
    if [ -n "$ends" ]; then
        printf 'ssh %s\n' "${ends%%"
"*}"
    fi
}

facts() {
    section facts
    {
        printf 'system %s\n' "$(uname -s)"
        printf 'user %s\n' "$(id -u)"
        printf 'clock %s\n' "$(date +%s)"
        for tool in wg wg-quick ip ifconfig route networkctl openssl awk; do
            if has "$tool"; then printf 'tool %s\n' "$tool"; fi
        done
        if [ -d /run/systemd/system ]; then printf 'tool systemd\n'; fi
        ssh_ends
        space=$(df -Pk /etc)
        free_kib "$space"
        if [ -n "$free" ]; then printf 'space %s\n' "$free"; fi
    }
}

# without_keys: a text that may be foreign, with everything that could be a secret key taken out.
without_keys() {
    awk '
        BEGIN {
            key = ""
            for (i = 0; i < 43; i++) key = key "[A-Za-z0-9+/]"
            key = key "="
            word = "[\"\047]?[A-Za-z0-9+/]+=*[\"\047]?"
        }
        {
            low = tolower($0)
            if (low ~ "^[ \t]*(privatekey|presharedkey)[ \t]*=") {
                sub("=.*", "= (redacted)")
            } else {
                gsub("-wgpsk", "-wgp\001k") # takes no word: what follows is the next option
                gsub("wgkey[ \t]+" word, "wgkey (redacted)")
                gsub("wgpsk[ \t]+" word, "wgpsk (redacted)")
                gsub("-wgp\001k", "-wgpsk")
                if (low !~ "peer|public") gsub(key, "(redacted)")
            }
            print $0
        }'
}

# strays: files of systemd-networkd that are about the interface and not mesh's. One that only tells networkd to leave the
# interface alone is none.
strays() {
    for stray in /etc/systemd/network/*.netdev /etc/systemd/network/*.network; do
        case $stray in
            */50-mesh-"$interface".*) continue ;;
        esac
        if [ -f "$stray" ] && grep -q "^[[:space:]]*Name[[:space:]]*=[[:space:]]*${interface}[[:space:]]*\$" "$stray" &&
            ! grep -qi '^[[:space:]]*Unmanaged[[:space:]]*=[[:space:]]*\(yes\|true\|on\|1\)' "$stray"; then
            printf '%s\n' "$stray"
        fi
    done
}

# candidates PATH...: those paths, the manifest's and the preshared keys', each once.
candidates() {
    recorded=
    if [ -f "$directory/manifest" ]; then recorded=$directory/manifest; fi
    {
        for candidate in "$@" "$directory/private.key" "$directory"/psk/*; do
            printf '%s\n' "$candidate"
        done
        strays
    } | awk '{ for (i = 1; i <= NF; i++) if ($i ~ "^/[A-Za-z0-9._@/-]+$" && !seen[$i]++) print $i }' - \
        ${recorded:+"$recorded"}
}

files() {
    set -f
    found=$(set +f; candidates "$@")
    set --
    for file in $found; do
        if [ -h "$file" ] || { [ -e "$file" ] && [ ! -f "$file" ]; }; then
            section odd "$file"
        elif [ -f "$file" ]; then
            set -- "$@" "$file"
        fi
    done
    set +f
    if [ $# -eq 0 ]; then return; fi
    section stat
    ls -ldn "$@"
    section digests
    digests "$@"
    for file in "$@"; do
        case $file in
            "$directory"/private.key | "$directory"/psk/*) ;;
            *)
                section text "$file"
                without_keys <"$file"
                ;;
        esac
    done
}

linux_interface() {
    link=$(ip -o link show dev "$interface" 2>/dev/null) || return 0
    section link
    printf '%s\n' "$link"
    section addresses
    ip -o address show dev "$interface"
    section routes4
    ip -4 route show table all dev "$interface"
    section routes6
    ip -6 route show table all dev "$interface"
    section wireguard
    wg show "$interface" dump | awk -F '\t' '
        NR == 1 { print "self\t" $2 "\t" $3 }
        NR > 1 { print "peer\t" $1 "\t" ($2 == "(none)" ? "no" : "yes") \
            "\t" $3 "\t" $4 "\t" $5 "\t" $6 "\t" $7 "\t" $8 }'
}

# networkd_dropins: what changes mesh's own files for systemd-networkd, as if of a unit.
networkd_dropins() {
    for dropin in /etc/systemd/network/50-mesh-"$interface".*.d/*.conf /run/systemd/network/50-mesh-"$interface".*.d/*.conf; do
        if [ -e "$dropin" ]; then
            changed=${dropin%/*}
            changed=${changed##*/}
            printf '\nId=%s\nUnitFileState=static\nActiveState=active\nDropInPaths=%s\n' "${changed%.d}" "$dropin"
        fi
    done
}

# linux_services: what could bring the interface up after a reboot, as systemctl show prints it, each with a line between.
linux_services() {
    section services
    if [ -d /run/systemd/system ]; then
        systemctl show -p Id -p UnitFileState -p ActiveState -p DropInPaths "wg-quick@$interface.service" \
            systemd-networkd.service
        networkd_dropins
    elif [ -x /etc/init.d/wg-quick ]; then
        enabled=disabled
        for link in /etc/runlevels/*/"wg-quick.$interface"; do
            if [ -h "$link" ]; then enabled=enabled; fi
        done
        active=inactive
        if rc-service "wg-quick.$interface" status >/dev/null 2>&1; then active=active; fi
        printf '%s\n' "Id=wg-quick.$interface" "UnitFileState=$enabled" "ActiveState=$active"
    fi
}

# The file is the service: netstart(8) reads each hostname.if there is.
openbsd_services() {
    section services
}

openbsd_interface() {
    if ! ifconfig "$interface" >/dev/null 2>&1; then return; fi
    section ifconfig
    ifconfig "$interface"
    section routes4
    route -n show -inet
    section routes6
    route -n show -inet6
}

# ground: what was set up besides the interface, and what is there of it. Rules of ours are compared here, since each
# version of a tool lists them in its own way.
ground() {
    if [ ! -d "$directory/running" ] && [ ! -f "$directory/ground" ] && [ ! -f "$directory.tls/key.pem" ]; then return; fi
    section ground
    {
        for file in ground firewall.nft pf.conf hosts online relay.json relay.clients relay.service agent.json agent.service \
            watch watch.service; do
            if [ -f "$directory/running/$file" ]; then
                digest=$(digests "$directory/running/$file")
                printf 'loaded %s %s\n' "${digest%% *}" "$directory/$file"
            fi
        done
        for file in cert.pem ca.pem; do
            if [ -f "$directory/running/$file" ]; then
                digest=$(digests "$directory/running/$file")
                printf 'loaded %s %s\n' "${digest%% *}" "$directory.tls/$file"
            fi
        done
        "${system}_ground"
        names
        dns
        service relay
        service agent
        watcher
        trust
        tls_key
        online
    }
}

# names: what became of our block in /etc/hosts.
names() {
    found=absent
    if grep -q "^# BEGIN mesh $interface " /etc/hosts 2>/dev/null; then
        found=changed
        lines=$(sed -n "/^# BEGIN mesh $interface /,/^# END mesh $interface\$/p" /etc/hosts)
        if [ "$lines" = "$(cat "$directory/running/hosts" 2>/dev/null)" ]; then found=as-written; fi
    fi
    printf 'names %s\n' "$found"
}

# dns: what became of whom systemd-resolved asks through the interface.
dns() {
    found=absent
    if [ -f "$directory/running/dns" ]; then
        found=changed
        if [ "$(dns_of_link)" = "$(cat "$directory/running/dns")" ]; then found=as-written; fi
    fi
    printf 'dns %s\n' "$found"
}

# dns_of_link: without the interface's number, which is another after a boot.
dns_of_link() {
    for what in dns domain default-route; do
        resolvectl "$what" "$interface" 2>/dev/null | sed 's/^Link [0-9]* //'
    done
}

# service NAME: what became of the relay or the agent.
service() {
    found=absent
    if [ -f "$directory/running/$1.service" ]; then
        found=stopped
        if service_runs "$1"; then found=running; fi
    fi
    printf '%s %s\n' "$1" "$found"
}

service_runs() {
    if command -v rcctl >/dev/null; then
        rcctl check "mesh_$1_$interface" >/dev/null && rcctl get "mesh_$1_$interface" status >/dev/null &&
            cmp -s "$directory/running/$1.service" "/etc/rc.d/mesh_$1_$interface"
        return
    fi
    systemctl is-active --quiet "mesh-$1-$interface.service" 2>/dev/null &&
        systemctl is-enabled --quiet "mesh-$1-$interface.service" &&
        cmp -s "$directory/running/$1.service" "/etc/systemd/system/mesh-$1-$interface.service"
}

# watcher: what became of the program that moves routes, and of what starts it.
watcher() {
    found=absent
    if [ -f "$directory/running/watch" ]; then
        found=stopped
        if "${system}_watcher_runs"; then found=running; fi
    fi
    printf 'watch %s\n' "$found"
}

# linux_watcher_runs: by init, or where init is unknown by the script that started it.
linux_watcher_runs() {
    if [ -d /run/systemd/system ]; then
        systemctl is-active --quiet "mesh-watch-$interface.service" 2>/dev/null &&
            systemctl is-enabled --quiet "mesh-watch-$interface.service" &&
            cmp -s "$directory/running/watch.service" "/etc/systemd/system/mesh-watch-$interface.service"
    else
        watcher=$(cat "/var/run/mesh-$interface.watch" 2>/dev/null)
        [ -n "$watcher" ] && kill -0 "$watcher" 2>/dev/null
    fi
}

openbsd_watcher_runs() {
    program_runs "$directory/running/watch.pid" "$directory/watch"
}

# program_runs PIDFILE LINE: what was started by that file has LINE in its command line.
program_runs() {
    started=$(cat "$1" 2>/dev/null)
    [ -n "$started" ] && ps -p "$started" -o command= 2>/dev/null | grep -qF "$2"
}

# certificates: those on standard input, without what stands between them.
certificates() {
    sed -n '/^-----BEGIN/,/^-----END/p'
}

# trust: what became of the authorities that the system was told to trust.
trust() {
    found=absent
    told=$("${system}_trust" 2>/dev/null | certificates)
    if [ -n "$told" ]; then
        found=changed
        if [ "$told" = "$(certificates 2>/dev/null <"$directory/running/ca.pem")" ]; then found=as-written; fi
    fi
    printf 'trust %s\n' "$found"
}

linux_trust() {
    for anchors in /usr/local/share/ca-certificates /etc/pki/trust/anchors /etc/pki/ca-trust/source/anchors \
        /etc/ca-certificates/trust-source/anchors; do
        cat "$anchors/mesh-$interface"-*.crt
    done
}

openbsd_trust() {
    sed -n "/^# BEGIN mesh $interface /,/^# END mesh $interface\$/p" /etc/ssl/cert.pem
}

# tls_key: the public half of the key that the host made for its certificate.
tls_key() {
    if [ ! -s "$directory.tls/key.pem" ] || ! has openssl; then return; fi
    public=$(openssl pkey -in "$directory.tls/key.pem" -pubout 2>/dev/null | grep -v '^-' | tr -d '\n')
    if [ -n "$public" ]; then printf 'tls-key %s\n' "$public"; fi
}

# online: whether services can wait for the mesh.
online() {
    found=absent
    if [ -f "$directory/running/online" ]; then
        found=off
        if "${system}_online"; then found=ready; fi
    fi
    printf 'online %s\n' "$found"
}

linux_online() {
    known=$(systemctl show -p LoadState -p NeedDaemonReload "mesh-$interface-online.target" \
        "mesh-$interface-online.service" "mesh-$interface-peer@.service" 2>/dev/null)
    case $known in
        *NeedDaemonReload=yes*) return 1 ;;
    esac
    [ "$(printf '%s\n' "$known" | grep -c '^LoadState=loaded$')" = 2 ]
}

openbsd_online() {
    rcctl get "mesh_$interface" status >/dev/null 2>&1
}

linux_ground() {
    printf 'forwarding %s %s\n' "$(cat /proc/sys/net/ipv4/ip_forward)" \
        "$(cat /proc/sys/net/ipv6/conf/all/forwarding 2>/dev/null || echo 0)"
    found=absent
    if has nft && rules=$(nft -s list table inet "mesh_$interface" 2>/dev/null); then
        found=changed
        if [ "$rules" = "$(cat "$directory/running/listed" 2>/dev/null)" ]; then found=as-loaded; fi
    fi
    printf 'firewall %s\n' "$found"
    found=off
    if [ -f "$directory/running/exit" ]; then
        found=on
        read -r mark carried <"$directory/running/exit"
        for family in 4 6; do
            if [ "$family" = 6 ] && [ ! -d /proc/sys/net/ipv6 ]; then continue; fi
            case " $carried " in
                *" $family "*) way=$(ip "-$family" route show table "$mark" dev "$interface" 2>/dev/null) ;;
                *) way=$(ip "-$family" route show table "$mark" 2>/dev/null) ;;
            esac
            if [ -z "$way" ] || ! ip "-$family" rule show | grep -q "lookup $mark"; then found=off; fi
        done
    fi
    printf 'exit %s\n' "$found"
}

openbsd_ground() {
    printf 'forwarding %s %s\n' "$(sysctl -n net.inet.ip.forwarding)" "$(sysctl -n net.inet6.ip6.forwarding)"
    rules=$(openbsd_firewall)
    if [ "$rules" = changed ] && [ -f "$directory/running/exit.pid" ]; then
        sleep 2 # what follows the host's own way may be loading other rules
        rules=$(openbsd_firewall)
    fi
    printf 'firewall %s\n' "$rules"
    found=off
    if [ -f "$directory/running/exit" ] && openbsd_exit; then found=on; fi
    printf 'exit %s\n' "$found"
}

# openbsd_exit: everything goes through the interface but WireGuard's own packets, and what follows the host's own way runs.
openbsd_exit() {
    read -r table carried <"$directory/running/exit"
    if ! ifconfig "$interface" 2>/dev/null | grep "^[[:space:]]*wgrtable $table\$" >/dev/null; then return 1; fi
    for family in inet inet6; do
        halves=$(route -n show "-$family" | awk -v own="$interface" '
            $1 ~ /^(0|0\.0\.0\.0|128|128\.0\.0\.0|::|8000::)\/1$/ { if ($NF == own) carry++; else if ($NF ~ /^lo/) refuse++ }
            END { print carry + 0, refuse + 0 }')
        case " $carried " in
            *" $family "*) if [ "$halves" != '2 2' ]; then return 1; fi ;;
            *) if [ "$halves" != '0 2' ]; then return 1; fi ;;
        esac
    done
    program_runs "$directory/running/exit.pid" "$directory/ground follow"
}

# openbsd_firewall: what became of the anchor's rules and of the line in pf.conf that asks for them.
openbsd_firewall() {
    anchor=mesh_$interface
    rules=$(pfctl -a "$anchor" -s rules 2>/dev/null)
    tables=$(pfctl -a "$anchor" -s Tables 2>/dev/null)
    for table in $tables; do
        rules=$(printf '%s\n%s\n' "$rules" "$table" && pfctl -a "$anchor" -t "$table" -T show 2>/dev/null)
    done
    if ! grep "^anchor \"$anchor\" # mesh's" /etc/pf.conf >/dev/null 2>&1; then
        if [ -z "$rules" ]; then echo absent; else echo changed; fi
    elif [ "$rules" = "$(cat "$directory/running/listed" 2>/dev/null)" ] &&
        pfctl -s rules | grep "^anchor \"$anchor\"" >/dev/null &&
        pfctl -s info | grep '^Status: Enabled' >/dev/null &&
        ! pfctl -v -s Interfaces | grep -E "^($interface|wg) \(skip\)" >/dev/null; then
        echo as-loaded
    else
        echo changed
    fi
}

# agent_says: what the agent tells of itself within some seconds.
agent_says() {
    jar=$(sed -n 's/.* -jar \([^ ]*\) run .*/\1/p' "$directory/running/agent.service" 2>/dev/null)
    socket=$(sed -n 's/^ *"status": "\([^"]*\)".*/\1/p' "$directory/running/agent.json" 2>/dev/null)
    if [ ! -f "$jar" ] || [ ! -S "$socket" ]; then return; fi
    section agent
    limited 8 /usr/local/lib/mesh/java/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx32m -jar "$jar" status \
        --socket "$socket" --json 2>/dev/null | awk '{ print }' # one that was cut off has no line end
}

# limited SECONDS COMMAND...
limited() {
    seconds=$1
    shift
    "$@" </dev/null &
    worker=$!
    (sleep "$seconds" && kill "$worker") >/dev/null 2>&1 &
    watchdog=$!
    wait "$worker"
    kill "$watchdog" 2>/dev/null
}

# snapshot MORE MARKER SYSTEM INTERFACE PATH...: MORE is "agent_says", or ":".
snapshot() {
    more=$1
    marker=$2
    system=$3
    interface=$4
    directory=/etc/mesh/$4
    shift 4
    barred sections "$@"
}

# sections PATH...
sections() {
    section begin
    facts
    seen=$(cat "$directory/manifest" 2>/dev/null)
    if [ -n "$seen" ]; then
        section manifest
        printf '%s\n' "$seen"
    fi
    files "$@"
    "${system}_interface"
    "${system}_services"
    ground
    "$more"
    if [ -f "$directory/armed" ] || [ "$(cat "$directory/manifest" 2>/dev/null)" != "$seen" ]; then section changing; fi
    section end
}
