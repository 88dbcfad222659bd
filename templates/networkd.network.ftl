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
<#list routes as route>

[Route]
Destination=${route.network}
<#if route.family == "inet">
Scope=link
</#if>
</#list>
