(
file="$STAGE/etc/systemd/network/50-mesh-wg0.netdev"
{ grep -qx 'Kind=wireguard' "$file" && [ -z "$(tail -c 1 "$file")" ]; } ||
{ echo "50-mesh-wg0.netdev is not whole" >&2; exit 1; }
systemctl is-active --quiet systemd-networkd.service ||
{ echo "systemd-networkd does not run here; start it or use format wg-quick" >&2; exit 1; }
) </dev/null
