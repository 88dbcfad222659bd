<#-- Programs of mesh's own that init runs: the relay, the agent. How init is told, the script of each system says. -->
<#if hasRelay || hasAgent>
java=<#if hasRelay>${relay.java}<#else>${agent.java}</#if>
jar=<#if hasRelay>${relay.jar}<#else>${agent.jar}</#if>

<#noparse>
# check_program KEY: what the service is started with is there.
check_program() {
    for needed in "$java" "$jar" "$1"; do
        if [ ! -s "$needed" ]; then
            echo "$needed is not there: mesh apply brings it" >&2
            return 1
        fi
    done
    service_init
}

# start_anew READY COMPLAINT: the service, until it is READY, and goes on to run. What it was before is not at work.
start_anew() {
    rm -f "$now/$service.json"
    service_restart || return
    tries=0
    until service_runs && [ -e "$1" ]; do
        if [ "$tries" -ge 60 ]; then
            echo "$2" >&2
            service_says >&2
            return 1
        fi
        tries=$((tries + 1))
        sleep 0.5 || sleep 1
    done
}

# same FILE: as it was put to work last.
same() {
    cmp -s "$directory/$1" "$now/$1"
}
</#noparse>

</#if>
<#if hasRelay>
<#noparse>
check_relay() {
    name_service relay && check_program "$relay_home/relay.key"
}

# relay: the service is what the files say, and runs. At boot init starts it. Only the list of clients changes without a
# restart.
relay() {
    put_public "$directory/relay.json" "$relay_home/relay.json" &&
        put_public "$directory/relay.clients" "$relay_home/clients" || return
    if [ -n "$booting" ]; then return; fi
    name_service relay && put_service || return
    if service_runs && same relay.json && same relay.service; then
        same relay.clients || service_reload
    else
        start_anew "$relay_ready" "the relay does not listen on TCP port $relay_port"
    fi
}

# put_public FILE TARGET: a copy that the relay may read.
put_public() {
    (umask 022 && mkdir -p "$relay_home" && cp "$1" "$2.part" && chmod 644 "$2.part" && mv -f "$2.part" "$2")
}
</#noparse>
<#else>
check_relay() {
    :
}

relay() {
    no_relay
}
</#if>

# no_relay: its keys stay until the change is confirmed.
no_relay() {
    name_service relay && no_service && rm -f "$relay_home/relay.json" "$relay_home/clients"
}

<#if hasAgent>
<#noparse>
check_agent() {
    name_service agent && check_program "$directory/agent.key" && return
    echo "give the host 'agent: never' where it cannot run one" >&2
    return 1
}

# agent: as the relay. Another program needs a restart, other settings need none. It waits for the interface by itself, so
# that it begins is all that is waited for.
agent() {
    if [ -n "$booting" ]; then return; fi
    name_service agent && put_service || return
    if service_runs && same agent.service; then
        same agent.json || service_reload
    else
        start_anew "$agent_begins" "the agent does not begin"
    fi
}
</#noparse>
<#else>
check_agent() {
    :
}

agent() {
    no_agent
}
</#if>

# no_agent: its key stays until the change is confirmed.
no_agent() {
    name_service agent && no_service
}
