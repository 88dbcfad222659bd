<#-- ifconfig(8). One line, since an option belongs to the wgpeer before it on the same command. -->
wgpeer ${publicKey} wgdescr "${name}"<#rt>
<#if presharedKeyFile?has_content>
 wgpsk $(cat ${presharedKeyFile})<#rt>
<#else>
 -wgpsk<#rt>
</#if>
<#if !byAgent>
 wgpka ${keepalive}<#rt>
</#if>
<#if endpoint?has_content>
 wgendpoint ${endpointHost} ${endpointPort}<#rt>
</#if>
<#list allowedIps as allowedIp>
 wgaip ${allowedIp}<#rt>
</#list>

