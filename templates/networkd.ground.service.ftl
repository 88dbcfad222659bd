<#-- systemd.unit(5): what the host needs besides the interface is there before networkd makes the interface. -->
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
[Unit]
Description=What ${interfaceName} of mesh ${mesh} needs of this host
DefaultDependencies=no
After=local-fs.target systemd-sysctl.service
Before=network-pre.target systemd-networkd.service shutdown.target
Wants=network-pre.target
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh ${directory}/ground up
