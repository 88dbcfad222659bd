<#-- systemd.unit(5): what services and mounts of the host name in After= and Wants=. -->
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
[Unit]
Description=Mesh ${mesh} answers through ${interfaceName}
Requires=mesh-${interfaceName}-online.service
After=mesh-${interfaceName}-online.service
