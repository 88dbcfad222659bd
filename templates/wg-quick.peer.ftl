<#-- wg(8): one peer. A line has few allowed IPs: what wg-quick takes for a line grows by the square of its length. -->

[Peer]
# ${name}
PublicKey = ${publicKey}
<#list allowedIps?chunk(2) as few>
AllowedIPs = ${few?join(", ")}
</#list>
<#if endpoint?has_content>
Endpoint = ${endpoint}
</#if>
<#if keepalive gt 0>
PersistentKeepalive = ${keepalive}
</#if>
