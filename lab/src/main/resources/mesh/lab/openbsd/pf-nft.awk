# SPDX-License-Identifier: Apache-2.0
# Makes of pf's rules a table for the packet filter that this machine really has. Input: records of pf-scan.awk, each behind its
# ruleset's name and a tab, "-" for the main one. Variables: egress, the interfaces with a default route; users, lines
# NAME:x:NUMBER; owned, words INTERFACE/ADDRESS/LENGTH.
# The packet's mark holds what pf keeps of it: the tag in its low byte; above that the action so far (0 pass, 1 drop,
# 2 return), since in pf the last rule that matches decides, and one that is quick ends it; in the highest byte the number of
# the gateway by which answers go (reply-to), which the connection keeps. Lines "# reply NUMBER GATEWAY" tell these.
BEGIN {
	FS = "\t"
	tags = 0
	passed = "ct state established,related accept\n"
}

$2 == "skip" { skips = skips (skips == "" ? "" : ", ") "\"" device($3) "\"" }
$2 == "table" { declared[$1, $3]; define($1, $3, $4) }
$2 == "rule" { rules[$1, ++counts[$1]] = $4 }

END {
	walk("-")
	print "table inet model_pf"
	print "delete table inet model_pf"
	print "table inet model_pf {"
	printf "%s", sets
	chain("in_rules", "", inward)
	chain("out_forwarded", "", outward)
	chain("out_local", "", local)
	chain("segments_in", "", segments_in)
	chain("segments_out", "", segments_out)
	chain("verdict", "", "meta mark & 0x300 == 0x100 drop\n" \
		"meta mark & 0x300 == 0x200 meta l4proto tcp reject with tcp reset\n" \
		"meta mark & 0x300 == 0x200 reject with icmpx type port-unreachable\n")
	chain("segments", "type filter hook forward priority -10; policy accept;", "jump segments_in\njump segments_out\n")
	chain("input", "type filter hook input priority 0; policy accept;", passed skipping("iifname", "accept") \
		"jump in_rules\njump verdict\n" kept)
	if (answers != "") chain("answers", "type route hook output priority -150; policy accept;", answers)
	chain("forward_in", "type filter hook forward priority 0; policy accept;", passed skipping("iifname", "accept") \
		"jump in_rules\njump verdict\n")
	chain("forward_out", "type filter hook forward priority 1; policy accept;", passed skipping("oifname", "accept") \
		"jump out_forwarded\njump verdict\n")
	chain("output", "type filter hook output priority 0; policy accept;", passed skipping("oifname", "accept") \
		"jump out_local\njump verdict\n")
	chain("translate", "type nat hook postrouting priority 100; policy accept;", translations)
	print "}"
}

function skipping(what, verdict) {
	return skips == "" ? "" : what " { " skips " } " verdict "\n"
}

function chain(name, hook, text) {
	print "chain " name " {"
	if (hook != "") print hook
	if (name ~ /^(in_rules|out_)/) print "meta mark set meta mark & " (name == "in_rules" ? "0x00fffcff" : "0xfffffcff")
	printf "%s", text
	print "}"
}

# define RULESET TABLE ADDRESSES: a set for each family.
function define(ruleset, table, addresses, all, n, i, four, six) {
	n = split(addresses, all, " ")
	four = six = ""
	for (i = 1; i <= n; i++) {
		if (all[i] ~ /:/) six = six (six == "" ? "" : ", ") all[i]
		else four = four (four == "" ? "" : ", ") all[i]
	}
	sets = sets set(ruleset, table, "4", "ipv4_addr", four) set(ruleset, table, "6", "ipv6_addr", six)
}

function set(ruleset, table, family, type, elements) {
	return "set " set_name(ruleset, table, family) " {\ntype " type "\nflags interval\nauto-merge\n" \
		(elements == "" ? "" : "elements = { " elements " }\n") "}\n"
}

function set_name(ruleset, table, family, name) {
	name = "t" family "_" ruleset "_" table
	gsub(/[^A-Za-z0-9_]/, "_", name)
	return name
}

# walk RULESET: rules in their order, those of an anchor where it is called.
function walk(ruleset, i) {
	for (i = 1; i <= counts[ruleset]; i++) {
		read(rules[ruleset, i])
		if (value["action"] == "anchor") walk(value["anchor"])
		else translate(ruleset)
	}
}

function read(words, all, pair, n, i) {
	for (i in value) delete value[i]
	n = split(words, all, " ")
	for (i = 1; i <= n; i++) {
		pair = index(all[i], "=")
		value[substr(all[i], 1, pair - 1)] = substr(all[i], pair + 1)
	}
}

function translate(ruleset) {
	if (value["dir"] != "out") inward = inward rule_for(ruleset, "in")
	if (value["dir"] != "in") {
		outward = outward rule_for(ruleset, "forwarded")
		local = local rule_for(ruleset, "local")
	}
}

# rule_for RULESET WAY: the rule once for each family that its addresses need.
function rule_for(ruleset, way, text) {
	if (value["af"] == "" && (value["from"] value["to"]) ~ /[<(]/)
		return one_rule(ruleset, way, "inet") one_rule(ruleset, way, "inet6")
	return one_rule(ruleset, way, value["af"])
}

function one_rule(ruleset, way, af, match_, verdict, mark) {
	match_ = conditions(ruleset, way, af)
	if (match_ == "never") return ""
	if (value["mss"] != "") {
		verdict = match_ "tcp flags & syn == syn tcp option maxseg size set " value["mss"] "\n"
		if (way == "in") segments_in = segments_in verdict
		if (way == "forwarded") segments_out = segments_out verdict
		return ""
	}
	if (value["nat"] != "") {
		# The last one that matches counts there; here it is the first.
		if (way == "forwarded") translations = match_ translation(af) "\n" translations
		return ""
	}
	mark = ""
	if (value["tag"] != "") mark = match_ "meta mark set meta mark & 0xffffff00 | " tag_number(value["tag"]) "\n"
	if (value["action"] == "match") return mark
	verdict = value["action"] == "pass" ? 0 : (value["answer"] == "return" ? 512 : 256)
	if (value["reply"] != "") verdict += reply_number(value["reply"]) * 16777216
	return mark match_ "meta mark set meta mark & " (way == "in" ? "0x00fffcff" : "0xfffffcff") (verdict ? " | " verdict : "") (value["quick"] ? " return" : "") "\n"
}

function reply_number(gateway, k) {
	if (gateway in gateways) return gateways[gateway]
	k = gateways[gateway] = ++replies
	print "# reply " k " " gateway
	kept = kept "meta mark & 0xff000000 == " k * 16777216 " ct mark set " k * 16777216 "\n"
	answers = answers "ct direction reply ct mark == " k * 16777216 " meta mark set meta mark & 0x00ffffff | " k * 16777216 "\n"
	return k
}

function translation(af) {
	if (value["nat"] ~ /^\(/) return "masquerade"
	return "snat " (af == "inet6" ? "ip6" : "ip") " to " value["nat"]
}

function conditions(ruleset, way, af, text) {
	text = ""
	if (value["on"] != "") text = text interface_is(way == "in" ? "iifname" : "oifname", value["on"])
	if (value["received"] != "") {
		if (way == "local") {
			if (value["received"] !~ /^!/) return "never"
		} else if (value["received"] == "!any") {
			return "never"
		} else if (value["received"] != "any") {
			text = text interface_is("iifname", value["received"])
		}
	}
	if (af != "") text = text "meta nfproto " (af == "inet" ? "ipv4 " : "ipv6 ")
	if (value["proto"] != "") text = text "meta l4proto " (value["proto"] == "icmp6" ? "58" : value["proto"]) " "
	text = text address_is(ruleset, "saddr", value["from"], af) address_is(ruleset, "daddr", value["to"], af)
	if (value["fromport"] != "") text = text value["proto"] " sport " range(value["fromport"]) " "
	if (value["toport"] != "") text = text value["proto"] " dport " range(value["toport"]) " "
	if (value["tagged"] != "")
		text = text "meta mark & 0xff " (value["tagged"] ~ /^!/ ? "!=" : "==") " " tag_number(bare(value["tagged"])) " "
	if (value["user"] != "") {
		if (way != "local") return "never"
		text = text "meta skuid " user_number(value["user"]) " "
	}
	return text
}

function interface_is(what, name, not) {
	not = name ~ /^!/ ? "!= " : ""
	name = bare(name)
	if (name == "egress") return what " " not "{ " (egress == "" ? "\"none\"" : egress) " } "
	return what " " not "\"" device(name) "\" "
}

# device NAME: as this kernel calls it. A name without a number is a group.
function device(name) {
	if (name == "lo" || name == "lo0") return "lo"
	return name ~ /[0-9]$/ ? name : name "*"
}

function address_is(ruleset, side, text, af, not, word) {
	if (text == "" || text == "any") return ""
	not = text ~ /^!/ ? "!= " : ""
	text = bare(text)
	word = (af == "inet6" ? "ip6 " : "ip ") side " " not
	if (text ~ /^\(/) return word "{ " held(substr(text, 2, length(text) - 2), af) " } "
	if (text !~ /^</) return word text " "
	text = substr(text, 2, length(text) - 2)
	if (!((ruleset, text) in declared)) ruleset = "-"
	return word "@" set_name(ruleset, text, af == "inet6" ? "6" : "4") " "
}

# held INTERFACE or INTERFACE:network: its addresses of the family, or the networks that they are in.
function held(name, af, all, n, i, parts, networks, list, none) {
	networks = sub(/:network$/, "", name)
	n = split(owned, all, " ")
	none = af == "inet6" ? "::ffff:0:0" : "0.0.0.0"
	for (i = 1; i <= n; i++) {
		split(all[i], parts, "/")
		if (parts[1] == name && (parts[2] ~ /:/) == (af == "inet6"))
			list = list (list == "" ? "" : ", ") parts[2] (networks ? "/" parts[3] : "")
	}
	return list == "" ? none : list
}

function range(text) {
	sub(/:/, "-", text)
	return text
}

function bare(text) {
	sub(/^!/, "", text)
	return text
}

function tag_number(name) {
	if (!(name in numbers)) numbers[name] = ++tags
	return numbers[name]
}

function user_number(name, all, n, i, fields) {
	n = split(users, all, "\n")
	for (i = 1; i <= n; i++) {
		split(all[i], fields, ":")
		if (fields[1] == name) return fields[3]
	}
	return 65534
}
