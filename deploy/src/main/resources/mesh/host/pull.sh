# SPDX-License-Identifier: Apache-2.0
# Fetches this host's bundle, trusts it only if the mesh's publisher signed it for this host and nothing newer was here
# before, and runs what is sealed in it. Lies in /etc/mesh/pull-IF/ beside
#   source    mesh, host and URL
#   signers   keys that bundles are signed with, as ssh-keygen(1) reads them
#   identity  the age identity that opens bundles
#   reports   URL of the folder that takes what this host says of itself, or nothing
#   report-key  signs that
# Usage: sh pull [retry | probe]. "retry" applies a bundle again that was undone here, "probe" only fetches.
umask 077
LC_ALL=C
PATH=${PATH:+$PATH:}/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin
export LC_ALL PATH
home=${0%/*}
interface=${home##*/pull-}
most=16777216
# Seconds after which the same is reported once more: a day, less than one round.
fresh=85000

has() {
    command -v "$1" >/dev/null 2>&1
}

# value KEY FILE: the rest of the first line that starts with KEY.
value() {
    while read -r key rest; do
        if [ "$key" = "$1" ]; then
            printf '%s\n' "$rest"
            return
        fi
    done <"$2"
}

# say OUTCOME TEXT: to the status file, the syslog and whoever watches.
say() {
    printf 'at %s\noutcome %s\nserial %s\ntext %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" "${serial:--}" "$2" \
        >"$home/status.part" && mv -f "$home/status.part" "$home/status"
    log "$1: $2"
    printf '%s: %s\n' "$1" "$2"
}

log() {
    if has logger; then logger -t mesh "$interface pull: $1" </dev/null >/dev/null 2>&1 || :; fi
}

# tell OUTCOME TEXT [DETAIL]: the same, and in a report. What a tool said is a detail: it stays here.
tell() {
    say "$1" "$2${3:+: $3}"
    report "$1" "$2"
}

generation() {
    value generation "/etc/mesh/$interface/manifest" 2>/dev/null
}

# report OUTCOME TEXT: signed, for whoever keeps the mesh, where it is not what arrived there last, and once a day. Nothing
# that happens to it ends or undoes anything.
report() {
    if [ ! -s "$home/report-key" ]; then return; fi
    read -r accepted other 2>/dev/null <"$home/serial" || accepted=0
    text=$(printf '%s' "${2:-}" | tr -cd ' -~' | cut -c 1-200)
    about="serial ${accepted:-0}
generation $(generation | grep '^[0-9][0-9]*$' || echo 0)
outcome $1
text ${text:--}"
    at=$(date +%s)
    known="to $(cat "$home/reports" 2>/dev/null)
$about"
    if { read -r last && [ "$known" = "$(cat)" ]; } 2>/dev/null <"$home/reported" &&
        [ "$at" -ge "$last" ] && [ "$((at - last))" -lt "$fresh" ]; then return; fi
    printf 'mesh-report 1\nmesh %s\nhost %s\nat %s\n%s\n' "$(value mesh "$home/source")" \
        "$(value host "$home/source")" "$at" "$about" >"$home/report.part" &&
        ssh-keygen -q -Y sign -f "$home/report-key" -n mesh-report <"$home/report.part" >"$home/report.seal" 2>/dev/null &&
        cat "$home/report.seal" >>"$home/report.part" && rm -f "$home/report.seal" &&
        mv -f "$home/report.part" "$home/report" || return
    if [ -s "$home/reports" ] && ! deliver >/dev/null 2>&1; then
        log "its report cannot be delivered"
        printf 'its report cannot be delivered to %s\n' "$(cat "$home/reports")"
        return
    fi
    printf '%s\n%s\n' "$at" "$known" >"$home/reported.part" && mv -f "$home/reported.part" "$home/reported"
}

# deliver: the report, by PUT, with whatever the host has that can do so. A password may lie in "netrc", for curl.
deliver() {
    url=$(sed -n 1p "$home/reports")/$(value host "$home/source").report
    if has curl; then
        set --
        if [ -f "$home/netrc" ]; then set -- --netrc-file "$home/netrc"; fi
        curl -q -fsS "$@" --connect-timeout 10 --max-time 30 -o /dev/null -T "$home/report" "$url" </dev/null
    elif wget --help 2>&1 | grep -q -e --body-file; then
        wget -q -T 15 -t 1 -O /dev/null --method=PUT --body-file="$home/report" "$url" </dev/null
    else
        put_by_nc
    fi
}

# put_by_nc: nc(1) of OpenBSD's base system speaks TLS, too, and checks the certificate; others speak HTTP only.
put_by_nc() {
    rest=${url#*://}
    place=${rest%%/*}
    port=80
    tls=
    case $url in https://*) port=443 tls=-c ;; esac
    name=$place
    case $place in
        \[*\]) ;;
        *:*) port=${place##*:} name=${place%:*} ;;
    esac
    name=${name#\[}
    {
        printf 'PUT /%s HTTP/1.1\r\nHost: %s\r\nContent-Type: text/plain\r\nContent-Length: %s\r\nConnection: close\r\n\r\n' \
            "${rest#*/}" "$place" "$(wc -c <"$home/report" | tr -d ' ')"
        cat "$home/report"
    } | nc $tls -w 15 "${name%\]}" "$port" | sed -n '1p' | grep -q '^HTTP/1.[01] 2'
}

refuse() {
    tell refused "$1"
    exit 76
}

# fetch FILE: limits time and size, for a server that is somebody else's by now.
fetch() (
    ulimit -f "$((most / 512))" 2>/dev/null
    url=$(value url "$home/source")
    case $url in
        oci*)
            fetch_image "$url" "$1" </dev/null
            return
            ;;
    esac
    url=$url/$(value host "$home/source").bundle
    if has curl; then
        curl -q -fsS --connect-timeout 10 --max-time 60 -o "$1" "$url"
    elif has wget; then
        wget -q -T 30 -O "$1" "$url"
    else
        ftp -V -w 10 -o "$1" "$url" >/dev/null
    fi </dev/null
)

# fetch_image URL FILE: from a container registry, where the host's name is the tag and the bundle the first layer. What names
# a kind of content must be said, so it needs curl.
fetch_image() {
    if ! has curl; then
        printf 'a registry needs curl: install it\n' >&2
        return 1
    fi
    case $1 in
        oci+http://*) place=http://${1#oci+http://} ;;
        *) place=https://${1#oci://} ;;
    esac
    scheme=${place%%://*}
    place=${place#*://}
    api=$scheme://${place%%/*}/v2/${place#*/}
    token=
    manifest=$2.manifest
    image=$api/manifests/$(value host "$home/source")
    ask "$image" "$manifest" 2>/dev/null || { take_token "$image"; ask "$image" "$manifest"; } || return
    layer=$(tr -d ' \t\r\n' <"$manifest" |
        sed -n 's/.*"layers":\[{[^]}]*"digest":"\(sha256:[0-9a-f]\{64\}\)".*/\1/p')
    rm -f "$manifest"
    if [ -z "$layer" ]; then
        printf 'the manifest in the registry has no layer\n' >&2
        return 1
    fi
    ask "$api/blobs/$layer" "$2"
}

# ask URL FILE [OPTION...]: of a registry. A token is in no argument, and goes to no other server that this one names.
ask() {
    asked=$1
    answer=$2
    shift 2
    if [ -f "$home/netrc" ]; then set -- "$@" --netrc-file "$home/netrc"; fi
    printf '%s\n' 'header = "Accept: application/vnd.oci.image.manifest.v1+json"' \
        "${token:+header = \"Authorization: Bearer $token\"}" |
        curl -q -fsSL "$@" -K - --max-redirs 3 --proto =http,https --proto-redir "=$scheme" \
            --connect-timeout 10 --max-time 60 -o "$answer" "$asked"
}

# take_token URL: a registry may send whoever it does not know to where tokens are given, to nobody in particular too.
take_token() {
    told=$(curl -q -sS -I --connect-timeout 10 --max-time 30 "$1" 2>/dev/null | tr -d '\r' |
        sed -n 's/^[Ww][Ww][Ww]-[Aa]uthenticate: *[Bb]earer *//p' | sed 1q)
    realm=$(printf '%s\n' "$told" | sed -n 's/.*realm="\(https\{0,1\}:[A-Za-z0-9._:/-]*\)".*/\1/p')
    if [ -z "$realm" ]; then return; fi
    query=
    for what in service scope; do
        found=$(printf '%s\n' "$told" | sed -n "s/.*$what=\"\([A-Za-z0-9._:/-]*\)\".*/\1/p")
        if [ -n "$found" ]; then query="$query${query:+&}$what=$found"; fi
    done
    ask "$realm?$query" "$manifest" 2>/dev/null || return
    token=$(tr -d ' \t\r\n' <"$manifest" |
        sed -n 's/.*"\(access_\)\{0,1\}token":"\([A-Za-z0-9._~+/=-]*\)".*/\2/p')
}

digest() {
    if has sha256sum; then
        sha256sum <"$1" | awk '{ print $1 }'
    elif has sha256; then
        sha256 -q "$1"
    else
        openssl dgst -sha256 <"$1" | awk '{ print $NF }'
    fi
}

# begin_work: one pull at a time. The work of one that was killed is over.
begin_work() {
    work=/var/run/mesh-$interface.pull
    if ! mkdir "$work" 2>/dev/null; then
        other=$(cat "$work/pid" 2>/dev/null)
        if [ -n "$other" ] && kill -0 "$other" 2>/dev/null; then
            printf 'another pull is at work\n'
            exit 79
        fi
        rm -rf "$work" && mkdir "$work" || refuse "cannot make $work"
    fi
    echo $$ >"$work/pid"
    trap 'rm -rf "$work"' EXIT
    trap 'exit 1' INT TERM
}

# split: one file into what is signed, the signature and what is sealed.
split() {
    if [ "$(wc -c <"$work/bundle")" -gt "$most" ]; then refuse "the bundle is larger than $most bytes"; fi
    : >"$work/signed" && : >"$work/signature" && : >"$work/sealed" || refuse "cannot write $work"
    awk -v dir="$work" '
        part == 0 && $0 == "-----BEGIN SSH SIGNATURE-----" { part = 1 }
        part == 1 && $0 == "-----BEGIN AGE ENCRYPTED FILE-----" { part = 2 }
        { print >(dir "/" (part == 0 ? "signed" : part == 1 ? "signature" : "sealed")) }
    ' "$work/bundle"
    if [ "$(sed -n 1p "$work/signed")" != "mesh-bundle 1" ] || [ ! -s "$work/signature" ]; then
        refuse "what was fetched is no bundle, or is cut off"
    fi
}

number() {
    case $1 in
        '' | *[!0-9]* | ????????????????*) refuse "the bundle's $2 is no number" ;;
    esac
}

# check: whose it is, for whom, how old. Nothing of it is believed before the signature is.
check() {
    ssh-keygen -Y verify -f "$home/signers" -I mesh -n mesh-bundle -s "$work/signature" <"$work/signed" >/dev/null 2>&1 ||
        refuse "no key that this host trusts signed the bundle, or it was changed since"
    new=$(value serial "$work/signed")
    made=$(value made "$work/signed")
    over=$(value not-after "$work/signed")
    number "$new" serial
    number "$made" "time"
    number "$over" "end"
    for what in mesh host; do
        if [ "$(value "$what" "$work/signed")" != "$(value "$what" "$home/source")" ]; then
            refuse "the bundle is for $what $(value "$what" "$work/signed"), this is $(value "$what" "$home/source")"
        fi
    done
    now=$(date +%s)
    if [ "$now" -gt "$over" ]; then refuse "the bundle is stale: its last second was $over, now is $now"; fi
    if [ "$now" -lt "$((made - 3600))" ]; then
        refuse "the bundle was made in the future, at $made; this host's clock says $now"
    fi
    check_serial
    if [ "$(digest "$work/sealed")" != "$(value sha256 "$work/signed")" ]; then
        refuse "the bundle was changed or cut off after it was signed"
    fi
}

# check_serial: never back to an older one, never two of the same number.
check_serial() {
    signed=$(digest "$work/signed")
    read -r had known 2>/dev/null <"$home/serial" || had=0
    if [ "$new" -lt "${had:-0}" ]; then
        refuse "the bundle is older than one that was here: its serial is $new, and $had was here"
    fi
    if [ "$new" = "$had" ] && [ "$signed" != "$known" ]; then
        refuse "another bundle with the serial $new was here before"
    fi
    serial=$new
}

# keep WORD FILE: by a rename.
keep() {
    printf '%s\n' "$1" >"$home/$2.part" && mv -f "$home/$2.part" "$home/$2" || refuse "cannot write $home/$2"
}

open_seal() {
    age -d -i "$home/identity" -o "$work/packed" "$work/sealed" 2>/dev/null ||
        refuse "the bundle is sealed to another key than this host's, or age is not installed"
    (ulimit -f "$((most * 4 / 512))" && gzip -dc <"$work/packed" >"$work/program") || refuse "the bundle cannot be unpacked"
}

run() {
    sh "$work/program" "$0" >"$work/out" 2>"$work/err" </dev/null
    ended=$?
    why=$(sed -n 's/^! //p' "$work/out" | tail -n 1)
    case $ended in
        0)
            keep "$state" state
            rm -f "$home/undone" "$home/undone-why"
            say applied "generation $(generation)"
            report applied
            exit 0
            ;;
        77 | 81) undone "$why" ;;
        79) tell locked "$why" ;;
        129 | 1[3-5]?)
            # Somebody ended it: the watch of an armed change does, and has undone it.
            undone "the change took longer than it may"
            ;;
        *) tell failed "${why:-the program ended with status $ended}" "$(tail -n 1 "$work/err")" ;;
    esac
    exit "$ended"
}

# undone WHY: this bundle is not tried again.
undone() {
    keep "$state" undone
    keep "$1" undone-why
    tell rolled-back "$1"
}

if [ "${1:-}" = probe ]; then
    probe=/var/run/mesh-$interface.pull/probe
    fetch "$probe" >/dev/null 2>&1 && [ "$(sed -n 1p "$probe")" = "mesh-bundle 1" ]
    exit
fi
begin_work
fetch "$work/bundle" 2>"$work/err" || {
    tell unreachable "the bundle cannot be fetched" "$(tail -n 1 "$work/err")"
    exit 69
}
split
check
keep "$serial $signed" serial
state=$(value state "$work/signed")
if [ "$state" = "$(cat "$home/state" 2>/dev/null)" ] && [ -f "/etc/mesh/$interface/manifest" ]; then
    say unchanged "it is applied already"
    report applied
    exit 0
fi
if [ "$state" = "$(cat "$home/undone" 2>/dev/null)" ] && [ "${1:-}" != retry ]; then
    say unchanged "it was undone here and is not tried again; another bundle is, or 'sh $0 retry'"
    report rolled-back "$(cat "$home/undone-why" 2>/dev/null)"
    exit 0
fi
open_seal
run
