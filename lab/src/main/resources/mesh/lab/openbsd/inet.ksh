# SPDX-License-Identifier: Apache-2.0
# Addresses of an interface. For IPv4, an address without "alias" takes the place of the first one; for IPv6 nothing is
# taken away. An address sets the interface up.

# read_address WORD: any word that is no option is an address. OpenBSD would ask the resolver for it; here a word that is
# no number is bad at once.
read_address() {
	[[ -z $ADDRESS ]] || not_modelled "destination address $1"
	ADDRESS=$1
	if [[ $FAMILY == inet6 ]]; then
		v6_groups "${1%%/*}" || fail "$1: bad value"
		[[ $1 == */* ]] && read_mask prefixlen "${1#*/}"
		return 0
	fi
	v4_octets "${1%%/*}" || fail "$1: bad value"
	((NO == 4)) || fail "$1: bad value"
	[[ $1 == */* ]] && read_mask prefixlen "${1#*/}"
	return 0
}

read_mask() {
	if [[ $1 == prefixlen ]]; then
		local most=32
		[[ $FAMILY == inet6 ]] && most=128
		is_number "$2" $most || fail "prefixlen $2: bad value"
		MASK=$((10#$2))
		return
	fi
	v4_octets "$2" || [[ $2 == 0x+([0-9a-fA-F]) ]] || fail "$2: bad value"
	v4_bits_of_mask "$2" || fail "$2: non-contiguous mask"
	MASK=$REPLY
}

default_mask() {
	[[ -n $MASK ]] && return
	MASK=64
	if [[ $FAMILY == inet ]]; then
		v4_octets "${ADDRESS%%/*}"
		MASK=8
		((O[0] >= 128)) && MASK=16
		((O[0] >= 192)) && MASK=24
	fi
}

address_apply() {
	local plain=${ADDRESS%%/*}
	case $ALIAS in
	-inet) $IP -4 addr flush dev "$DEV" ;;
	-inet6) $IP -6 addr flush dev "$DEV" ;;
	esac
	[[ -n $ADDRESS ]] || return 0
	case $ALIAS in
	-alias | delete) address_remove "$plain" || fail "SIOCDIFADDR: Can't assign requested address"; return ;;
	esac
	default_mask
	if [[ $FAMILY == inet6 ]]; then
		$IP -6 addr replace "$plain/$MASK" dev "$DEV" nodad || fail "SIOCAIFADDR: Invalid argument"
	else
		[[ $ALIAS == alias ]] || first_address_remove
		v4_octets "$plain"
		v4_broadcast $MASK
		address_remove "$plain"
		$IP -4 addr add "$plain/$MASK" broadcast ${BROADCAST:-$REPLY} dev "$DEV" || fail "SIOCAIFADDR: Invalid argument"
	fi
	is_up || link_up
}

first_address_remove() {
	$IP -4 -o addr show dev "$DEV" | {
		read -r number name family first rest || return 0
		address_remove "${first%%/*}"
	}
}

# address_remove ADDRESS: with it go the routes that leave from it.
address_remove() {
	local line family=-4
	[[ $1 == *:* ]] && family=-6
	set -A found -- $($IP $family -o addr show dev "$DEV" to "$1")
	((${#found[*]} > 3)) || return 1
	if [[ $family == -6 ]]; then
		$IP -6 route show dev "$DEV" | while IFS= read -r -- line; do
			[[ "$line " == *" src $1 "* ]] && $IP -6 route del $line dev "$DEV"
		done
	fi
	$IP $family addr del "${found[3]}" dev "$DEV"
}
