(
systemctl enable --quiet systemd-networkd.service &&
{
    tries=0
    until ip -o address show dev wg0 2>/dev/null | grep -q ' inet'; do
        if [ "$tries" -ge 100 ]; then
            why=$(journalctl -u systemd-networkd.service --since=-2min -o cat --no-pager 2>/dev/null |
                grep '^wg0: ' | tail -n 1)
            echo "systemd-networkd did not bring up wg0 within 10 seconds${why:+; it says: $why}" >&2
            exit 1
        fi
        if [ "$((tries % 20))" -eq 0 ] && ! ip link show dev wg0 >/dev/null 2>&1; then
            networkctl reload || exit 1
        fi
        tries=$((tries + 1))
        sleep 0.1
    done
}
) </dev/null
