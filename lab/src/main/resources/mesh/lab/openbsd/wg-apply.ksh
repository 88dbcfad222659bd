# SPDX-License-Identifier: Apache-2.0
# Turns the checked words into one change of the driver and keeps what the driver does not remember.

wg_apply() {
	local i=0 op value at=-1 touched=' ' net
	mkdir -p $STATE
	SECRETS=$STATE/$IF.secret.$$
	NSECRETS=0
	state_load
	set -A LINE --
	NL=0
	while ((i < NOPS)); do
		op=${OPS[i]%% *} value=${OPS[i]#* }
		i=$((i + 1))
		case $op in
		key) secret "$value"; add private-key "$REPLY" ;;
		port) ((value == PORT)) || add listen-port $value ;;
		rtable) add fwmark $(rtable_mark $value) ;;
		dropall) while ((NP > 0)); do add peer "${P[0]}" remove; peer_drop 0; done ;;
		drop) add peer "$value" remove; peer_index "$value" && peer_drop $REPLY ;;
		peer) wg_peer_begin "$value" ;;
		*) wg_peer_change $op "$value" ;;
		esac
	done
	wg_peer_end
	wg_commit
}

# Interface words go first on the line of wg(8): they may not follow a peer.
add() {
	while (($# > 0)); do
		LINE[NL]=$1
		NL=$((NL + 1))
		shift
	done
}

secret() {
	NSECRETS=$((NSECRETS + 1))
	(umask 077; print -r -- "$1" >$SECRETS.$NSECRETS)
	REPLY=$SECRETS.$NSECRETS
}

wg_peer_begin() {
	wg_peer_end
	OLD=1
	peer_index "$1" || { OLD=0; peer_add "$1"; }
	AT=$REPLY
	IN_PEER=1 FRESH_AIPS=0
	add peer "$1"
}

wg_peer_change() {
	case $1 in
	psk) secret "$2"; add preshared-key "$REPLY" ;;
	nopsk) add preshared-key /dev/null ;;
	descr) D[AT]=$2 ;;
	endpoint) add endpoint "$2" ;;
	# Timers of a link set down by hand are off: an interval for a peer that exists is forgotten.
	pka) if ((OLD)) && [[ -e $STATE/$IF.wasup ]] && ! is_up; then :; else add persistent-keepalive "$2"; fi ;;
	aip) aip_take "$2" ;;
	esac
}

# The first allowed IP of a group replaces the peer's old set. A network belongs to one peer: taking it is silent.
aip_take() {
	local i=0 pair kept
	((FRESH_AIPS)) || A[AT]=
	FRESH_AIPS=1
	while ((i < NP)); do
		kept=
		for pair in ${A[i]}; do
			[[ ${pair#*,} == "${1#*,}" ]] || kept="$kept $pair"
		done
		A[i]=${kept# }
		i=$((i + 1))
	done
	kept="$1 ${A[AT]}"
	A[AT]=${kept% }
}

wg_peer_end() {
	local pair list=
	((${IN_PEER:-0})) || return 0
	if ((FRESH_AIPS)); then
		for pair in ${A[AT]}; do
			list=${pair#*,},$list
		done
		add allowed-ips "${list%,}"
	fi
	IN_PEER=0
}

# Interface words are moved to the front, then everything goes to the driver as one request.
wg_commit() {
	local i=0 status=0
	set -A front --
	set -A back --
	while ((i < NL)); do
		case ${LINE[i]} in
		private-key | listen-port | fwmark)
			set -A front -- "${front[@]}" "${LINE[i]}" "${LINE[i + 1]}"
			i=$((i + 2))
			;;
		*)
			set -A back -- "${back[@]}" "${LINE[i]}"
			i=$((i + 1))
			;;
		esac
	done
	if ((NL > 0)); then
		$WG set "$IF" "${front[@]}" "${back[@]}" 2>$STATE/$IF.error.$$
		status=$?
	fi
	rm -f $SECRETS.*
	if ((status != 0)); then
		read -r -- line <$STATE/$IF.error.$$
		rm -f $STATE/$IF.error.$$
		fail "SIOCSWG: $line"
	fi
	rm -f $STATE/$IF.error.$$
	state_save
	wg_publish_port
}
