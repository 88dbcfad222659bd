// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.util.List;
import java.util.stream.Collectors;

/** The exceptions for host keys that may not be trusted: which host, what it shows, what is pinned where, what to do. */
final class HostKeyRefusal {
    private HostKeyRefusal() {}

    static SshException of(HostKeyName name, HostKey shown, HostKeyVerdict verdict, KnownHosts knownHosts) {
        return switch (verdict) {
            case HostKeyVerdict.Unknown unknown ->
                unknown(name, shown.toString(), unknown.authorities(), knownHosts);
            case HostKeyVerdict.Changed changed -> changed(name, shown.toString(), changed.pinned());
            case HostKeyVerdict.Revoked revoked -> revoked(name, shown.toString(), revoked.line().place());
            case HostKeyVerdict.Known known ->
                throw new IllegalArgumentException("trusted by " + known.line().place());
        };
    }

    /** The same for a refusal that another program made and told about. */
    static SshException told(HostKeyName name, String shown, boolean revoked, KnownHosts knownHosts) {
        if (revoked) {
            return revoked(name, shown, knownHosts.file().toString());
        }
        List<KnownHostsLine> pinned = knownHosts.pinned(name);
        return pinned.isEmpty() ? unknown(name, shown, List.of(), knownHosts) : changed(name, shown, pinned);
    }

    private static SshException revoked(HostKeyName name, String shown, String place) {
        return new SshException(SshException.Reason.CHANGED_HOST_KEY, name + " shows the key " + shown + ", which "
                + place + " revokes. Nothing was executed. Give the host another key; do not connect before.");
    }

    private static SshException unknown(HostKeyName name, String shown, List<KnownHostsLine> authorities,
            KnownHosts knownHosts) {
        String authority = authorities.isEmpty()
                ? ""
                : " " + authorities.getFirst().place()
                        + " names a certificate authority for it, which only --ssh openssh can use.";
        return new SshException(SshException.Reason.UNKNOWN_HOST_KEY,
                "the host key of " + name + " is not known: it shows " + shown + ", and " + knownHosts.file()
                        + " pins no key for it. Nothing was executed." + authority + " Compare the fingerprint with"
                        + " ssh-keygen -l on the host's console, then run: mesh bootstrap HOST --accept-host-key");
    }

    private static SshException changed(HostKeyName name, String shown, List<KnownHostsLine> pinnedLines) {
        String pinned = pinnedLines.stream().map(line -> line.key() + " (" + line.place() + ")")
                .collect(Collectors.joining(", "));
        return new SshException(SshException.Reason.CHANGED_HOST_KEY,
                "THE HOST KEY OF " + name + " IS ANOTHER ONE: it shows " + shown + ", but pinned is " + pinned
                        + ". Somebody may be in between. Nothing was executed. If the host was installed anew, delete"
                        + " its lines from " + pinnedLines.getFirst().file()
                        + " and run: mesh bootstrap HOST --accept-host-key");
    }
}
