<#-- pf.conf(5): the rules of an anchor of mesh's own. Its tables are private to it. -->
# mesh ${rules.mesh}, host ${rules.host}: written by mesh apply, which overwrites changes made here
<#list tables as table>
table <${table.name}> const { <#list table.addresses as address>${address}<#sep>, </#list> }
</#list>
<#if rules.gateway>

# What begins between the mesh and what is behind the host. Answers pass by their state.
<#list families as family>
match on ${name} ${family.name} proto tcp scrub (max-mss ${family.segment})
</#list>
match out on ${name} received-on any tag mesh_${name}_passing
<#if !rules.relays>
block drop out quick on ${name} received-on ${name}
</#if>
<#list families as family>
<#if !rules.exit>
block drop out quick on ! ${name} ${family.name}<#if family.behind?has_content> to ! ${family.behind}</#if> received-on ${name}
</#if>
block drop out quick on ${name} ${family.name}<#if family.behind?has_content> from ! ${family.behind}</#if> tagged mesh_${name}_passing ! received-on ${name}
</#list>
</#if>
<#if rules.masquerade || rules.exit>

# $outside stands for every other interface, $outside6 for its IPv6 address: one rule for each.
<#list families as family>
<#if family.sources?has_content>
<#if rules.masquerade && family.behind?has_content>
match out on $outside ${family.name} from ${family.sources} to ${family.behind} nat-to ${family.own}
</#if>
<#if rules.exit>
match out on $outside ${family.name} from ${family.sources}<#if family.behind?has_content> to ! ${family.behind}</#if> nat-to ${family.own}
</#if>
</#if>
</#list>
</#if>
<#if rules.way.used>

# Who calls from beyond the host's own networks is answered the way that he came (reply-to), as far as pf.conf lets everybody
# call; the host writes one rule for each way. pf has no such answers without a rule that passes.
$answers
</#if>
<#if rules.filters>

<#include "policy.pf.ftl">
</#if>
