<#-- systemd.service(5), systemd.exec(5). -->
<#macro copy load>
+/bin/sh -c 'umask 077 && cp "$$1" ${secrets}/$$0.new && chown --reference=${secrets}/. ${secrets}/$$0.new && mv ${secrets}/$$0.new ${secrets}/$$0' ${load.name} ${load.path}<#rt>
</#macro>
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
[Unit]
Description=DERP and STUN relay of mesh ${mesh}
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=${java} -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Xms32m -Xmx${heapMib}m -jar ${jar} relay --config ${home}/relay.json
<#list renewed as load>
ExecReload=<@copy load/>
</#list>
ExecReload=/bin/kill -HUP $MAINPID
Restart=always
RestartSec=1
TimeoutStopSec=20
# The JVM ends with this status when it is told to stop.
SuccessExitStatus=143

DynamicUser=yes
# Keys are root's; a copy for the relay's user alone lasts as long as it runs. LoadCredential would need to mount, which
# many containers may not.
RuntimeDirectory=${service}
RuntimeDirectoryMode=0700
<#list loads as load>
ExecStartPre=<@copy load/>
</#list>
<#if privileged>
AmbientCapabilities=CAP_NET_BIND_SERVICE
CapabilityBoundingSet=CAP_NET_BIND_SERVICE
<#else>
CapabilityBoundingSet=
</#if>
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectControlGroups=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
PrivateTmp=yes
PrivateDevices=yes
<#if !privileged>
PrivateUsers=yes
</#if>
RemoveIPC=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
UMask=0077
LimitNOFILE=1048576
# ${heapMib} MiB of Java objects for ${connections} connections, and what the JVM needs besides.
MemoryMax=${memoryMib}M
TasksMax=256

[Install]
WantedBy=multi-user.target
