# Brings the file up in a network of its own and says what the system made of it: CONFIGURATION HOSTS as arguments.
# wireguard-go's device gets a link-local address from the kernel, which a WireGuard device would not.
set -e
mount -t tmpfs tmpfs /run
mkdir -p /run/wireguard
mount --bind "$2" /etc/hosts
ip link set lo up
wg-quick strip "$1" >/run/stripped
WG_QUICK_USERSPACE_IMPLEMENTATION=wireguard-go wg-quick up "$1" >/run/log 2>&1 || { cat /run/log; exit 1; }
echo '== dump'
wg show wg0 dump
echo '== address'
ip -o address show dev wg0 | awk '$4 !~ /^fe80:/ { print $4 }'
echo '== route'
{ ip -4 route show dev wg0; ip -6 route show dev wg0; } | awk '{ print $1 }'
echo '== mtu'
ip -o link show dev wg0 | sed 's/.* mtu \([0-9]*\) .*/\1/'
echo '== setconf'
wg setconf wg0 /run/stripped
wg show wg0 peers | wc -l
wg-quick down "$1" >/run/log 2>&1 || { cat /run/log; exit 1; }
