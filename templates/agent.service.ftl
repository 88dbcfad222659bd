<#-- systemd.service(5), systemd.exec(5). -->
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
[Unit]
Description=Agent of mesh ${mesh}, which finds ways to peers
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=${java} -XX:TrimNativeHeapInterval=5000 <#include "agent.java.ftl">
# One arena of malloc(3) for all threads, and what is free goes back: half a dozen MiB less of memory.
Environment=MALLOC_ARENA_MAX=1
# HTTPS_PROXY and NO_PROXY, where relays are reached through a proxy only.
EnvironmentFile=-/etc/mesh/agent.env
ExecReload=/bin/kill -HUP $MAINPID
Restart=always
RestartSec=1
TimeoutStopSec=20
# The JVM ends with this status when it is told to stop.
SuccessExitStatus=143
RuntimeDirectory=${service}
RuntimeDirectoryMode=0700

# Root, so that it may use what belongs to the interface and to wireguard-go, and little else of what root may.
CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
ProtectClock=yes
ProtectHostname=yes
ProtectControlGroups=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
PrivateTmp=yes
PrivateDevices=yes
RemoveIPC=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
UMask=0077
LimitNOFILE=${openFiles}
# ${heapMib} MiB of Java objects, and what the JVM needs besides.
MemoryMax=${memoryMib}M
# Five threads for each relay, while all are called at once; some thirty besides.
TasksMax=512

[Install]
WantedBy=multi-user.target
