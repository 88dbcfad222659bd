# SPDX-License-Identifier: Apache-2.0
# What a host that cannot be reached yet tells of itself, in one line that only a holder of the token could have made.

# until_second SECOND: a clock that is behind is no reason to stop; whoever takes the answer looks at the time too.
until_second() {
    if [ "$(date +%s)" -gt "$1" ]; then refuse "this program has expired: have 'mesh bootstrap' make another"; fi
}

# sha256_of: hexadecimal digest of standard input.
sha256_of() {
    if has sha256sum; then
        sha256sum | awk '{ print $1 }'
    elif has sha256; then
        sha256 -q
    else
        openssl dgst -sha256 | awk '{ print $NF }'
    fi
}

# seal TEXT: sets mac, which ends the answer. The token is in no argument: here-documents are input.
seal() {
    inner=$(
        sha256_of <<END
$token$1
END
    )
    mac=$(
        sha256_of <<END
$token$inner
END
    )
}

# own_addresses_told: ",ADDRESS" for the first eight that others may call.
own_addresses_told() {
    if [ "$system" = OpenBSD ]; then
        ifconfig | awk -v own="$interface:" '
            /^[a-z]/ { name = $1 }
            name != own && ($1 == "inet" || $1 == "inet6") { print $2 }'
    else
        ip -o addr show scope global | awk -v own="$interface" '$2 != own { sub("/.*", "", $4); print $4 }'
    fi | awk '!/^127\.|^::1$|^fe80:|%/ && ++count <= 8 { printf ",%s", $1 }'
}

# tell_answer MESH HOST PUBLIC: also kept in a file, to be read again.
tell_answer() {
    read -r _ host_key _ </etc/ssh/ssh_host_ed25519_key.pub || refuse "this host has no ed25519 key for SSH"
    text="mesh-answer-1,$1,$2,$host_key,$3$(own_addresses_told)"
    seal "$text"
    (umask 022 && mkdir -p /etc/mesh) && printf '%s\n' "$text,$mac" >/etc/mesh/answer || refuse "cannot write /etc/mesh/answer"
    printf '\nThe answer, one line, also in /etc/mesh/answer. Where mesh runs: mesh bootstrap %s --answer ...\n\n%s\n\n' \
        "$2" "$text,$mac" >&3
}
