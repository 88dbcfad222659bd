<#-- systemd.unit(5), a drop-in for wg-quick@.service. An empty ExecReload= removes the one of the unit. -->
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
# Reloading would run wg syncconf with ${interfaceName}.conf, which takes the keys away from the interface.
[Service]
ExecReload=
