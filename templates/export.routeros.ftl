<#-- Commands of RouterOS 7, for '/import file-name=…' or a terminal. It makes no routes from allowed addresses by itself. -->
# mesh ${mesh}, device ${device}
<#if privateKey?has_content>
/interface wireguard add name="${interfaceName}" mtu=${mtu} private-key="${privateKey}" comment="mesh ${mesh}"
<#else>
# RouterOS makes a key of its own here; its public half belongs into the spec: /interface wireguard print
/interface wireguard add name="${interfaceName}" mtu=${mtu} comment="mesh ${mesh}"
</#if>
<#list inetAddresses as address>
/ip address add address=${address} interface="${interfaceName}"
</#list>
<#list inet6Addresses as address>
/ipv6 address add address=${address} interface="${interfaceName}" advertise=no
</#list>
<#if everything>
# All goes through the mesh but the tunnel itself: give each endpoint below a route by your own router first.
</#if>
<#list peers as peer>
/interface wireguard peers add interface="${interfaceName}" comment="${peer.name}" public-key="${peer.publicKey}" endpoint-address=${peer.endpointHost} endpoint-port=${peer.endpointPort}<#if peer.keepalive gt 0> persistent-keepalive=${peer.keepalive}s</#if><#if peer.allowedIps?has_content> allowed-address=${peer.allowedIps?join(",")}</#if>
<#list peer.inetAllowedIps as network>
/ip route add dst-address=${network} gateway="${interfaceName}"
</#list>
<#list peer.inet6AllowedIps as network>
/ipv6 route add dst-address=${network} gateway="${interfaceName}"
</#list>
</#list>
