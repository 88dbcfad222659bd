# SPDX-License-Identifier: Apache-2.0
# Filter rules of pf.conf(5): see pf-scan.awk.

function rule(action, dir, quick, log_, af, answer) {
	action = tokens[at++]
	answer = ""
	if (action == "block") {
		answer = policy
		if (peek() == "return" || peek() == "drop") answer = tokens[at++]
		if (peek() ~ /^return-/) unmodelled(peek())
	}
	dir = peek() == "in" || peek() == "out" ? tokens[at++] : ""
	log_ = take("log")
	quick = take("quick")
	if (quick && action == "match") unmodelled("match with quick")
	interfaces = 0
	if (take("on")) interfaces = list("interface", interface_list)
	af = peek() == "inet" || peek() == "inet6" ? tokens[at++] : ""
	protos = 0
	if (take("proto")) protos = list("proto", proto_list)
	hosts(af)
	options(action, dir)
	expand(action, answer, dir, quick, log_, af)
}

function hosts(af) {
	froms = tos = from_ports = to_ports = 0
	if (take("all")) return
	if (take("from")) {
		if (peek() != "port") froms = list("host", from_list)
		if (take("port")) from_ports = list("port", from_port_list)
	}
	if (take("to")) {
		if (peek() != "port") tos = list("host", to_list)
		if (take("port")) to_ports = list("port", to_port_list)
	}
}

function options(action, dir, not) {
	tag = tagged = received = nat = mss = user = reply = ""
	while (at <= total) {
		not = take("!") ? "!" : ""
		if (take("tagged")) {
			tagged = not string()
		} else if (take("received-on")) {
			received = not word("^[a-z]+[0-9]*$")
		} else if (not != "") {
			fail("syntax error")
		} else if (take("tag")) {
			tag = string()
		} else if (take("nat-to")) {
			if (dir != "out") fail("nat-to and rdr-to require a direction")
			nat = target()
		} else if (take("reply-to")) {
			if (action != "pass") fail("route-to, reply-to and dup-to are not supported on " action " rules")
			if (dir == "") fail("direction must be explicit with rules that specify routing")
			if (dir != "in") unmodelled("reply-to of rules for packets out")
			if (peek() == "(") fail("syntax error")
			reply = address(word("^[0-9a-f:.]+$"))
		} else if (take("flags")) {
			# those of a call, which is what a rule with state takes by itself
			if (string() != "S/SA") unmodelled("flags")
		} else if (take("scrub")) {
			must("(")
			if (!take("max-mss")) unmodelled("scrub " peek())
			mss = word("^[0-9]+$")
			if (mss + 0 > 65535) fail("illegal max-mss value " mss)
			must(")")
		} else if (take("user")) {
			user = word("^[a-z_][a-z0-9_]*$")
		} else if (peek() ~ /^[a-z]/) {
			unmodelled(peek())
		} else {
			fail("syntax error")
		}
	}
	if (length(tag) > 63 || length(tagged) > 64) fail("tag name too long")
}

# target: of a translation. An interface's several addresses would need a way to choose one.
function target(text) {
	if (!take("(")) return address(word("."))
	text = word("^[a-z]+[0-9]*(:0)?$")
	must(")")
	if (text !~ /[0-9]:0$/) unmodelled("nat-to (" text ")")
	return "(" text ")"
}

# expand: a rule of lists is as many rules as there are combinations; those of two families are left out.
function expand(action, answer, dir, quick, log_, af, i, p, f, fp, t, tp, made) {
	made = 0
	for (i = 1; i <= (interfaces ? interfaces : 1); i++)
	for (p = 1; p <= (protos ? protos : 1); p++)
	for (f = 1; f <= (froms ? froms : 1); f++)
	for (fp = 1; fp <= (from_ports ? from_ports : 1); fp++)
	for (t = 1; t <= (tos ? tos : 1); t++)
	for (tp = 1; tp <= (to_ports ? to_ports : 1); tp++)
		made += one(action, answer, dir, quick, log_, af,
			interfaces ? interface_list[i] : "", protos ? proto_list[p] : "",
			froms ? from_list[f] : "any", from_ports ? from_port_list[fp] : "",
			tos ? to_list[t] : "any", to_ports ? to_port_list[tp] : "")
	if (!made) fail("rule expands to no valid combination")
}

function one(action, answer, dir, quick, log_, af, iface, proto, from, from_port, to, to_port, families, n, i, text, words) {
	n = split(af " " family_of(from) " " family_of(to) " " (nat ~ /^\(/ ? "" : family_of(nat == "" ? "any" : nat)) " " family_of(reply == "" ? "any" : reply), families, " ")
	for (i = 1; i <= n; i++) {
		if (af != "" && families[i] != af) return 0
		af = families[i]
	}
	if ((from_port != "" || to_port != "") && proto != "tcp" && proto != "udp") fail("port only applies to tcp/udp")
	if (mss != "" && proto != "tcp") unmodelled("max-mss of all protocols")
	text = action (action == "block" ? " " answer : "") (dir == "" ? "" : " " dir) (log_ ? " log" : "") (quick ? " quick" : "")
	words = "action=" action (answer == "" ? "" : " answer=" answer) (dir == "" ? "" : " dir=" dir) (quick ? " quick=1" : "")
	if (iface != "") {
		text = text " on " spaced(iface)
		words = words " on=" iface
	}
	if (af != "") { text = text " " af; words = words " af=" af }
	if (proto != "") { text = text " proto " proto; words = words " proto=" proto }
	if (from == "any" && to == "any" && from_port == "" && to_port == "") {
		text = text " all"
	} else {
		text = text " from " spaced(from) ports(from_port) " to " spaced(to) ports(to_port)
		words = words " from=" from " to=" to (from_port == "" ? "" : " fromport=" from_port) (to_port == "" ? "" : " toport=" to_port)
	}
	if (user != "") { text = text " user = " user; words = words " user=" user }
	if (tag != "") { text = text " tag " tag; words = words " tag=" tag }
	if (tagged != "") { text = text (tagged ~ /^!/ ? " !" : "") " tagged " bare(tagged); words = words " tagged=" tagged }
	if (mss != "") { text = text " scrub (max-mss " mss ")"; words = words " mss=" mss }
	if (nat != "") { text = text " nat-to " nat; words = words " nat=" nat }
	if (reply != "") { text = text " reply-to " reply; words = words " reply=" reply }
	if (received != "") { text = text (received ~ /^!/ ? " !" : "") " received-on " bare(received); words = words " received=" received }
	record("rule\t" text "\t" words)
	return 1
}

function spaced(text) {
	return text ~ /^!/ ? "! " substr(text, 2) : text
}

function bare(text) {
	sub(/^!/, "", text)
	return text
}

function ports(text) {
	return text == "" ? "" : (text ~ /:/ ? " port " text : " port = " text)
}
