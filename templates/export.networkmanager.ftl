<#-- nm-settings-keyfile(5). NetworkManager refuses a file that others than root can read. -->
# mesh ${mesh}, device ${device}
[connection]
id=${mesh}
uuid=${uuid}
type=wireguard
interface-name=${interfaceName}

[wireguard]
mtu=${mtu}
<#if privateKey?has_content>
private-key=${privateKey}
private-key-flags=0
<#else>
# private-key=(the device's own, which mesh does not know)
</#if>
<#list peers as peer>

# ${peer.name}
[wireguard-peer.${peer.publicKey}]
endpoint=${peer.endpoint}
<#if peer.keepalive gt 0>
persistent-keepalive=${peer.keepalive}
</#if>
<#if peer.allowedIps?has_content>
allowed-ips=${peer.allowedIps?join(";")};
</#if>
</#list>

[ipv4]
<#list inetAddresses as address>
address${address?counter}=${address}
</#list>
method=<#if inetAddresses?has_content>manual<#else>disabled</#if>
<#if inetAddresses?has_content && inetResolvers?has_content>
dns=${inetResolvers?join(";")};
dns-search=${domain};
</#if>

[ipv6]
<#list inet6Addresses as address>
address${address?counter}=${address}
</#list>
method=<#if inet6Addresses?has_content>manual<#else>disabled</#if>
<#if inet6Addresses?has_content && inet6Resolvers?has_content>
dns=${inet6Resolvers?join(";")};
dns-search=${domain};
</#if>
