# SPDX-License-Identifier: Apache-2.0
# Addresses and prefixes as text and as lists of small numbers. This shell counts in 32 bits with a sign, so an IPv4
# address is four octets and an IPv6 address eight groups, never one number.

# is_number TEXT MAX: decimal digits only, value at most MAX.
is_number() {
	[[ $1 == +([0-9]) && ${#1} -le 9 ]] && ((10#$1 <= $2))
}

# v4_octets TEXT: sets O to the octets given (one to four) and NO to their count. Leading zeros are decimal.
v4_octets() {
	local IFS=. part
	[[ $1 == +([0-9.]) && $1 != *.. && $1 != *..* && $1 != .* && $1 != *. ]] || return 1
	set -A O -- $1
	NO=${#O[*]}
	((NO >= 1 && NO <= 4)) || return 1
	for part in "${O[@]}"; do
		is_number "$part" 255 || return 1
	done
	O[0]=$((10#${O[0]})) O[1]=$((10#${O[1]:-0})) O[2]=$((10#${O[2]:-0})) O[3]=$((10#${O[3]:-0}))
}

# v4_masked BITS: prints O with all bits after the first BITS cleared.
v4_masked() {
	local i keep out=
	for i in 0 1 2 3; do
		keep=$(($1 - 8 * i))
		((keep > 8)) && keep=8
		((keep < 0)) && keep=0
		out=$out.$((O[i] & (255 << (8 - keep)) & 255))
	done
	REPLY=${out#.}
}

# v4_mask BITS: the netmask, in hexadecimal as ifconfig prints it.
v4_mask() {
	local i keep text=
	for i in 0 1 2 3; do
		keep=$(($1 - 8 * i))
		((keep > 8)) && keep=8
		((keep < 0)) && keep=0
		hex2 $(((255 << (8 - keep)) & 255))
		text=$text$REPLY
	done
	REPLY=0x$text
}

# hex2 N: two hexadecimal digits.
hex2() {
	local digits=0123456789abcdef
	REPLY=${digits:$(($1 / 16)):1}${digits:$(($1 % 16)):1}
}

# v4_broadcast BITS: the last address of the network of O.
v4_broadcast() {
	local i keep out=
	for i in 0 1 2 3; do
		keep=$(($1 - 8 * i))
		((keep > 8)) && keep=8
		((keep < 0)) && keep=0
		out=$out.$((O[i] | (255 >> keep)))
	done
	REPLY=${out#.}
}

# v4_bits_of_mask MASK: sets REPLY to the length of a dotted or hexadecimal mask; fails when its ones are not in one run.
v4_bits_of_mask() {
	local mask=$1 i bit seen=0 bits=0
	if [[ $mask == 0x+([0-9a-fA-F]) && ${#mask} -eq 10 ]]; then
		mask=${mask#0x}
		mask=$((16#${mask:0:2})).$((16#${mask:2:2})).$((16#${mask:4:2})).$((16#${mask:6:2}))
	fi
	v4_octets "$mask" || return 1
	# One number alone is the whole address, as inet_aton(3) has it: 24 means 0.0.0.24.
	((NO == 1)) && { O[3]=${O[0]}; O[0]=0; }
	for i in 0 1 2 3; do
		for bit in 128 64 32 16 8 4 2 1; do
			if ((O[i] & bit)); then
				((seen)) && return 1
				bits=$((bits + 1))
			else
				seen=1
			fi
		done
	done
	REPLY=$bits
}

# v6_groups TEXT: sets G to eight numbers.
v6_groups() {
	local text=$1 head tail i n
	set -A G -- 0 0 0 0 0 0 0 0
	if [[ $text == *:+([0-9]).+([0-9]).+([0-9]).+([0-9]) ]]; then
		v4_octets "${text##*:}" || return 1
		hex2 ${O[0]}; head=$REPLY; hex2 ${O[1]}; head=$head$REPLY
		hex2 ${O[2]}; tail=$REPLY; hex2 ${O[3]}; tail=$tail$REPLY
		text=${text%:*}:$head:$tail
	fi
	[[ $text == +([0-9a-fA-F:]) && $text == *:*  && $text != *:::* ]] || return 1
	if [[ $text == *::* ]]; then
		head=${text%%::*} tail=${text#*::}
		[[ $tail == *::* ]] && return 1
		v6_fill "$head" 0 || return 1
		n=$REPLY
		v6_count "$tail"
		((n + REPLY <= 7)) || return 1
		v6_fill "$tail" $((8 - REPLY)) || return 1
	else
		v6_count "$text"
		((REPLY == 8)) || return 1
		v6_fill "$text" 0 || return 1
	fi
}

v6_count() {
	local IFS=:
	set -A parts -- $1
	REPLY=${#parts[*]}
}

# v6_fill TEXT FIRST: writes colon-separated groups into G from index FIRST; REPLY is their count.
v6_fill() {
	local IFS=: i=$2 part
	[[ $1 == :* || $1 == *: ]] && return 1
	set -A parts -- $1
	for part in "${parts[@]}"; do
		[[ $part == +([0-9a-fA-F]) && ${#part} -le 4 ]] || return 1
		((i < 8)) || return 1
		G[i]=$((16#$part))
		i=$((i + 1))
	done
	REPLY=${#parts[*]}
}

# v6_masked BITS: prints G with all bits after the first BITS cleared, shortest form.
v6_masked() {
	local i keep
	for i in 0 1 2 3 4 5 6 7; do
		keep=$(($1 - 16 * i))
		((keep > 16)) && keep=16
		((keep < 0)) && keep=0
		M[i]=$((G[i] & (65535 << (16 - keep)) & 65535))
	done
	v6_text
}

# v6_text: REPLY is M with the longest run of two or more zero groups as "::".
v6_text() {
	local i start=-1 run=0 best=-1 length=1 out=
	for i in 0 1 2 3 4 5 6 7 8; do
		if ((i < 8 && M[i] == 0)); then
			((run == 0)) && start=$i
			run=$((run + 1))
		else
			((run > length)) && { best=$start; length=$run; }
			run=0
		fi
	done
	i=0
	while ((i < 8)); do
		if ((i == best)); then
			out=$out::
			i=$((i + length))
			continue
		fi
		hex4 ${M[i]}
		[[ -n $out && $out != *: ]] && out=$out:
		out=$out$REPLY
		i=$((i + 1))
	done
	REPLY=$out
}

# hex4 N: hexadecimal without leading zeros.
hex4() {
	local high
	hex2 $(($1 / 256)); high=$REPLY
	hex2 $(($1 % 256))
	REPLY=$high$REPLY
	while [[ $REPLY == 0? || $REPLY == 0??* ]]; do
		REPLY=${REPLY#0}
	done
}

# parse_aip TEXT: one allowed IP as wg takes it. Sets AIP_SHOWN (as ifconfig displays it) and AIP_NET (as the data path
# uses it). IPv4 keeps its host bits in the display. IPv6 keeps whole bytes, so bits inside the last byte stay.
parse_aip() {
	local text=$1 address=${1%/*} bits=
	if [[ $text == */* ]]; then
		bits=${text#*/}
		[[ $bits == +([0-9]) ]] || return 1
	fi
	if [[ $address == *:* ]]; then
		bits=${bits:-128}
		is_number "$bits" 128 && v6_groups "$address" || return 1
		bits=$((10#$bits))
		v6_masked $(((bits + 7) / 8 * 8)); AIP_SHOWN=$REPLY/$bits
		v6_masked $bits; AIP_NET=$REPLY/$bits
		return 0
	fi
	v4_octets "$address" || return 1
	if [[ -z $bits ]]; then
		# Without a length the class of the address decides, but never fewer bits than were written.
		bits=8
		((O[0] >= 128)) && bits=16
		((O[0] >= 192)) && bits=24
		((NO * 8 > bits)) && bits=$((NO * 8))
	fi
	is_number "$bits" 32 || return 1
	bits=$((10#$bits))
	AIP_SHOWN=${O[0]}.${O[1]}.${O[2]}.${O[3]}/$bits
	v4_masked $bits; AIP_NET=$REPLY/$bits
}
