(
text=$(wg-quick strip "$STAGE/etc/wireguard/wg0.conf") &&
case $text in
    *'[Interface]'*) ;;
    *) echo "wg-quick finds no [Interface] in wg0.conf" >&2; exit 1 ;;
esac
) </dev/null
