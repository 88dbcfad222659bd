<#-- wg-quick(8). Keys come from files, the interface's own last: no handshake starts before all preshared keys are set. -->
<#-- For a route of each allowed IP wg-quick would begin two processes. What the addresses do not reach is known here. -->
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here.
# The keys are not in this file: wg syncconf with it would take them away from the interface.
[Interface]
<#list addresses as address>
Address = ${address}
</#list>
ListenPort = ${port}
MTU = ${mtu}
<#if hasGround>
PreUp = sh /etc/mesh/%i/ground up
</#if>
Table = off
${presharedKeys}<#rt>
PostUp = wg set %i private-key ${privateKeyFile}
<#list routes as route>
PostUp = ip -${(route.family == "inet")?then("4", "6")} route replace ${route.network} dev %i
</#list>
<#if exit.used || dnsDomain?has_content>
PostUp = sh /etc/mesh/%i/ground up
</#if>
${peers}<#rt>
