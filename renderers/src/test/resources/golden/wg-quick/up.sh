(
if [ -d /run/systemd/system ]; then
    systemctl enable --quiet wg-quick@wg0.service &&
    timeout 60 systemctl restart wg-quick@wg0.service
elif [ -d /run/openrc ] && [ -x /etc/init.d/wg-quick ]; then
    ln -sf wg-quick /etc/init.d/wg-quick.wg0 &&
    { [ -e /etc/runlevels/default/wg-quick.wg0 ] || rc-update -q add wg-quick.wg0 default; } &&
    rc-service wg-quick.wg0 restart
else
    wg-quick up wg0
fi
) </dev/null
