<#-- nft(8). One transaction: the table is made, deleted and made anew, whatever was there. -->
<#macro each list>{ <#list list as one>${one}<#sep>, </#list> }</#macro>
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
table inet mesh_${interfaceName}
delete table inet mesh_${interfaceName}
table inet mesh_${interfaceName} {
	chain forward {
		type filter hook forward priority filter; policy accept;
		iifname != "${interfaceName}" oifname != "${interfaceName}" accept
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
}
