// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The cuts on the bridge ports of one network namespace. Packets are dropped without a word, in both directions, so
 * connections hang as they do when a wire breaks; they stand outside of the hosts and outlive a reboot. Safe for
 * several threads.
 */
final class LinkCuts {

    private final List<String> nft;
    private final Set<Cut> cuts = new TreeSet<>();

    /**
     * One cut.
     *
     * @param port the bridge's port that leads to the host
     */
    private record Cut(String port, LabPath path) implements Comparable<Cut> {

        @Override
        public int compareTo(Cut other) {
            int byPort = port.compareTo(other.port);
            return byPort != 0 ? byPort : path.compareTo(other.path);
        }

        String rule(boolean outOfHost) {
            return "%s \"%s\" %s drop%n".formatted(outOfHost ? "iifname" : "oifname", port, path.match(outOfHost));
        }
    }

    /** @param nft command line that runs {@code nft -f -} in the namespace */
    LinkCuts(List<String> nft) {
        this.nft = nft;
    }

    synchronized void cut(String port, LabPath path) {
        cuts.add(new Cut(port, path));
        load();
    }

    synchronized void heal(String port, LabPath path) {
        cuts.remove(new Cut(port, path));
        load();
    }

    private void load() {
        StringBuilder from = new StringBuilder();
        StringBuilder to = new StringBuilder();
        cuts.forEach(cut -> from.append(cut.rule(true)));
        cuts.forEach(cut -> to.append(cut.rule(false)));
        Command.must(nft, """
                add table bridge cuts
                delete table bridge cuts
                table bridge cuts {
                  chain from { type filter hook prerouting priority -300; policy accept;
                    %s
                  }
                  chain to { type filter hook postrouting priority 300; policy accept;
                    %s
                  }
                }
                """.formatted(from, to));
    }
}
