(
sh /etc/netstart -n wg0 >/dev/null &&
sh /etc/netstart wg0 &&
{ ifconfig wg0 | grep wgpubkey >/dev/null ||
{ echo "netstart left wg0 without its key" >&2; exit 1; }; }
) </dev/null
