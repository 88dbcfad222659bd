<#-- JSON: what mesh-agent relay is told. -->
{
  "listen": [<#list listen as address>"${address}"<#sep>, </#sep></#list>],
  "tls": {"mode": "${mode}"<#if tls>, "certificate": "${certificate}", "key": "${key}"</#if>},
  "identity": "${secrets}/identity",
  "admit": "${home}/clients",
<#if !tls>
  "trusted-proxies": ["127.0.0.1", "::1"],
</#if>
<#if stun gt 0>
  "stun": ["[::]:${stun}"],
</#if>
  "metrics": "127.0.0.1:${metricsPort}",
  "limits": {"connections": ${connections}, "bytes-per-second": ${bytesPerSecond}}
}
