<#-- Who may use the relay: a key and a name on each line. -->
# mesh ${mesh}, host ${host}: written by mesh apply, which overwrites changes made here
<#list clients as client>
${client.key} ${client.name}
</#list>
