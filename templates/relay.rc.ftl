<#-- rc.d(8): a name without dashes, variables before rc.subr(8), functions after it. Classes of login.conf(5) are found by the name. -->
#!/bin/ksh
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
# DERP and STUN relay of mesh ${mesh}.

daemon="${java}"
daemon_flags="-XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Xms32m -Xmx${heapMib}m -jar ${jar} relay --config ${home}/relay.json"
daemon_user="${user}"
daemon_logger="daemon.info"
daemon_timeout=30

. /etc/rc.d/rc.subr

pexp="${java} .* relay --config ${home}/relay[.]json"
rc_bg=YES

# Keys are root's; a copy for the relay's user alone lasts as long as it runs.
rc_pre() {
	rm -rf ${secrets} && install -d -o ${user} -m 0700 ${secrets} || return
<#list loads as load>
	install -o ${user} -m 0600 ${load.path} ${secrets}/${load.name}<#sep> || return</#sep>
</#list>
}

rc_post() {
	rm -rf ${secrets}
}

rc_cmd $1
