<#-- unwind.conf(5): it has no names of its own, so it is told whom to ask. -->
# names of mesh ${mesh}. unwind knows no names by itself: it asks a server that has the zone or Unbound's local-data.
forwarder { ${resolvers?join(" ")} }
force accept bogus forwarder { ${domain} }
# Other names are resolved as before, where that is as fast.
preference { recursor oDoT-autoconf autoconf stub forwarder }
