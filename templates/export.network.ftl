<#-- systemd.network(5) for a device; routes are made from the .netdev's allowed IPs. -->
# mesh ${mesh}, device ${device}
[Match]
Name=${interfaceName}

[Link]
RequiredForOnline=no

[Network]
LinkLocalAddressing=no
IPv6AcceptRA=no
<#list resolvers as resolver>
DNS=${resolver}
</#list>
<#if domain?has_content>
Domains=${domain}
<#if !everything>
DNSDefaultRoute=no
</#if>
</#if>
<#list addresses as address>
Address=${address}
</#list>
<#if everything>

# What has no nearer route goes through the mesh, and the tunnel's own packets do not.
[RoutingPolicyRule]
Family=both
Priority=5200
SuppressPrefixLength=0
Table=254

[RoutingPolicyRule]
Family=both
Priority=5201
FirewallMark=51820
InvertRule=yes
Table=51820
</#if>
