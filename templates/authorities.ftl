<#-- Certificates in PEM (RFC 7468), between two lines by which they are found again in a system's own file. -->
# BEGIN mesh ${interfaceName} (certificate authority of mesh ${mesh}: written by mesh apply, which overwrites changes)
<#list certificates as certificate>
${certificate}
</#list>
# END mesh ${interfaceName}
