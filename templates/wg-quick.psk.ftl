<#-- wg-quick(8), wg(8): how a peer gets its preshared key. -->
PostUp = wg set %i peer ${publicKey} preshared-key ${presharedKeyFile}
