<#-- systemd.netdev(5) for a device. -->
# mesh ${mesh}, device ${device}
[NetDev]
Name=${interfaceName}
Kind=wireguard
Description=mesh ${mesh}
MTUBytes=${mtu}

[WireGuard]
<#if privateKey?has_content>
PrivateKey=${privateKey}
<#else>
# PrivateKey=(the device's own, which mesh does not know)
</#if>
<#if everything>
FirewallMark=51820
RouteTable=51820
<#else>
RouteTable=main
</#if>
<#list peers as peer>

# ${peer.name}
[WireGuardPeer]
PublicKey=${peer.publicKey}
<#if peer.allowedIps?has_content>
AllowedIPs=${peer.allowedIps?join(",")}
</#if>
Endpoint=${peer.endpoint}
<#if peer.keepalive gt 0>
PersistentKeepalive=${peer.keepalive}
</#if>
</#list>
