<#-- hosts(5): one line an address. -->
<#list lines as line>
${line.address} ${line.full}<#if line.full != line.name> ${line.name}</#if>
</#list>
