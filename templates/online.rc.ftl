<#-- rc.d(8). Its output goes to syslog by daemon_logger; rc.subr(8) ends it after daemon_timeout. -->
#!/bin/ksh
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
# Waits for the first answer through ${interfaceName}; scripts that stand behind it in "rcctl order" start after that.

daemon="/bin/sh ${program}"
daemon_logger="daemon.info"
daemon_timeout=${timeout}

. /etc/rc.d/rc.subr

rc_reload=NO

rc_check() {
	[ -f /var/run/mesh-${interfaceName}.online ]
}

rc_stop() {
	rm -f /var/run/mesh-${interfaceName}.online
}

rc_cmd $1
