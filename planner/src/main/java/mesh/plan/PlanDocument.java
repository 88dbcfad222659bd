// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.List;
import java.util.function.Predicate;

/**
 * A plan as plain texts, numbers and lists: what is saved, compared and shown. It holds every byte that will be written
 * except secrets, and nothing that moves by itself, so that two plans of the same change are equal texts.
 *
 * @param formatVersion {@code MAJOR.MINOR}; a reader refuses another major version and ignores what it does not know
 * @param mesh name of the mesh
 * @param basis what it was compared with: {@code live}, or {@code base REF}
 * @param counts of hosts
 * @param hosts sorted by name, those without change included
 * @param missingPaths pairs that cannot talk
 * @param access who gains and who loses access, where a policy says so
 */
public record PlanDocument(String formatVersion, String mesh, String basis, Counts counts, List<Host> hosts,
        List<MissingPair> missingPaths, List<AccessLine> access) {

    /** What {@link PlanDocumentBuilder} writes. */
    public static final String FORMAT_VERSION = "1.2";

    public PlanDocument {
        hosts = List.copyOf(hosts);
        missingPaths = List.copyOf(missingPaths);
        access = List.copyOf(access);
    }

    /** Some of the hosts, without what concerns the mesh as a whole: who gains and who loses access. */
    public PlanDocument part(Predicate<Host> which) {
        List<Host> some = hosts.stream().filter(which).toList();
        return new PlanDocument(formatVersion, mesh, basis, Counts.of(some), some, missingPaths, List.of());
    }

    /** True when apply would change something, as far as is known. */
    public boolean hasChanges() {
        return counts.add() + counts.change() + counts.remove() > 0;
    }

    /**
     * Numbers of hosts, each counted once.
     *
     * @param add configured for the first time
     * @param change updated or replaced
     * @param remove de-configured
     * @param unchanged as they should be
     * @param unknown could not be read or belong to somebody else
     */
    public record Counts(int add, int change, int remove, int unchanged, int unknown) {
        private static Counts of(List<Host> hosts) {
            return new Counts(count(hosts, "create"), count(hosts, "update") + count(hosts, "replace"),
                    count(hosts, "remove"), count(hosts, "none"), count(hosts, "unknown"));
        }

        private static int count(List<Host> hosts, String action) {
            return (int) hosts.stream().filter(host -> host.action().equals(action)).count();
        }
    }

    /**
     * One host.
     *
     * @param name of the host
     * @param action {@code create}, {@code update}, {@code replace}, {@code remove}, {@code none} or {@code unknown}
     * @param symbol of the action, as {@code +}
     * @param impact {@code none}, {@code in-place}, {@code sessions-drop} or {@code interface-down}
     * @param impactDetail one line for people; may be empty
     * @param os its system
     * @param format of its configuration
     * @param interfaceName the mesh's interface there
     * @param fingerprint of what it had when the plan was made; empty if it could not be read
     * @param generation of its manifest; 0 without one
     * @param activation digest of the commands that start, restart and stop the interface; empty if they are not known
     * @param changes in order
     * @param files that are written or removed, by path
     * @param notices what to know before approving
     */
    public record Host(String name, String action, String symbol, String impact, String impactDetail, String os,
            String format, String interfaceName, String fingerprint, int generation, String activation,
            List<ChangeLine> changes, List<FileChange> files, List<HostNotice> notices) {
        public Host {
            changes = List.copyOf(changes);
            files = List.copyOf(files);
            notices = List.copyOf(notices);
        }
    }

    /**
     * What to know before approving.
     *
     * @param kind {@code foreign}, {@code ssh-path}, {@code key-due}, {@code certificate-due} or {@code rotation}
     * @param text one line for people, without the host's name
     */
    public record HostNotice(String kind, String text) {}

    /**
     * One change.
     *
     * @param kind stable word, such as {@code peer-add}
     * @param symbol {@code +}, {@code ~} or {@code -}
     * @param subject what changes: a peer's name, an address, a path
     * @param before value; empty where there was none
     * @param after value; empty where there is none
     * @param text the change in one line for people, without symbol
     */
    public record ChangeLine(String kind, String symbol, String subject, String before, String after, String text) {}

    /**
     * One file.
     *
     * @param path on the host
     * @param action {@code create}, {@code update} or {@code remove}
     * @param mode such as {@code 0640}; empty for a removal
     * @param group owning group; empty for a removal
     * @param secret true where content and difference are not shown
     * @param identity changes exactly when the content does; empty for a removal
     * @param content the exact text to be written; empty for secrets and removals
     * @param diff unified difference; empty for a file that is new; {@code (secret)} for secrets
     */
    public record FileChange(String path, String action, String mode, String group, boolean secret, String identity,
            String content, String diff) {}

    /**
     * Two nodes that cannot talk.
     *
     * @param one a node
     * @param other the other one
     * @param reason why not
     */
    public record MissingPair(String one, String other, String reason) {}

    /**
     * Pairs between which the same access changes.
     *
     * @param symbol {@code +} gained, {@code -} lost, {@code ~} changed
     * @param from who begins: {@code any}, a group or tag, or names and networks
     * @param to who is reached, likewise
     * @param before what they may send without the change; {@code nothing} if so
     * @param after what they may send with it; {@code nothing} if so
     * @param text the change in one line for people, without symbol
     */
    public record AccessLine(String symbol, List<String> from, List<String> to, String before, String after,
            String text) {
        public AccessLine {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }
    }
}
