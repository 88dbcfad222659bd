# The program that hosts run, and a Java to run it: see mesh.files.AgentProgram.

programs=/usr/local/lib/mesh

# is_java HOME: of the version that the program needs, or later.
is_java() {
    [ -x "$1/bin/java" ] || return 1
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null)
    [ "${major:-0}" -ge 25 ]
}

# find_java: the home of the host's own, else of one that mesh brought. OpenBSD runs Java from /usr/local alone, where its
# packages are (wxallowed, mount(8)).
find_java() {
    places="/usr/local/jdk-* /usr/lib/jvm/* /usr/local/*jdk* /opt/*jdk* $programs/java-*"
    if [ "$(uname -s)" = OpenBSD ]; then places="/usr/local/jdk-*"; fi
    for home in $places; do
        if is_java "$home"; then
            printf '%s\n' "$home"
            return
        fi
    done
}

# survey_agent JAR: what of it is there, and what machine it is.
survey_agent() {
    printf '= machine %s\n' "$(uname -m)" >&3
    printf '= space %s\n' "$(df -Pk /usr/local | awk 'NR == 2 { print $4 }')" >&3
    if [ -f "$1" ]; then printf '= jar yes\n' >&3; fi
    home=$(find_java)
    if [ -n "$home" ]; then printf '= java %s\n' "$home" >&3; fi
}

# install_java: by the system's packages.
install_java() {
    if [ -z "$(find_java)" ]; then
        pkg_add -I jdk%25 >/dev/null ||
            stop "$status_refused" "pkg_add does not install jdk%25, the Java 25 that relays and agents need"
    fi
}

# use_java: the link by which services start it.
use_java() {
    home=$(find_java)
    if [ -z "$home" ]; then stop "$status_refused" "no Java 25 is there"; fi
    if [ "$(readlink "$programs/java" 2>/dev/null)" != "$home" ]; then
        rm -f "$programs/java" && ln -s "$home" "$programs/java" ||
            stop "$status_refused" "cannot link $programs/java"
    fi
}

# tell_keys JAR WORD...: the program makes keys that are not there; what it prints are public halves.
tell_keys() {
    program=$1
    shift
    made=$("$programs/java/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$program" "$@") || return
    printf '= %s\n' "$(printf '%s' "$made" | tr -d '\n')" >&3
}

# agent_birth INTERFACE JAR: the key of an agent, which is kept where it is there. What it prints is its public half.
agent_birth() {
    begin "$1"
    take_turn
    use_java
    if [ ! -d "$directory" ]; then make_home 0 0700; fi
    tell_keys "$2" key "$directory/agent.key" || stop "$status_refused" "the agent's key could not be made"
}

# relay_birth INTERFACE JAR NAME: key and certificate of a relay, which are kept where they are there. NAME stands in the
# certificate. What it prints are public halves.
relay_birth() {
    begin "$1"
    take_turn
    use_java
    home=/etc/mesh/relay-$interface
    (umask 022 && mkdir -p /etc/mesh "$home") || stop "$status_refused" "cannot make $home"
    tell_keys "$2" relay --init "$home" --name "$3" || stop "$status_refused" "the relay's keys could not be made"
}
