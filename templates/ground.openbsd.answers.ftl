<#-- POSIX sh and awk, for OpenBSD: whom pf.conf lets in for certain. pf answers by another way than a route's only for a rule
     that passes, and a rule of the anchor that passes must open nothing. -->
<#noparse>
# admitted FAMILY INTERFACE: from gateway, groups, addresses, networks, ports and pf's main rules: the rules for ports that
# those let everybody call. Whom a rule singles out is left to pf.conf; so is a port where more than addresses decides.
admitted() {
    awk -v family="$1" -v door="$2" -v tag="$anchor" '
        # word: the next one of the rule; what stands in parentheses, or behind a quotation mark, is one.
        function word(    text) {
            text = field[at++]
            if (text ~ /^\(/) while (text !~ /\)$/ && at <= fields) text = text " " field[at++]
            if (text ~ /^"/) while (text !~ /^"[^"]*"$/ && at <= fields) text = text " " field[at++]
            return text
        }
        function side(    text) {
            text = word()
            if (text == "!") text = text " " word()
            return text
        }
        # read: a rule by its parts. "odd" is set where more than these decides, or more is done.
        function read(text,    name) {
            fields = split(text, field, " ")
            at = 1
            action = word()
            way = quick = on = af = proto = ports = ""
            from = to = "any"
            odd = action !~ /^(pass|block|match)$/
            while (at <= fields) {
                name = word()
                if (name == "in" || name == "out") way = name
                else if (name == "quick") quick = 1
                else if (name == "inet" || name == "inet6") af = name
                else if (name == "on") {
                    on = side()
                    if (on ~ /rdomain/) { on = ""; odd = 1 }
                }
                else if (name == "proto") proto = word()
                else if (name == "from") from = side()
                else if (name == "to") to = side()
                else if (name == "port" && to_seen(text)) ports = ports_of()
                else if (name == "flags") odd = odd || word() != "S/SA"
                else if (name == "scrub" || name == "label") word()
                else if (name == "log" && field[at] ~ /^\(/) word()
                else if (name !~ /^(all|drop|return|return-.*|log|keep|state)$/) odd = 1
            }
        }
        # to_seen: a port before "to" is one of the caller.
        function to_seen(text) {
            if (text ~ / port .* to /) odd = 1
            return 1
        }
        function ports_of(    first) {
            first = word()
            if (first == "=") return word()
            if (first !~ /^[0-9]+:[0-9]+$/) odd = 1
            return first
        }
        function holds(port,    ends) {
            if (ports == "" || odd && ports !~ /^[0-9:]+$/) return 1
            if (ports !~ /:/) return ports == port
            split(ports, ends, ":")
            return port >= ends[1] + 0 && port <= ends[2] + 0
        }
        function meant(    name, is) {
            if (on == "") return 1
            name = on
            is = !sub(/^! /, "", name)
            return (name == door || (" " groups " ") ~ " " name " " || name == kind || name == "any") == is
        }
        # judge: 1 where the rules pass a call of the port from anybody, but for those that they single out.
        function judge(port,    i, open, kept, name) {
            open = 0
            singles = 0
            for (i = 1; i <= rules; i++) {
                if (rule[i] ~ /^anchor "mesh_wg[0-9]+" /) continue
                read(rule[i])
                if (way == "out" || af != "" && af != family || proto != "" && proto != "tcp" || !meant()) continue
                if (rule[i] ~ /^anchor /) return 0
                if (!holds(port)) continue
                if (to != "any" && to != "(" door ")" && to != "(egress)" && !(to in own)) odd = 1
                if (action == "match" && !odd) continue
                if (from != "any") {
                    if (action == "pass" && !odd) continue
                    if (from ~ /^[0-9a-f.:\/]+$/) {
                        if ((from ~ /:/) != (family == "inet6")) continue
                    } else if (from !~ /^(<[A-Za-z0-9_-]+>|urpf-failed|no-route)$/) {
                        return 0
                    }
                    single[++singles] = from
                    stays[singles] = quick || action == "match"
                    continue
                }
                if (odd) {
                    if (quick || action == "match") return 0
                    open = 0
                    continue
                }
                open = action == "pass"
                kept = 0
                for (name = 1; name <= singles; name++) if (stays[name]) { single[++kept] = single[name]; stays[kept] = 1 }
                singles = kept
                if (quick) break
            }
            return open
        }
        $1 == "gate" { gate = $2; kind = door; sub(/[0-9]+$/, "", kind) }
        $1 == "groups:" { $1 = ""; groups = $0 }
        $1 == "own" { sub(/%.*/, "", $2); own[$2] }
        $1 == "network" { networks = networks (networks == "" ? "" : ", ") $2 }
        $1 == "port" { heard[++count] = $2 }
        $1 == "rule" { rule[++rules] = substr($0, 6) }
        END {
            for (p = 1; p <= count; p++) {
                if (!judge(heard[p])) continue
                who = ""
                for (i = 1; i <= singles; i++) if (index(who "\n", "\n" single[i] "\n") == 0) who = who "\n" single[i]
                if (!(who in of)) order[++orders] = who
                of[who] = of[who] (of[who] == "" ? "" : ", ") heard[p]
            }
            if (orders == 0 || networks == "") exit
            near = family == "inet" ? "near4" : "near6"
            print "table <" near "> const { " networks " }"
            for (o = 1; o <= orders; o++) {
                call = "match in on " door " " family " proto tcp from "
                to = "port { " of[order[o]] " } tag " tag
                print call "! <" near "> to (" door ") " to "_answered"
                count = split(substr(order[o], 2), asked, "\n")
                for (i = 1; i <= count; i++) print call asked[i] " to any " to "_asked"
            }
            print "pass in quick on " door " " family " proto tcp all tagged " tag "_answered reply-to " gate
        }'
}
</#noparse>
