<#-- systemd.netdev(5): one peer. -->

# ${name}
[WireGuardPeer]
PublicKey=${publicKey}
<#if presharedKeyFile?has_content>
PresharedKeyFile=${presharedKeyFile}
</#if>
<#if allowedIps?has_content>
AllowedIPs=${allowedIps?join(",")}
</#if>
<#if endpoint?has_content>
Endpoint=${endpoint}
</#if>
<#if keepalive gt 0>
PersistentKeepalive=${keepalive}
</#if>
