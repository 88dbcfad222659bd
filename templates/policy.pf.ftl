<#-- The policy's part of the anchor. It passes nothing: what is not refused here goes on to pf.conf's own rules. -->
# What of the mesh may begin; answers pass by their state.
match in on ${name} tag mesh_${name}_refused
<#list families as family>
<#if family.guarded?has_content>
# what goes to peers that have no filter of their own
match out on ${name} ${family.name} to ${family.guarded} tag mesh_${name}_refused
</#if>
</#list>
<#list accepts as rule>
match <#if !rules.guards>in </#if>on ${name} ${rule.family}<#if rule.protocol != "any"> proto ${rule.protocol}</#if><#if rule.from?has_content> from ${rule.from}</#if> to <#if rule.outside>! </#if>${rule.to}<#if rule.ports?has_content> port { <#list rule.ports as port>${port}<#sep>, </#list> }</#if> tag mesh_${name}_accepted
</#list>
block return <#if !rules.guards>in </#if>quick on ${name} tagged mesh_${name}_refused
