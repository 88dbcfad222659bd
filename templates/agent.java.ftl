<#-- What the agent is started with, besides java itself. -->
-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms8m -Xmx${heapMib}m -Xss512k --enable-native-access=ALL-UNNAMED -jar ${jar} run --config ${config}<#rt>
