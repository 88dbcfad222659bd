(
{
if [ -d /run/systemd/system ]; then
    systemctl stop wg-quick@wg0.service || :
    systemctl reset-failed wg-quick@wg0.service 2>/dev/null || :
elif [ -e /etc/init.d/wg-quick.wg0 ]; then
    rc-service wg-quick.wg0 stop || :
fi
if ip link show dev wg0 >/dev/null 2>&1; then
    wg-quick down wg0 || ip link delete dev wg0
fi
} &&
{
if [ -d /run/systemd/system ]; then
    systemctl enable --quiet wg-quick@wg0.service &&
    timeout 60 systemctl restart wg-quick@wg0.service
elif command -v rc-update >/dev/null && [ -x /etc/init.d/wg-quick ]; then
    ln -sf wg-quick /etc/init.d/wg-quick.wg0 &&
    { [ -e /etc/runlevels/default/wg-quick.wg0 ] || rc-update add wg-quick.wg0 default; } &&
    { rc-service wg-quick.wg0 stop >/dev/null 2>&1 || :; } &&
    rc-service wg-quick.wg0 start
else
    wg-quick up wg0
fi
}
) </dev/null
