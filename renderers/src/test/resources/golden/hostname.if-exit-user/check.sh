(
file="$STAGE/etc/hostname.wg0"
{ [ -s "$file" ] && [ -z "$(tail -c 1 "$file")" ]; } ||
{ echo "hostname.wg0 is empty or has no final line end" >&2; exit 1; }
if grep -Ev '^(#|wgkey |wgport |inet |inet6 |mtu |description |wgpeer |up$|!route |!sh /etc/mesh/wg0/ground up$)' "$file" >&2; then
    echo "hostname.wg0 has the lines above, which mesh never writes" >&2
    exit 1
fi
) </dev/null
