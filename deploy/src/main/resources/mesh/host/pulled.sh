# Carries a host that fetches its changes by itself from whatever it has to what its bundle holds. Nobody read the host
# before, so what a plan would say is found out here; the rest is the very program that apply sends.

# pull_lease: this run's own; who holds it is on standard input. A push holds the host off, and the other way round.
pull_lease() {
    token=$(dd if=/dev/urandom bs=16 count=1 2>/dev/null | od -An -tx1 | tr -d ' \n')
    case $token in
        ????????????????????????????????) ;;
        *) stop "$status_refused" "no random number is to be had here" ;;
    esac
    take_lease "$token" 390 -
    # However it ends: nobody else will give it back.
    trap 'end_lease "$token"; give_turn' EXIT
}

# expect_format FORMAT: another one would leave the files of the former behind.
expect_format() {
    generation=0
    if [ ! -f "$directory/manifest" ]; then return; fi
    generation=$(awk '$1 == "generation" { print $2; exit }' "$directory/manifest")
    found=$(awk '$1 == "format" { print $2; exit }' "$directory/manifest")
    if [ "$found" != "$1" ]; then
        refuse "$interface is kept as $found here and the bundle has $1: take it down first, with the mesh's last bundle"
    fi
}

# take_term PULL FILE: what this host goes by from now on, on standard input: whom it trusts, and where it puts its reports.
# A key that it trusts has signed it.
take_term() {
    term=${1%/*}/$2
    cat >"$term.part" && mv -f "$term.part" "$term" || stop "$status_refused" "cannot write $term"
}

# end_if_there RUNNING FILE...: all files are as they were staged, and the interface runs so: nothing has to be done.
end_if_there() {
    if [ ! -f "$directory/manifest" ] || ! interface_exists || [ "$(running)" != "$1" ]; then return; fi
    shift
    list_gone "$@"
    if [ -n "$gone" ]; then return; fi
    for file in "$@"; do
        if [ -f "$stage$file" ] && ! cmp -s "$stage$file" "$file"; then return; fi
    done
    rm -rf "$stage" "$good"
    end_lease "$token"
    tell done
    exit 0
}

# recorded FILE: the manifest names it, so mesh wrote it.
recorded() {
    awk -v file="$1" '{ for (i = 1; i <= NF; i++) if ($i == file) found = 1 } END { exit !found }' \
        "$directory/manifest" 2>/dev/null
}

# keep_foreign FILE...: the first version of files that are there and that mesh did not write.
keep_foreign() {
    for file in "$@"; do
        if [ -f "$file" ] && ! recorded "$file"; then keep_before "$file"; fi
    done
}

# list_gone FILE...: files that mesh wrote and that the bundle does not have any more, as "$gone".
list_gone() {
    wanted=" $* "
    gone=
    if [ ! -f "$directory/manifest" ]; then return; fi
    # shellcheck disable=SC2013 # words are wanted
    for file in $(awk '{ for (i = 1; i <= NF; i++) if ($i ~ "^/[A-Za-z0-9._@/-]+$") print $i }' "$directory/manifest"); do
        case $wanted in
            *" $file "*) ;;
            *) gone="$gone $file" ;;
        esac
    done
}

remove_gone() {
    for file in $gone; do remove_file "$file"; done
}

# number_manifest: the generation after the one that is here.
number_manifest() {
    sed "s/^generation .*/generation $((generation + 1))/" "$stage/.manifest" >"$stage/.part" &&
        mv "$stage/.part" "$stage/.manifest" || refuse "cannot write $stage"
}

# arm_pull SECONDS: as arm; what is known of the run is on standard input.
arm_pull() {
    how=up
    if interface_exists; then how=restart; fi
    {
        printf 'generation %s\n' "$((generation + 1))"
        cat
    } >"$stage/.known" || refuse "cannot write $stage"
    arm "$how" "$1" "$token" <"$stage/.known"
}

# reach_again PULL SECONDS: the host confirms the change itself once it can still fetch bundles. A host that could not
# would never hear of the change that mends it.
reach_again() {
    step confirming
    until_time=$(($(date +%s) + $2))
    until sh "$1" probe 3>&-; do
        if [ "$(date +%s)" -ge "$until_time" ]; then undo "bundles cannot be fetched any more after the change"; fi
        sleep 2
    done
}
