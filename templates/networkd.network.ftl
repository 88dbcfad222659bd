<#-- systemd.network(5): addresses and routes of the device that the .netdev file makes. -->
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
[Match]
Name=${interfaceName}

[Link]
RequiredForOnline=no

[Network]
LinkLocalAddressing=no
IPv6AcceptRA=no
<#list addresses as address>
Address=${address}
</#list>
<#list dnsServers as server>
DNS=${server}
</#list>
<#if dnsDomain?has_content>
Domains=${dnsDomain}
DNSDefaultRoute=no
</#if>
<#list routes as route>

[Route]
Destination=${route.network}
<#if route.family == "inet">
Scope=link
</#if>
</#list>
<#if exit.used>
<#list exit.everything as all>

[Route]
Destination=${all}
<#if !all?contains(":")>
Scope=link
</#if>
Table=${exit.mark}
</#list>
<#list ["0.0.0.0/0", "::/0"] as all>

[Route]
Destination=${all}
Type=unreachable
Metric=4278198272
Table=${exit.mark}
</#list>

[RoutingPolicyRule]
Family=both
Priority=5200
SuppressPrefixLength=0
Table=254

[RoutingPolicyRule]
Family=both
Priority=5201
FirewallMark=${exit.mark}
InvertRule=yes
Table=${exit.mark}
</#if>
