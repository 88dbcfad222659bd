<#-- POSIX sh: how the anchor gets its rules, and how pf.conf comes to ask it. -->
anchor=mesh_${interfaceName}
main=/etc/pf.conf
call="anchor \"$anchor\" # mesh's: see $directory/pf.conf"

<#if hasFirewall>
# check: nothing that is refused later comes as far as the host's own rules.
check() {
    if ! pfctl -s info | grep '^Status: Enabled' >/dev/null; then
        echo "pf is off, so nothing would be filtered: delete pf=NO from /etc/rc.conf.local, then run pfctl -e" >&2
        return 1
    fi
    if [ ! -f "$main" ]; then
        echo "$main is not there: put one in place, such as the one that the system came with" >&2
        return 1
    fi
    asked && expanded "$1$directory/$rules" | tell_why pfctl -a "$anchor" -n -f - && with_call | tell_why pfctl -n -f -
}

# firewall: the rules are complete before anything asks for them.
firewall() {
    expanded "$directory/$rules" >"$now/rules" && [ -s "$now/rules" ] && tell_why pfctl -q -a "$anchor" -f "$now/rules" && attach && asked &&
        listed >"$now/listed"
}
<#else>
check() {
    :
}

firewall() {
    no_firewall
}
</#if>
<#noparse>

no_firewall() {
    rm -f "$now/listed" "$now/rules" "$now/rules.next"
    detach || return
    if [ -n "$(pfctl -a "$anchor" -s rules 2>/dev/null)" ]; then pfctl -q -a "$anchor" -F rules; fi
}

# tell_why COMMAND...: the last line that pfctl says of an error does not tell it.
tell_why() {
    said=$("$@" 2>&1) && return
    printf '%s\n' "$said" | grep -v 'rules not loaded$' >&2
    return 1
}

# expanded FILE: a line about $outside is one for each interface but the mesh's own, and one about $outside6 for each that
# has an IPv6 address. pf would take an interface's link-local one as well. $answers is what the function makes.
expanded() {
</#noparse>
<#if exit.used>
    answers=$(answers) || return
<#else>
    answers=
</#if>
<#noparse>
    ifconfig | answers=$answers awk -v own="$interface" '
        FNR == NR && /^[a-z]+[0-9]+: / {
            name = substr($1, 1, length($1) - 1)
            other = name != own && name !~ /^(lo|enc|pflog|pfsync)[0-9]/
            if (other) names[++count] = name
            next
        }
        FNR == NR {
            if (other && $1 == "inet6" && $2 !~ /^fe80:/ && !(name in six) &&
                $0 !~ / (temporary|deprecated|tentative|detached|duplicated)/) six[name] = $2
            next
        }
        $0 == "$answers" {
            if (ENVIRON["answers"] != "") print ENVIRON["answers"]
            next
        }
        /^#/ || !/\$outside/ { print; next }
        {
            for (i = 1; i <= count; i++) {
                line = $0
                if (line ~ /\$outside6/) {
                    if (!(names[i] in six)) continue
                    gsub(/\$outside6/, six[names[i]], line)
                }
                gsub(/\$outside/, names[i], line)
                print line
            }
        }' - "$1"
}

# asked: pf looks at the interface's packets.
asked() {
    if pfctl -v -s Interfaces | grep -E "^($interface|wg) \(skip\)" >/dev/null; then
        echo "'set skip' in $main keeps pf from looking at $interface: delete it there, and write 'pass on wg' instead" >&2
        return 1
    fi
}

# listed: what the kernel says of the rules, each in the same words every time.
listed() {
    pfctl -a "$anchor" -s rules || return
    for table in $(pfctl -a "$anchor" -s Tables); do
        echo "$table" && pfctl -a "$anchor" -t "$table" -T show || return
    done
}

is_attached() {
    pfctl -s rules | grep "^anchor \"$anchor\"" >/dev/null
}

# attach: the line that asks for our rules stands first in pf.conf, so that no "quick" there goes before them. What is
# loaded is the file, as a reboot would.
attach() {
    if [ -n "$booting" ]; then return; fi
    if ! grep -xF "$call" "$main" >/dev/null; then
        with_call >"$now/pf.part" && tell_why pfctl -n -f "$now/pf.part" && put_main "$now/pf.part" || return
    fi
    is_attached || tell_why pfctl -f "$main"
}

# detach: a pf.conf that somebody broke meanwhile is put back as it is, and not loaded.
detach() {
    if grep -xF "$call" "$main" >/dev/null 2>&1; then
        mkdir -p "$now" && without_call >"$now/pf.part" && put_main "$now/pf.part" || return
    fi
    if is_attached; then
        pfctl -f "$main" || echo "$main could not be loaded: it still asks for rules of mesh, of which there are none" >&2
    fi
}

with_call() {
    printf '%s\n' "$call" && without_call
}

# without_call: byte for byte what else is in the file.
without_call() {
    line=$(grep -nxF "$call" "$main" | sed -n '1s/:.*//p')
    if [ -z "$line" ]; then
        cat "$main"
    else
        sed "$line,\$d" "$main" && tail -n "+$((line + 1))" "$main"
    fi
}

# put_main FILE: pf.conf keeps its owner and mode. It is written in its place where it cannot be replaced.
put_main() {
    new=${main%/*}/.${main##*/}.mesh-$interface
    if [ -L "$main" ] || ! { cp -p "$main" "$new" && cat "$1" >"$new" && mv -f "$new" "$main"; } 2>/dev/null; then
        rm -f "$new"
        cat "$1" >"$main" || return
    fi
    rm -f "$1"
}
</#noparse>
