<#-- UCI of OpenWrt: for /etc/config/network, or for 'uci -m import network'. Peers are sections of type wireguard_IF. -->
# mesh ${mesh}, device ${device}. Add it to the network with: uci -m import network < THIS-FILE && uci commit network
# Its zone of the firewall is yours to choose, such as: uci add_list firewall.@zone[0].network='${interfaceName}'

config interface '${interfaceName}'
	option proto 'wireguard'
<#if privateKey?has_content>
	option private_key '${privateKey}'
<#else>
	# option private_key '(the device's own, which mesh does not know)'
</#if>
<#list addresses as address>
	list addresses '${address}'
</#list>
	option mtu '${mtu}'
<#list resolvers as resolver>
	list dns '${resolver}'
</#list>
<#if domain?has_content>
	list dns_search '${domain}'
</#if>
<#list peers as peer>

config wireguard_${interfaceName} '${interfaceName}_${peer.section}'
	option description '${peer.name}'
	option public_key '${peer.publicKey}'
<#list peer.allowedIps as allowedIp>
	list allowed_ips '${allowedIp}'
</#list>
	option route_allowed_ips '1'
	option endpoint_host '${peer.endpointHost}'
	option endpoint_port '${peer.endpointPort}'
<#if peer.keepalive gt 0>
	option persistent_keepalive '${peer.keepalive}'
</#if>
</#list>
