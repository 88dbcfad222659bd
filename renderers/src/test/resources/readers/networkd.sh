# What systemd-networkd says when it reads the files of FOLDER and finds the named KEYS under /run/mesh/wg0.
set -e
folder=$1
shift
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/network /run/systemd/netif/links /run/systemd/netif/leases /run/mesh/wg0/psk
chown -R systemd-network: /run/systemd/netif
cp "$folder"/* /run/systemd/network/
for key in "$@"; do
	head -c 32 /dev/urandom | base64 >"/run/mesh/wg0/$key"
	chmod 0640 "/run/mesh/wg0/$key"
	chown root:systemd-network "/run/mesh/wg0/$key"
done
chmod 0640 /run/systemd/network/*.netdev
chown root:systemd-network /run/systemd/network/*.netdev
SYSTEMD_LOG_TARGET=console timeout 30 /lib/systemd/systemd-networkd >/run/log 2>&1 &
# It speaks of the device itself after it has read all files.
until grep -q '^wg0: ' /run/log || ! kill -0 $! 2>/dev/null; do
	sleep 0.1
done
kill $! 2>/dev/null || :
wait
cat /run/log
