# Runs the scripts UP RESTART DOWN for the file of FOLDER on a system without systemd, and says what stands after each.
set -e
folder=$1
mount -t tmpfs tmpfs /run
mkdir -p /run/wireguard
mount -t tmpfs tmpfs /etc/wireguard
cp "$folder/wg0.conf" /etc/wireguard/wg0.conf
mount --bind "$folder/hosts" /etc/hosts
ip link set lo up
state() {
	if ip link show dev wg0 >/dev/null 2>&1; then
		echo "$1: key $(wg show wg0 public-key), peers $(wg show wg0 peers | wc -l)"
	else
		echo "$1: none"
	fi
}
for step in up restart down down; do
	sh "$folder/$step.sh" >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
	state "$step"
done
