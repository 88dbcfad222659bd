# SPDX-License-Identifier: Apache-2.0
# Routing tables of routing domain 0 besides its own: rtable(4). They hold routes, while neighbours and connected networks
# stand in table 0 alone (rtable_l2), so the gateway of a route of any table has to be a neighbour by table 0. A packet of
# such a table carries its number in bits 16 to 23 of this kernel's mark.

# rtable_number N: the table of this kernel.
rtable_number() {
	(($1)) && print $((1000 + $1)) || print main
}

rtable_mark() {
	print $(($1 << 16))
}

rtable_exists() {
	(($1 == 0)) || [[ -e $STATE/rtable.$1 ]]
}

# rtable_make N: what it has no route for ends there.
rtable_make() {
	local family
	mkdir -p $STATE
	: >$STATE/rtable.$1
	for family in -4 -6; do
		$IP $family route add unreachable default metric 4278198272 table $((1000 + $1))
		$IP $family rule add pref $((10000 + $1)) fwmark $(rtable_mark $1)/0xff0000 lookup $((1000 + $1))
	done
}

# rtable_target: sets target to how packets for DEST leave by GATEWAY, an address of the host's own or a neighbour's.
rtable_target() {
	local name=$(interface_of "$GATEWAY") next
	if [[ -n $name ]]; then
		((TABLE)) && refuse "a network on the link in table $TABLE, which would not know its neighbours"
		set -A target -- dev "$name" src "$GATEWAY"
		return
	fi
	((IFACE)) && fail "$GATEWAY: Network is unreachable"
	if ((TABLE == 0)); then
		set -A target -- via "$GATEWAY"
		[[ ${DEST%/*} == "$GATEWAY" ]] && refuse "$DEST by itself in table 0"
		return
	fi
	next=$($IP $FAMILY route get "$GATEWAY" 2>/dev/null)
	[[ $next == *' dev '* && $next != *' via '* ]] || fail "add net $DEST: gateway $GATEWAY: Network is unreachable"
	next=${next#* dev }
	is_wg "${next%% *}" && fail "add net $DEST: gateway $GATEWAY: Network is unreachable"
	if [[ ${DEST%/*} == "$GATEWAY" ]]; then
		set -A target -- dev "${next%% *}"
	else
		set -A target -- via "$GATEWAY" dev "${next%% *}" onlink
	fi
}

# show_routes FAMILIES: those of TABLE.
show_routes() {
	local each destination rest gateway name flags prio i
	print "Routing tables"
	for each in $1; do
		print
		[[ $each == -4 ]] && print "Internet:" || print "Internet6:"
		print "Destination        Gateway            Flags   Refs      Use   Mtu  Prio Iface"
		$IP $each route show table $(rtable_number $TABLE) | while read -r destination rest; do
			gateway=link name= flags=US prio=8
			if [[ $destination == unreachable ]]; then
				[[ $rest == *' metric '20[0-9][0-9]* ]] || continue
				destination=${rest%% *} prio=${rest#* metric 20} flags=UGRS name=lo0 gateway=127.0.0.1
				[[ $each == -6 ]] && gateway=::1
				prio=${prio%% *} prio=${prio#0} rest=
			fi
			[[ $rest == *'proto kernel'* ]] && flags=UCn prio=4
			set -A words -- $rest
			i=0
			while ((i < ${#words[*]})); do
				case ${words[i]} in
				via) gateway=${words[i + 1]} flags=UGS ;;
				src) [[ $gateway == link ]] && gateway=${words[i + 1]} ;;
				dev) name=${words[i + 1]} ;;
				esac
				i=$((i + 1))
			done
			[[ $destination == default || $destination == */* ]] || flags=UGHS
			[[ $name == lo ]] && name=lo0
			$M/usr/bin/printf '%-18s %-18s %-6s     0        0     -  %4s %s\n' "$destination" "$gateway" "$flags" "$prio" "$name"
		done
	done
}
