<#-- systemd.netdev(5): the device, its keys and its peers. -->
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
[NetDev]
Name=${interfaceName}
Kind=wireguard
Description=mesh ${mesh}
MTUBytes=${mtu}

[WireGuard]
PrivateKeyFile=${privateKeyFile}
ListenPort=${port}
<#if exit.used>
FirewallMark=${exit.mark}
</#if>
${peers}<#rt>
