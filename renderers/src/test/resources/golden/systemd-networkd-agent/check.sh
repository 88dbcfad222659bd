(
file="$STAGE/etc/systemd/network/50-mesh-wg0.netdev"
{ grep -qx 'Kind=wireguard' "$file" && [ -z "$(tail -c 1 "$file")" ]; } ||
{ echo "50-mesh-wg0.netdev is not whole" >&2; exit 1; }
systemctl is-active --quiet systemd-networkd.service ||
{ echo "systemd-networkd does not run here; start it or use format wg-quick" >&2; exit 1; }
if systemctl is-enabled --quiet wg-quick@wg0.service 2>/dev/null &&
    ! grep -qF ' /etc/wireguard/wg0.conf ' /etc/mesh/wg0/manifest 2>/dev/null; then
    echo "wg-quick@wg0.service sets wg0 up at boot too: disable it, or use format wg-quick" >&2
    exit 1
fi
) </dev/null
