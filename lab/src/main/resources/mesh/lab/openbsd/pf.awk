# SPDX-License-Identifier: Apache-2.0
# Statements of pf.conf(5), and what they are made of: see pf-scan.awk.

function statement(name) {
	if (total == 0) return
	at = 1
	if (take("set")) return option()
	if (take("table")) return table()
	if (take("load")) return load()
	if (take("anchor")) return anchor_rule()
	if (tokens[1] ~ /^(pass|block|match)$/) return rule()
	if (tokens[2] == "=") {
		name = word("^[A-Za-z][A-Za-z0-9_]*$")
		if (index(reserved, " " name " ")) fail("syntax error")
		at++
		macro[name] = string()
		while (at <= total) macro[name] = macro[name] " " string()
		return
	}
	if (tokens[1] ~ /^(include|antispoof|queue|nat|rdr|binat|scrub|altq|divert)$/) unmodelled(tokens[1])
	fail("syntax error")
}

function option(name, i, count, each) {
	name = word("^[a-z-]+$")
	if (anchor != "") fail("set " name " in an anchor: this lab's OpenBSD model does not know it")
	if (name == "skip") {
		must("on")
		count = list("interface", each)
		for (i = 1; i <= count; i++) record("skip\t" each[i])
	} else if (name == "block-policy") {
		policy = word("^(drop|return)$")
	} else {
		unmodelled("set " name)
	}
	finished()
}

function table(name, values) {
	must("<")
	name = word("^[A-Za-z0-9_-]+$")
	must(">")
	if (length(name) > 31) fail("table name too long, max 31 chars")
	while (peek() == "const" || peek() == "persist") at++
	values = ""
	if (take("{")) {
		while (!take("}")) {
			if (peek() == "!") unmodelled("! in a table")
			if (peek() == "<") fail("tables cannot contain tables")
			values = values " " address(word("."))
			take(",")
		}
	} else if (peek() != "") {
		unmodelled("table " peek())
	}
	finished()
	tables[name] = 1
	record("table\t" name "\t" substr(values, 2))
}

function load(name) {
	must("anchor")
	name = anchor_name()
	must("from")
	record("load\t" name "\t" string())
	finished()
}

function anchor_name(name) {
	name = string()
	if (name == "") fail("anchor name must not be empty")
	if (name ~ /^_/) fail("anchor names beginning with '_' are reserved for internal use")
	if (name !~ /^[A-Za-z0-9_.-]+$/) unmodelled("anchor \"" name "\"")
	return name
}

function anchor_rule(name) {
	name = anchor_name()
	take("all")
	if (at <= total) unmodelled("anchor with " tokens[at])
	record("rule\tanchor \"" name "\" all\taction=anchor anchor=" name)
}

# list KIND INTO: one item, or several in braces; their number.
function list(kind, into, count) {
	if (!take("{")) {
		into[1] = item(kind)
		return 1
	}
	count = 0
	while (!take("}")) {
		into[++count] = item(kind)
		take(",")
	}
	if (count == 0) fail("syntax error")
	return count
}

function item(kind, not, text) {
	if (kind == "interface") {
		not = take("!") ? "!" : ""
		return not word("^[a-z]+[0-9]*$")
	}
	if (kind == "proto") {
		text = word("^[a-z0-9-]+$")
		if (text == "ipv6-icmp") text = "icmp6"
		if (text !~ /^(tcp|udp|icmp|icmp6)$/) unmodelled("proto " text)
		return text
	}
	if (kind == "port") {
		take("=")
		return port(word("^[a-z0-9:]+$"))
	}
	return host()
}

function port(text, ends) {
	if (text == "ssh") text = 22
	if (text == "domain") text = 53
	if (text !~ /^[0-9]+(:[0-9]+)?$/) unmodelled("port " text)
	split(text, ends, ":")
	if (ends[1] > 65535 || ends[2] > 65535) fail("illegal port value " text)
	if (text ~ /:/ && ends[2] + 0 < ends[1] + 0) fail("invalid port range " text)
	return text
}

function host(not, name) {
	not = take("!") ? "!" : ""
	if (take("<")) {
		name = word("^[A-Za-z0-9_-]+$")
		must(">")
		# An anchor's rule may mean a table of the main ruleset.
		if (!(name in tables) && !(anchor != "" && index(main_tables, " " name " ")))
			fail("<" name ">: this lab's OpenBSD model wants a table to stand before its use")
		return not "<" name ">"
	}
	if (take("(")) {
		name = word("^[a-z]+[0-9]+(:network)?$")
		must(")")
		return not "(" name ")"
	}
	if (peek() == "any") { at++; return "any" }
	return not address(word("."))
}

# address TEXT: as it is, if it is one.
function address(text, parts, octets, i, most) {
	if (split(text, parts, "/") > 2) fail("syntax error")
	if (parts[1] ~ /:/) {
		most = 128
		if (parts[1] !~ /^[0-9a-f:.]+$/ || parts[1] ~ /:::|::.*::/) fail("could not parse host specification")
	} else {
		most = 32
		if (split(parts[1], octets, ".") != 4) unmodelled("host " text)
		for (i = 1; i <= 4; i++)
			if (octets[i] !~ /^[0-9]+$/ || octets[i] > 255) fail("could not parse host specification")
	}
	if (text ~ /\// && (parts[2] !~ /^[0-9]+$/ || parts[2] + 0 > most)) fail("bits too big")
	return text
}

function family_of(text) {
	sub(/^!/, "", text)
	if (text == "any" || text ~ /^[<(]/) return ""
	return text ~ /:/ ? "inet6" : "inet"
}
