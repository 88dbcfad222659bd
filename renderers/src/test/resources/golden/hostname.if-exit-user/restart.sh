(
sh /etc/netstart -n wg0 >/dev/null &&
{
if ifconfig wg0 >/dev/null 2>&1; then
    ifconfig wg0 destroy
fi
} &&
sh /etc/netstart wg0 &&
{ ifconfig wg0 | grep wgpubkey >/dev/null ||
{ echo "netstart left wg0 without its key" >&2; exit 1; }; }
) </dev/null
