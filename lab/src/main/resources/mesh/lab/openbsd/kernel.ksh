# SPDX-License-Identifier: Apache-2.0
# What the model does to the kernel it really runs on. OpenBSD's lo0 is this kernel's lo; other names are the same.

STATE=/var/run/model
IP=$M/usr/bin/ip
[[ -x $IP ]] || IP=$M/usr/sbin/ip
WG=$M/usr/bin/wg

am_root() {
	[[ $($M/usr/bin/id -u) == 0 ]]
}

is_wg() {
	[[ $1 == wg+([0-9]) ]]
}

device_of() {
	DEV=$1
	[[ $1 == lo0 ]] && DEV=lo
}

exists() {
	[[ -e /sys/class/net/$DEV ]]
}

# Pseudo interfaces: no zero-padded unit, unit at most INT_MAX, name at most 15 characters.
create_interface() {
	local unit=${IF#wg}
	exists && fail "SIOCIFCREATE: File exists"
	[[ $IF == +([a-z])+([0-9]) ]] || fail "SIOCIFCREATE: Invalid argument"
	is_wg "$IF" || { [[ $IF == @(tun|tap|gif|gre|vlan|bridge|pair|carp|trunk|vxlan)* ]] && not_modelled "$IF create"; }
	is_wg "$IF" || fail "SIOCIFCREATE: Invalid argument"
	((${#IF} <= 15)) || fail "SIOCIFCREATE: Invalid argument"
	[[ $unit == 0 || $unit != 0* ]] || fail "SIOCIFCREATE: Invalid argument"
	((${#unit} < 10)) || [[ ${#unit} -eq 10 && ! $unit > 2147483647 ]] || fail "SIOCIFCREATE: Invalid argument"
	if ! $IP link add dev "$IF" type wireguard 2>/dev/null; then
		mkdir -p /var/run/wireguard
		$M/usr/bin/wireguard-go "$IF" >/dev/null 2>&1 ||
			fail "SIOCIFCREATE: Cannot allocate memory"
	fi
	$IP link set dev "$IF" mtu 1420
	settings_of_link
	rm -f $STATE/$IF.*
}

# OpenBSD keeps addresses of a link that is down, moves no address silently, and gives wg no link-local address.
settings_of_link() {
	print 1 >/proc/sys/net/ipv6/conf/$DEV/keep_addr_on_down
	print 1 >/proc/sys/net/ipv6/conf/$DEV/addr_gen_mode
	print 0 >/proc/sys/net/ipv6/conf/$DEV/accept_dad
	print 1 >/proc/sys/net/ipv4/conf/$DEV/promote_secondaries
}

destroy_interface() {
	is_wg "$IF" || fail "SIOCIFDESTROY: Invalid argument"
	local tries=0
	$IP link del dev "$IF"
	while ((tries < 500)) && [[ -e /sys/class/net/$IF || -S /var/run/wireguard/$IF.sock ]]; do
		$M/usr/bin/sleep 0.01
		tries=$((tries + 1))
	done
	rm -f /var/run/wireguard/$IF.sock
	rm -f $STATE/$IF.*
}

link_up() {
	$IP link set dev "$DEV" up || fail "SIOCSIFFLAGS: Address already in use"
	is_wg "$IF" || return 0
	wg_publish_port
	: >$STATE/$IF.wasup
	if [[ -s $STATE/$IF.routes ]]; then
		while IFS= read -r -- line; do
			$IP ${line%% *} route replace ${line#* } 2>/dev/null
		done <$STATE/$IF.routes
		rm -f $STATE/$IF.routes
	fi
}

# Routes of a link that is down stay in OpenBSD's table; here they are put aside until it is up again.
link_down() {
	mkdir -p $STATE
	{
		$IP -4 route show dev "$DEV" | while IFS= read -r -- line; do
			[[ $line == *'proto kernel'* ]] || print -r -- "-4 $line dev $DEV"
		done
		$IP -6 route show dev "$DEV" | while IFS= read -r -- line; do
			[[ $line == *'proto kernel'* ]] || print -r -- "-6 $line dev $DEV"
		done
	} >$STATE/$IF.routes
	$IP link set dev "$DEV" down
}

is_up() {
	[[ $($IP -o link show dev "$DEV") == *[\<,]UP[,\>]* ]]
}

# What anyone may read: the port. Keys and peers stay with root.
wg_publish_port() {
	mkdir -p $STATE
	$WG show "$IF" listen-port >$STATE/$IF.port
}
