# Makes of a host one that fetches its changes. Run once by its owner; again, it changes nothing that is there but program,
# source and signers.

# install_age: bundles are opened by it.
install_age() {
    if has age && has age-keygen; then return; fi
    if has pkg_add; then
        pkg_add age
    elif has apt-get; then
        DEBIAN_FRONTEND=noninteractive apt-get install -y age
    elif has apk; then
        apk add age
    elif has dnf; then
        dnf install -y age
    elif has pacman; then
        pacman -S --noconfirm --needed age
    fi
    has age && has age-keygen || stop "$status_refused" "age cannot be installed: install the package age, then enrol again"
}

# open_pull: the directory for program, source, signers and identity.
open_pull() {
    pull=/etc/mesh/pull-$interface
    (umask 022 && mkdir -p /etc/mesh) && mkdir -p "$pull" && chmod 700 "$pull" ||
        stop "$status_refused" "cannot make $pull"
}

# lay FILE: its content is on standard input.
lay() {
    cat >"$pull/$1.part" && mv -f "$pull/$1.part" "$pull/$1" || stop "$status_refused" "cannot write $pull/$1"
}

make_identity() {
    if [ -s "$pull/identity" ]; then return; fi
    age-keygen -o "$pull/identity.part" 2>/dev/null && mv -f "$pull/identity.part" "$pull/identity" ||
        stop "$status_refused" "age-keygen makes no identity"
}

# make_report_key: what this host says of itself is signed by it, and by nothing else.
make_report_key() {
    if [ -s "$pull/report-key" ]; then return; fi
    rm -f "$pull/report-key.part" "$pull/report-key.part.pub"
    ssh-keygen -q -t ed25519 -N '' -C '' -f "$pull/report-key.part" >/dev/null &&
        mv -f "$pull/report-key.part.pub" "$pull/report-key.pub" && mv -f "$pull/report-key.part" "$pull/report-key" ||
        stop "$status_refused" "ssh-keygen makes no key"
}

# schedule: every 15 minutes, not all hosts at once.
schedule() {
    if [ -d /run/systemd/system ]; then
        unit=/etc/systemd/system/mesh-pull-$interface
        printf '[Unit]\nDescription=Fetch changes of %s\nAfter=network-online.target\nWants=network-online.target\n\n[Service]\nType=oneshot\nExecStart=/bin/sh %s/pull\n' \
            "$interface" "$pull" >"$unit.service" &&
            printf '[Unit]\nDescription=Fetch changes of %s\n\n[Timer]\nOnBootSec=1min\nOnUnitActiveSec=15min\nRandomizedDelaySec=5min\n\n[Install]\nWantedBy=timers.target\n' \
                "$interface" >"$unit.timer" &&
            chmod 644 "$unit.service" "$unit.timer" && systemctl daemon-reload &&
            systemctl enable --quiet --now "mesh-pull-$interface.timer" ||
            stop "$status_refused" "systemd does not take mesh-pull-$interface.timer"
    elif has crontab; then
        minute=$(($(od -An -N1 -tu1 /dev/urandom) % 15))
        {
            crontab -l 2>/dev/null | grep -v " $pull/pull "
            printf '%s,%s,%s,%s * * * * sleep %s; /bin/sh %s/pull >/dev/null 2>&1\n' "$minute" "$((minute + 15))" \
                "$((minute + 30))" "$((minute + 45))" "$(($(od -An -N1 -tu1 /dev/urandom) % 60))" "$pull"
        } | crontab - || stop "$status_refused" "crontab does not take a line"
    else
        printf '  no systemd and no cron here: run "sh %s/pull" every 15 minutes\n' "$pull" >&3
    fi
}

# have_own_key GROUP DIRECTORY_MODE KEY_MODE: what cannot be done is told as of any other step.
have_own_key() {
    make_home "$1" "$2"
    have_key "$directory/private.key" "$1" "$3"
}

# tell_enrolment HOST: what goes into the mesh's repository; public is the key's public half.
tell_enrolment() {
    printf 'This host pulls from now on. In mesh.yaml, at hosts.%s:\n    pull-key: %s\n    pull-report-key: %s\nThen:\n    mesh lock --key %s=%s\n' \
        "$1" "$(age-keygen -y "$pull/identity")" "$(awk '{ print $1, $2 }' "$pull/report-key.pub")" "$1" "$public" >&3
}
