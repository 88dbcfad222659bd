# SPDX-License-Identifier: Apache-2.0
# The peers of one interface as OpenBSD's driver remembers them and the driver underneath does not: order of creation,
# description, order and spelling of allowed IPs. The driver underneath stays the truth about what exists; a change made
# with wg(8) is taken over when the state is read.
#   P key   D description   A allowed IPs, newest first, each "shown,network"   NP number of peers

state_load() {
	local kind value i=-1
	set -A P --; set -A D --; set -A A --
	NP=0
	if [[ -r $STATE/$IF.peers ]]; then
		while IFS= read -r -- line; do
			kind=${line%% *} value=${line#* }
			case $kind in
			peer) i=$NP; NP=$((NP + 1)); P[i]=$value D[i]= A[i]= ;;
			descr) D[i]=$value ;;
			aips) A[i]=$value ;;
			esac
		done <$STATE/$IF.peers
	fi
	state_reconcile
}

state_save() {
	local i=0
	mkdir -p $STATE
	while ((i < NP)); do
		print -r -- "peer ${P[i]}"
		print -r -- "descr ${D[i]}"
		print -r -- "aips ${A[i]}"
		i=$((i + 1))
	done >$STATE/$IF.peers.new
	mv $STATE/$IF.peers.new $STATE/$IF.peers
}

# peer_index KEY: REPLY is its place, or the command fails.
peer_index() {
	local i=0
	while ((i < NP)); do
		[[ ${P[i]} == "$1" ]] && { REPLY=$i; return 0; }
		i=$((i + 1))
	done
	return 1
}

peer_add() {
	P[NP]=$1 D[NP]= A[NP]=
	REPLY=$NP
	NP=$((NP + 1))
}

peer_drop() {
	local i=$1
	NP=$((NP - 1))
	while ((i < NP)); do
		P[i]=${P[i + 1]} D[i]=${D[i + 1]} A[i]=${A[i + 1]}
		i=$((i + 1))
	done
	unset P[NP] D[NP] A[NP]
}

# Reads the driver: K private key present, PORT, PUB; per peer the columns of "wg show dump" in order of P.
state_reconcile() {
	local key psk endpoint nets seen=' ' i rest
	set -A PSK --; set -A END --; set -A SHAKE --; set -A RX --; set -A TX --; set -A PKA --
	HAVE_KEY=0 PORT=0 PUB=
	$WG show "$IF" dump 2>/dev/null >$STATE/$IF.dump.$$ || return 0
	while IFS='	' read -r -- key psk endpoint nets rest; do
		if [[ -z $PUB ]]; then
			PUB=$psk PORT=$endpoint
			[[ $key == '(none)' ]] || HAVE_KEY=1
			continue
		fi
		peer_index "$key" || peer_add "$key"
		i=$REPLY
		seen="$seen$key "
		END[i]=$endpoint
		PSK[i]=0
		[[ $psk == '(none)' ]] || PSK[i]=1
		set -A cols -- $rest
		SHAKE[i]=${cols[0]} RX[i]=${cols[1]} TX[i]=${cols[2]} PKA[i]=${cols[3]}
		aips_reconcile $i "$nets"
	done <$STATE/$IF.dump.$$
	rm -f $STATE/$IF.dump.$$
	i=0
	while ((i < NP)); do
		if [[ $seen == *" ${P[i]} "* ]]; then
			i=$((i + 1))
		else
			peer_drop $i
		fi
	done
}

# aips_reconcile INDEX NETS: drops what the driver no longer has, puts what it has beyond that in front.
aips_reconcile() {
	local pair net kept= known=' ' nets=",$2,"
	for pair in ${A[$1]}; do
		net=${pair#*,}
		[[ $nets == *",$net,"* ]] || continue
		kept="$kept $pair"
		known="$known$net "
	done
	[[ $2 == '(none)' ]] && { A[$1]=${kept# }; return; }
	local IFS=,
	set -A list -- $2
	IFS=' '
	for net in "${list[@]}"; do
		[[ $known == *" $net "* ]] || kept="$net,$net $kept"
	done
	A[$1]=${kept# }
}
