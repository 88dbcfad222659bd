<#-- hosts(5): a block between two lines by which it is found again. -->
# BEGIN mesh ${interfaceName} (names of mesh ${mesh}: written by mesh apply, which overwrites changes made here)
<#list lines as line>
${line.address} ${line.names}
</#list>
# END mesh ${interfaceName}
