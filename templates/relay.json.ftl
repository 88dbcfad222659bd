<#-- JSON: what mesh-agent relay is told. -->
{
  "listen": [<#list listen as address>"${address}"<#sep>, </#sep></#list>],
  "tls": {"mode": "${mode}"<#if tls>, "certificate": "${certificate}", "key": "${key}"</#if>},
  "identity": "${secrets}/identity",
  "admit": "${home}/clients",
<#if peers?has_content>
  "mesh": {"peers": [
<#list peers as peer>
    {"endpoint": "${peer.endpoint}", "public-key": "${peer.key}"<#if peer.pin?has_content>, "pin": "${peer.pin}"</#if>}<#sep>,</#sep>
</#list>
  ]},
</#if>
<#if !tls>
  "trusted-proxies": ["127.0.0.1", "::1"],
</#if>
<#if stun?has_content>
  "stun": [<#list stun as address>"${address}"<#sep>, </#sep></#list>],
</#if>
  "ready": "${secrets}/ready",
  "metrics": "127.0.0.1:${metricsPort}",
  "limits": {"connections": ${connections}, "bytes-per-second": ${bytesPerSecond}}
}
