<#-- unbound.conf(5): the domain is answered from here and nowhere else, and so are its addresses. -->
# names of mesh ${mesh}; include: this file from unbound.conf
server:
    local-zone: "${domain}." static
<#list lines as line>
    local-data: "${line.full}. IN ${line.type} ${line.address}"
    local-data-ptr: "${line.address} ${line.full}"
</#list>
