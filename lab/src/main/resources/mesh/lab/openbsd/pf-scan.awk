# SPDX-License-Identifier: Apache-2.0
# Reads rules as pf.conf(5) has them, strictly: what pf refuses is an error, and so is what is not modelled. Variables:
# file, its name in messages; anchor, into which it is loaded, empty for the main ruleset; defs, lines NAME=VALUE.
# Prints, once all of it is right, records whose fields are separated by tabs:
#   rule TEXT WORDS    one rule without lists, as pfctl -s rules prints it, and as words KEY=VALUE for pf-nft.awk
#   table NAME ADDRESSES    skip INTERFACE    load ANCHOR FILE
BEGIN {
	count = split(defs, lines, "\n")
	for (i = 1; i <= count; i++) {
		if (lines[i] == "") continue
		at = index(lines[i], "=")
		macro[substr(lines[i], 1, at - 1)] = substr(lines[i], at + 1)
	}
	policy = "drop"
	reserved = " all anchor any block const drop file from in inet inet6 load log match on out pass persist port proto" \
		" quick received-on return scrub self set skip table tag tagged to nat-to max-mss "
}

{
	sub(/\r$/, "\r-is-no-blank")
	if ($0 ~ /\\$/) { joined = joined substr($0, 1, length($0) - 1); next }
	if (depth == 0) first = NR
	scan(joined $0)
	joined = ""
	if (depth > 0) next
	statement()
	total = 0
}

END {
	if (failed) exit 1
	if (joined != "" || depth > 0) fail("syntax error")
	printf "%s", records
}

function fail(message) {
	print file ":" first ": " message >"/dev/stderr"
	print "pfctl: Syntax error in config file: pf rules not loaded" >"/dev/stderr"
	failed = 1
	exit 1
}

function unmodelled(what) {
	fail(what ": this lab's OpenBSD model does not know it")
}

# scan TEXT: its tokens. A macro's value is read as if it stood there.
function scan(text, name) {
	while (1) {
		sub(/^[ \t]+/, "", text)
		if (text == "" || text ~ /^#/) return
		if (match(text, /^"[^"]*"/)) {
			token("\"" substr(text, 2, RLENGTH - 2))
		} else if (match(text, /^\$[A-Za-z_][A-Za-z0-9_]*/)) {
			name = substr(text, 2, RLENGTH - 1)
			if (!(name in macro)) fail("macro '" name "' not defined")
			text = macro[name] substr(text, RLENGTH + 1)
			continue
		} else if (match(text, /^[(){}<>!=,]/)) {
			token(substr(text, 1, 1))
			if (text ~ /^{/) depth++
			if (text ~ /^}/) depth--
			if (depth < 0) fail("syntax error")
		} else if (match(text, /^[^ \t(){}<>!=,#"$]+/)) {
			token(substr(text, 1, RLENGTH))
		} else {
			fail("syntax error")
		}
		text = substr(text, RLENGTH + 1)
	}
}

function token(text) {
	tokens[++total] = text
}

function peek() {
	return at <= total ? tokens[at] : ""
}

function take(text) {
	if (peek() != text) return 0
	at++
	return 1
}

function must(text) {
	if (!take(text)) fail("syntax error")
}

# word PATTERN: the next token, which is no punctuation.
function word(pattern) {
	if (at > total || tokens[at] ~ /^[(){}<>!=,"]/ || tokens[at] !~ pattern) fail("syntax error")
	return tokens[at++]
}

function string() {
	if (peek() ~ /^"/) return substr(tokens[at++], 2)
	return word("^[A-Za-z0-9_]")
}

function finished() {
	if (at <= total) fail("syntax error")
}

function record(text) {
	records = records text "\n"
}
