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
    systemctl disable --quiet wg-quick@wg0.service
elif [ -e /etc/init.d/wg-quick.wg0 ]; then
    if [ -e /etc/runlevels/default/wg-quick.wg0 ]; then rc-update del wg-quick.wg0 default; fi &&
    rm -f /etc/init.d/wg-quick.wg0
fi
}
) </dev/null
