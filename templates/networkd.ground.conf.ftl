<#-- systemd.unit(5), a drop-in for systemd-networkd.service. -->
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
[Unit]
Wants=mesh-${interfaceName}-ground.service
