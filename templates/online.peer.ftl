<#-- systemd.service(5): waits for the peer that the instance is called after. -->
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
[Unit]
Description=Wait for an answer of %i through ${interfaceName} of mesh ${mesh}
After=${service}

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh ${program} %i
