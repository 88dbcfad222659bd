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
<#list peers as peer>

# ${peer.name}
[WireGuardPeer]
PublicKey=${peer.publicKey}
<#if peer.presharedKeyFile?has_content>
PresharedKeyFile=${peer.presharedKeyFile}
</#if>
<#if peer.allowedIps?has_content>
AllowedIPs=${peer.allowedIps?join(",")}
</#if>
<#if peer.endpoint?has_content>
Endpoint=${peer.endpoint}
</#if>
<#if peer.keepalive gt 0>
PersistentKeepalive=${peer.keepalive}
</#if>
</#list>
