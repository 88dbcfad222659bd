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
DNSDefaultRoute=no
</#if>
<#list addresses as address>
Address=${address}
</#list>
