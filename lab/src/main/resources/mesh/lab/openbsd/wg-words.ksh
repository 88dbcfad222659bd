# SPDX-License-Identifier: Apache-2.0
# Words of wg(4) on a command line. Each is checked when it is read and put into a list; wg-apply.ksh turns the list into
# one change. OPS holds strings "word index value".

wg_begin() {
	WG_WORDS=0 CURRENT=
	set -A OPS --
	NOPS=0
}

wg_op() {
	OPS[NOPS]="$1 $2"
	NOPS=$((NOPS + 1))
}

wg_needs_peer() {
	[[ -n $CURRENT ]] || fail "$1: wgpeer not set"
}

# wg_key WORD TEXT: 44 characters, base64 of 32 bytes, spare bits zero.
wg_key() {
	((${#2} == 44)) || fail "$1: invalid length"
	[[ $2 == +([A-Za-z0-9+/])= && ${#2} -eq 44 && ${2:42:1} == [AEIMQUYcgkosw048] ]] || fail "$1: invalid base64"
}

# wg_word WORD REST...: handles one option; TAKEN is how many words of REST belong to it.
wg_word() {
	local word=$1
	shift
	is_wg "$IF" || fail "$word: Inappropriate ioctl for device"
	TAKEN=1
	case $word in
	-wgpsk | -wgdescr | -wgdescription | -wgpeerall) TAKEN=0 ;;
	wgendpoint) TAKEN=2 ;;
	wgkey | wgpsk | wgpeer | -wgpeer | wgport | wgrtable | wgdescr | wgdescription | wgaip | wgpka) ;;
	*) TAKEN=0; read_address "$word"; return ;;
	esac
	needs $TAKEN $word $#
	WG_WORDS=$((WG_WORDS + 1))
	case $word in
	wgkey | wgport | wgrtable) wg_interface_word $word "$1" ;;
	wgpeer) wg_key wgpeer "$1"; CURRENT=$1; wg_op peer "$1" ;;
	-wgpeer) wg_key -wgpeer "$1"; CURRENT=; wg_op drop "$1" ;;
	-wgpeerall) wg_op dropall - ;;
	*) wg_needs_peer $word; wg_peer_word $word "$@" ;;
	esac
}

wg_interface_word() {
	case $1 in
	wgkey) wg_key wgkey "$2"; wg_op key "$2" ;;
	wgport) is_number "$2" 65535 || fail "wgport: invalid port $2"; wg_op port $((10#$2)) ;;
	wgrtable)
		is_number "$2" 255 || fail "wgrtable: invalid rtable $2"
		rtable_exists $((10#$2)) || fail "SIOCSWG: Invalid argument"
		wg_op rtable $((10#$2))
		;;
	esac
}

wg_peer_word() {
	case $1 in
	wgpsk) wg_key wgpsk "$2"; wg_op psk "$2" ;;
	-wgpsk) wg_op nopsk - ;;
	wgdescr | wgdescription) wg_op descr "${2:0:63}" ;;
	-wgdescr | -wgdescription) wg_op descr '' ;;
	wgpka) is_number "$2" 43200 || fail "wgpka: invalid interval $2"; wg_op pka $((10#$2)) ;;
	wgaip) parse_aip "$2" || fail "wgaip: invalid address $2"; wg_op aip "$AIP_SHOWN,$AIP_NET" ;;
	wgendpoint) wg_endpoint "$2" "$3" ;;
	esac
}

# wg_endpoint HOST PORT: looked up once, now; IPv6 without brackets. A failed lookup fails the line.
wg_endpoint() {
	local address=$1
	is_number "$2" 65535 || fail "wgendpoint: $1 $2: service not supported for ai_socktype"
	if [[ $address == *:* ]]; then
		v6_groups "$address" || fail "wgendpoint: $1: no address associated with name"
		wg_op endpoint "[$address]:$((10#$2))"
		return
	fi
	if ! { v4_octets "$address" && ((NO == 4)); }; then
		address=$($M/usr/bin/getent ahosts "$1" | { read -r a rest; print -r -- "$a"; })
		[[ -n $address ]] || fail "wgendpoint: $1: no address associated with name"
		[[ $address == *:* ]] && address="[$address]"
	fi
	wg_op endpoint "$address:$((10#$2))"
}
