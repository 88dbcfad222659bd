# What the network lets a host do, as its agent's program finds out.

# proxy_of NAME: as the agent's service has it from a file of the owner's; rc.d(8) reads none.
proxy_of() {
    if [ "$(uname -s)" = OpenBSD ]; then return; fi
    sed -n "s/^$1=//p" /etc/mesh/agent.env 2>/dev/null | tail -n 1
}

# print_netcheck MARKER INTERFACE: no section where there is no agent.
print_netcheck() {
    directory=/etc/mesh/$2
    jar=$(sed -n 's/.* -jar \([^ ]*\) run .*/\1/p' "$directory/running/agent.service" 2>/dev/null)
    printf '%s begin\n' "$1"
    if [ -f "$jar" ] && [ -f "$directory/agent.json" ]; then
        HTTPS_PROXY=$(proxy_of HTTPS_PROXY) NO_PROXY=$(proxy_of NO_PROXY)
        export HTTPS_PROXY NO_PROXY
        printf '%s netcheck\n' "$1"
        /usr/local/lib/mesh/java/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m \
            --enable-native-access=ALL-UNNAMED -jar "$jar" netcheck --config "$directory/agent.json" --json 2>&1 |
            awk '{ print "|" $0 }'
    fi
    printf '%s end\n' "$1"
}
