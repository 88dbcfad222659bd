<#-- nft(8). One transaction: the table is made, deleted and made anew, whatever was there. -->
<#macro each list>{ <#list list as one>${one}<#sep>, </#list> }</#macro>
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
table inet mesh_${interfaceName}
delete table inet mesh_${interfaceName}
table inet mesh_${interfaceName} {
<#if gateway>
	chain forward {
		type filter hook forward priority filter; policy accept;
		iifname != "${interfaceName}" oifname != "${interfaceName}" accept
		tcp flags & (syn | rst) == syn tcp option maxseg size set rt mtu
		ct state established,related accept
<#if relays>
		iifname "${interfaceName}" oifname "${interfaceName}" accept
</#if>
<#if exit>
		iifname "${interfaceName}" oifname != "${interfaceName}" accept
</#if>
<#list families as family>
<#if family.networks?has_content>
<#if !exit>
		iifname "${interfaceName}" ${family.name} daddr <@each family.networks/> accept
</#if>
		oifname "${interfaceName}" ${family.name} saddr <@each family.networks/> accept
</#if>
</#list>
		drop
	}
</#if>
<#if masquerade || exit>

	chain postrouting {
		type nat hook postrouting priority srcnat; policy accept;
<#list families as family>
<#if family.sources?has_content>
<#if masquerade && family.networks?has_content>
		oifname != "${interfaceName}" ${family.name} saddr <@each family.sources/> ${family.name} daddr <@each family.networks/> masquerade
</#if>
<#if exit>
		oifname != "${interfaceName}" ${family.name} saddr <@each family.sources/><#if family.networks?has_content> ${family.name} daddr != <@each family.networks/></#if> masquerade
</#if>
</#if>
</#list>
	}
</#if>
<#if way.used>

	# Answers, and connections that were open before, keep the host's own way: SSH goes on.
	chain incoming {
		type filter hook prerouting priority mangle; policy accept;
		iifname != { "lo", "${interfaceName}" } fib daddr type local meta mark set ${way.mark}
	}

	chain outgoing {
		type route hook output priority mangle; policy accept;
		ct direction reply meta mark set ${way.mark}
		ct state new tcp flags & (syn | rst) == 0x0 ct mark set ${way.mark}
		ct mark ${way.mark} meta mark set ${way.mark}
<#list meetings as meeting>
		${meeting.family} daddr ${meeting.address} tcp dport ${meeting.port} meta mark set ${way.mark}
<#if meeting.stunPort != 0>
		${meeting.family} daddr ${meeting.address} udp dport ${meeting.stunPort} meta mark set ${way.mark}
</#if>
</#list>
	}
</#if>
<#if filters>
<#if gateway || way.used>

</#if>
<#include "policy.nft.ftl">
</#if>
}
