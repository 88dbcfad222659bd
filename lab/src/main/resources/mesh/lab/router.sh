#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# router.sh LINKS RULES [PROXY...]: a router is a network namespace only; it reads its links and its nftables rules from
# files, and may have a program that runs beside.
set -e
read -r pid rest </proc/self/stat
echo "$pid"
read -r _ || exit 0
exec </dev/null >/dev/null
echo 1 >/proc/sys/net/ipv4/ip_forward
echo 1 >/proc/sys/net/ipv6/conf/all/forwarding
echo 1 >/proc/sys/net/ipv6/conf/all/proxy_ndp
ip -batch "$1"
nft -f "$2"
shift 2
[ $# -eq 0 ] || perl "$@" &
exec sleep infinity
