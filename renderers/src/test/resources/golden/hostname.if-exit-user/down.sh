(
if ifconfig wg0 >/dev/null 2>&1; then
    ifconfig wg0 destroy
fi
) </dev/null
