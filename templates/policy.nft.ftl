<#-- The policy's part of the table. Others' tables are asked too: whoever drops a packet wins. -->
	chain policy_input {
		type filter hook input priority filter; policy accept;
		iifname != "${interfaceName}" accept
		ct state established,related accept
		jump policy_accepts
		reject with icmpx type admin-prohibited
	}

	chain policy_forward {
		type filter hook forward priority filter; policy accept;
		iifname != "${interfaceName}" oifname != "${interfaceName}" accept
		ct state established,related accept
		iifname "${interfaceName}" jump policy_accepts
		iifname "${interfaceName}" reject with icmpx type admin-prohibited
<#if guards>
		goto policy_guards
</#if>
	}
<#if guards>

	chain policy_output {
		type filter hook output priority filter; policy accept;
		oifname != "${interfaceName}" accept
		ct state established,related accept
		goto policy_guards
	}

	# what goes to peers that have no filter of their own
	chain policy_guards {
<#if policy.guarded4?has_content && policy.guarded6?has_content>
		ip daddr != <@each policy.guarded4/> accept
		ip6 daddr != <@each policy.guarded6/> accept
<#elseif policy.guarded4?has_content>
		ip daddr != <@each policy.guarded4/> accept
		meta nfproto ipv6 accept
<#else>
		ip6 daddr != <@each policy.guarded6/> accept
		meta nfproto ipv4 accept
</#if>
		jump policy_accepts
		reject with icmpx type admin-prohibited
	}
</#if>

	# what may begin; answers pass by themselves
	chain policy_accepts {
<#list policy.accepts as rule>
		<#if rule.v6>ip6<#else>ip</#if><#if rule.from?has_content> saddr <@each rule.from/> <#if rule.v6>ip6<#else>ip</#if></#if> daddr<#if rule.outside> !=</#if> <@each rule.to/><#if rule.protocol == "icmp"> meta l4proto <#if rule.v6>ipv6-icmp<#else>icmp</#if><#elseif rule.ports?has_content> ${rule.protocol} dport <@each rule.ports/><#elseif rule.protocol != "any"> meta l4proto ${rule.protocol}</#if> accept
</#list>
	}
