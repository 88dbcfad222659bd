<#-- JSON: what mesh-agent run is told. -->
{
  "host": "${host}",
  "interface": "${interfaceName}",
  "listen-port": ${port},
  "mtu": ${mtu},
  "mark": ${mark},
  "addresses": [<#list addresses as address>"${address}"<#sep>, </#sep></#list>],
  "identity": "${identity}",
  "relays": [
<#list relays as relay>
    {"name": "${relay.name}", "endpoint": "${relay.endpoint}", <#if relay.stunPort != 0>"stun-port": ${relay.stunPort}, </#if>"public-key": "${relay.key}"<#if relay.pin?has_content>, "pin": "${relay.pin}"</#if>}<#sep>,</#sep>
</#list>
  ],
  "endpoints": [<#list endpoints as endpoint>"${endpoint}"<#sep>, </#sep></#list>],
  "port-mapping": true,
  "beat-port": ${beatPort},
  "peers": [
<#list peers as peer>
    {"name": "${peer.name}", "public-key": "${peer.publicKey}", "relay-key": "${peer.relayKey}", "addresses": [<#list peer.addresses as address>"${address}"<#sep>, </#sep></#list>], "keepalive": ${peer.keepalive}}<#sep>,</#sep>
</#list>
  ],
  "status": "${home}/status.sock",
  "ready": "${home}/ready",
  "metrics": "127.0.0.1:${metricsPort}",
  "log": "json"
}
