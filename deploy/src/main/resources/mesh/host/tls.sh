# The private key of a host's certificate, which is made here and stays here.

# tls_birth INTERFACE: makes the key where there is none, and tells its public half.
tls_birth() {
    begin "$1"
    key=$directory.tls/key.pem
    if ! has openssl; then stop "$status_refused" "openssl is not there: install the package openssl"; fi
    (umask 022 && mkdir -p "$directory.tls") || stop "$status_refused" "cannot make $directory.tls"
    if [ ! -s "$key" ]; then new_tls_key; fi
    public=$(openssl pkey -in "$key" -pubout 2>/dev/null | grep -v '^-' | tr -d '\n')
    if [ -z "$public" ]; then stop "$status_refused" "$key holds no key: delete it, and apply again"; fi
    printf '= %s\n' "$public" >&3
}

# new_tls_key: a link is made of it, which fails where the key exists: none is overwritten.
new_tls_key() {
    fresh=$directory.tls/.key.pem.mesh
    rm -f "$fresh" &&
        openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:named_curve >"$fresh" &&
        [ -s "$fresh" ] || stop "$status_refused" "openssl made no key"
    ln "$fresh" "$key" 2>/dev/null
    rm -f "$fresh"
}
