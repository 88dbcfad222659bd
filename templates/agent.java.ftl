<#-- What the agent is started with, besides java itself. -->
-XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=4 -Xms4m -Xmn1m -Xmx${heapMib}m -Xss512k -XX:-UsePerfData --enable-native-access=ALL-UNNAMED -jar ${jar} run --config ${config}<#rt>
