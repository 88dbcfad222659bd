<#-- wg(8): one peer. -->

[Peer]
# ${name}
PublicKey = ${publicKey}
<#if allowedIps?has_content>
AllowedIPs = ${allowedIps?join(", ")}
</#if>
<#if endpoint?has_content>
Endpoint = ${endpoint}
</#if>
<#if keepalive gt 0>
PersistentKeepalive = ${keepalive}
</#if>
