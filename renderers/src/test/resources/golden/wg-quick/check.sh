(
file="$STAGE/etc/wireguard/wg0.conf"
{ grep -qx '\[Interface\]' "$file" && [ -z "$(tail -c 1 "$file")" ]; } ||
{ echo "wg0.conf is not whole" >&2; exit 1; }
) </dev/null
