<#-- systemd.service(5): what keeps routes with a peer that is alive. -->
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
[Unit]
Description=Routes of mesh ${mesh} go by a router that is alive
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=/bin/sh ${directory}/watch
Restart=always
RestartSec=1
CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW
NoNewPrivileges=yes
MemoryMax=64M
TasksMax=64

[Install]
WantedBy=multi-user.target
