<#-- systemd.service(5): waits for whichever peer answers first. -->
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
[Unit]
Description=Wait for an answer through ${interfaceName} of mesh ${mesh}
After=${service}

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh ${program}
