# SPDX-License-Identifier: Apache-2.0
# The status block. Blanks at line starts are tabs. Peers are shown for one named interface and for the group wg, not in
# the list of all; others than root see the port of wg and nothing else of it.

show_all() {
	local entry
	for entry in /sys/class/net/*; do
		IF=${entry##*/}
		[[ $IF == lo ]] && IF=lo0
		show_interface $1
	done
}

show_named() {
	local entry any=1
	if [[ $1 == wg ]]; then
		for entry in /sys/class/net/wg*; do
			[[ -e $entry ]] || continue
			IF=${entry##*/}
			show_interface full
			any=0
		done
		((any == 0)) || fail "wg: no such interface"
		return 0
	fi
	device_of "$1"
	exists || fail "$1: no such interface"
	show_interface full
}

show_interface() {
	local mtu index
	device_of "$IF"
	read -r mtu </sys/class/net/$DEV/mtu
	read -r index </sys/class/net/$DEV/ifindex
	print -r -- "$IF: $(flags) mtu $mtu"
	if [[ -s $STATE/$IF.descr ]]; then
		read -r -- line <$STATE/$IF.descr
		[[ -n $line ]] && print -r -- "	description: $line"
	fi
	print "	index $index priority 0 llprio 3"
	if is_wg "$IF"; then
		show_wg $1
		print "	groups: wg"
	fi
	show_addresses
}

flags() {
	if is_wg "$IF"; then
		is_up && print '80c3<UP,BROADCAST,RUNNING,NOARP,MULTICAST>' || print '8082<BROADCAST,NOARP,MULTICAST>'
	elif [[ $IF == lo0 ]]; then
		print '8049<UP,LOOPBACK,RUNNING,MULTICAST>'
	else
		is_up && print '8843<UP,BROADCAST,RUNNING,SIMPLEX,MULTICAST>' || print '8802<BROADCAST,SIMPLEX,MULTICAST>'
	fi | { read -r text; print "flags=$text"; }
}

show_wg() {
	local i=0 port=0 mark
	[[ -r $STATE/$IF.port ]] && read -r port <$STATE/$IF.port
	if ! am_root; then
		print "	wgport $port"
		return
	fi
	mkdir -p $STATE
	state_load
	print "	wgport $PORT"
	mark=$($WG show "$IF" fwmark)
	[[ $mark == off ]] || print "	wgrtable $((mark >> 16 & 255))"
	((HAVE_KEY)) && print -r -- "	wgpubkey $PUB"
	[[ $1 == full ]] || return 0
	while ((i < NP)); do
		show_peer $i
		i=$((i + 1))
	done
}

show_peer() {
	local i=$1 now endpoint=${END[$1]} address pair
	print -r -- "	wgpeer ${P[i]}"
	[[ -n ${D[i]} ]] && print -r -- "		wgdescr: ${D[i]}"
	((PSK[i])) && print "		wgpsk (present)"
	[[ ${PKA[i]} == @(off|0) ]] || print "		wgpka ${PKA[i]} (sec)"
	if [[ $endpoint != '(none)' ]]; then
		endpoint=${endpoint#\[}
		address=${endpoint%:*}
		print -r -- "		wgendpoint ${address%\]} ${endpoint##*:}"
	fi
	print "		tx: ${TX[i]}, rx: ${RX[i]}"
	if [[ ${SHAKE[i]} != 0 ]]; then
		now=$($M/usr/bin/date +%s)
		print "		last handshake: $((now - SHAKE[i])) seconds ago"
	fi
	for pair in ${A[i]}; do
		print -r -- "		wgaip ${pair%%,*}"
	done
}

show_addresses() {
	local number name family address rest bits
	$IP -4 -o addr show dev "$DEV" | while read -r number name family address rest; do
		v4_octets "${address%/*}"
		bits=${address#*/}
		v4_mask $bits
		print -n "	inet ${address%/*} netmask $REPLY"
		v4_broadcast $bits
		[[ $IF == lo0 ]] && print || print " broadcast $REPLY"
	done
	$IP -6 -o addr show dev "$DEV" | while read -r number name family address rest; do
		print "	inet6 ${address%/*} prefixlen ${address#*/}"
	done
}
