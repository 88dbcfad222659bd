// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import java.util.List;

/**
 * Drift as plain texts, numbers and lists, in the shape that {@code mesh drift --json} prints. It holds no secret and
 * nothing that moves by itself.
 *
 * @param formatVersion {@code MAJOR.MINOR}; a later minor only adds
 * @param mesh its name
 * @param counts of hosts
 * @param hosts sorted by name; hosts that leave the mesh are not among them
 */
public record DriftDocument(String formatVersion, String mesh, Counts counts, List<Host> hosts) {
    /** What {@link DriftFinder} makes. */
    public static final String FORMAT_VERSION = "1.1";

    public DriftDocument {
        hosts = List.copyOf(hosts);
    }

    /** True when a host that was read is not as it was left. */
    public boolean hasDrift() {
        return counts.drifted() > 0;
    }

    /**
     * Numbers of hosts, each counted once.
     *
     * @param clean as they were left
     * @param drifted something is another way
     * @param neverApplied nothing of this mesh was ever applied there
     * @param unknown could not be read, or is being changed
     */
    public record Counts(int clean, int drifted, int neverApplied, int unknown) {}

    /**
     * One host.
     *
     * @param name of the host
     * @param state {@code clean}, {@code drifted}, {@code never-applied}, {@code changing}, {@code unreachable} or
     *        {@code refused}
     * @param detail why nothing is known; empty otherwise
     * @param os its system
     * @param format of its configuration, as it was applied; as the spec says where nothing was
     * @param interfaceName the mesh's interface there
     * @param generation of the last apply; 0 where there was none
     * @param appliedAt when that was, ISO 8601 in UTC; empty where there was none
     * @param appliedBy who did it; empty where there was none
     * @param items what is not as it was left: files, interface, addresses, routes, peers, services
     * @param notes what is worth knowing and is no drift, a line each
     */
    public record Host(String name, String state, String detail, String os, String format, String interfaceName,
            int generation, String appliedAt, String appliedBy, List<Item> items, List<String> notes) {
        public Host {
            items = List.copyOf(items);
            notes = List.copyOf(notes);
        }
    }

    /**
     * One thing that is not as it was left. Where a value is absent its text is empty.
     *
     * @param kind stable word, such as {@code peer-allowed-ips}
     * @param symbol {@code +} for what nobody applied, {@code -} for what is gone, {@code ~} for what differs
     * @param side where it was seen: {@code file}, {@code kernel} or {@code service}
     * @param subject a path, a peer's name, an address, a unit
     * @param applied what mesh left there
     * @param found what is there
     * @param spec what the spec wants there
     * @param text the item in one line for people, without symbol
     * @param diff unified difference from what was applied to what was found; empty but for texts that were edited
     */
    public record Item(String kind, String symbol, String side, String subject, String applied, String found,
            String spec, String text, String diff) {}
}
