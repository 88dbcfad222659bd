<#-- wg-quick(8) for a device: one file with all in it, which the WireGuard apps import too. -->
# mesh ${mesh}, device ${device}
[Interface]
<#if privateKey?has_content>
PrivateKey = ${privateKey}
<#else>
# PrivateKey = (the device's own, which mesh does not know)
</#if>
<#if addresses?has_content>
Address = ${addresses?join(", ")}
</#if>
<#if resolvers?has_content>
DNS = ${resolvers?join(", ")}<#if domain?has_content>, ${domain}</#if>
</#if>
MTU = ${mtu}
<#list peers as peer>

# ${peer.name}
[Peer]
PublicKey = ${peer.publicKey}
<#list peer.allowedIps?chunk(2) as few>
AllowedIPs = ${few?join(", ")}
</#list>
Endpoint = ${peer.endpoint}
<#if peer.keepalive gt 0>
PersistentKeepalive = ${peer.keepalive}
</#if>
</#list>
