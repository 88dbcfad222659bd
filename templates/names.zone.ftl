<#-- A zone file (RFC 1035 section 5). -->
; zone ${origin}: its serial follows from the records and may go down, so tell secondary servers to transfer it anew
$ORIGIN ${origin}.
$TTL 300
@ IN SOA ${server} hostmaster.${server} ( ${serial} 3600 600 604800 300 )
@ IN NS ${server}
<#list records as record>
${record.name} IN ${record.type} ${record.value}
</#list>
