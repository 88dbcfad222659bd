<#-- hostname.if(5). Netstart splits each line at blanks, then evaluates it; no glob characters anywhere. -->
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
<#if hasGround>
!sh /etc/mesh/${interfaceName}/ground up
</#if>
wgkey $(cat ${privateKeyFile})
wgport ${port}
<#list inetAddresses as address>
inet <#if !address?is_first>alias </#if>${address}
</#list>
<#list inet6Addresses as address>
inet6 <#if !address?is_first>alias </#if>${address}
</#list>
mtu ${mtu}
description "mesh ${mesh}"
${peers}<#rt>
up
<#list routes as route>
!route -qn add -${route.family} ${route.network} -iface ${route.ownAddress}
</#list>
<#if exit.used>
!sh /etc/mesh/${interfaceName}/ground up
</#if>
