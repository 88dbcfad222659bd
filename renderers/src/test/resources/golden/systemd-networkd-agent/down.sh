(
rm -f /etc/systemd/network/50-mesh-wg0.netdev /etc/systemd/network/50-mesh-wg0.network &&
{
if ip link show dev wg0 >/dev/null 2>&1; then
    ip link delete dev wg0
fi
} &&
if systemctl is-active --quiet systemd-networkd.service; then
    networkctl reload
fi
) </dev/null
