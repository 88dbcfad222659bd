<#-- rc.d(8): a name without dashes, variables before rc.subr(8), functions after it. Classes of login.conf(5) are found by the name. -->
#!/bin/ksh
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
# Agent of mesh ${mesh}, which finds ways to peers.

daemon="${java}"
daemon_flags="<#include "agent.java.ftl">"
daemon_logger="daemon.info"
daemon_timeout=30

. /etc/rc.d/rc.subr

pexp="${java} .* run --config ${config?replace(".", "[.]")}"
rc_bg=YES

rc_pre() {
	rm -rf ${home} && install -d -m 0700 ${home}
}

rc_post() {
	rm -rf ${home}
}

rc_cmd $1
