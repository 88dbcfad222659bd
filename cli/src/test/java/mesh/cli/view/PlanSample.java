// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.List;

import mesh.plan.PlanDocument;
import mesh.plan.PlanDocument.AccessLine;
import mesh.plan.PlanDocument.ChangeLine;
import mesh.plan.PlanDocument.Counts;
import mesh.plan.PlanDocument.FileChange;
import mesh.plan.PlanDocument.Host;
import mesh.plan.PlanDocument.MissingPair;

/** Plans that are drawn in tests. */
public final class PlanSample {
    public static final String KEY = "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=";

    public static final Host CREATED = host("alpha", "create", "+", "none", "", List.of(
            line("interface-create", "+", "wg0", "interface wg0 (port 51820, mtu 1420, key " + KEY + ")"),
            line("address-add", "+", "100.64.0.1/24", "address 100.64.0.1/24"),
            line("peer-add", "+", "beta", "peer beta: key " + KEY
                    + ", allowed ips 100.64.0.2/32, fd00::2/128, endpoint 203.0.113.2:51820, keepalive 25 s"),
            line("file-write", "+", "/etc/hostname.wg0", "file /etc/hostname.wg0")),
            List.of(new FileChange("/etc/hostname.wg0", "create", "0640", "wheel", false, "id", "a\nb\n", ""),
                    new FileChange("/etc/mesh/wg0/psk/beta", "create", "0600", "wheel", true, "id", "", "(secret)")));

    public static final Host CHANGED = host("beta", "update", "~", "in-place",
            "the port moves, sessions go on: peers learn it from the next packet",
            List.of(line("port", "~", "port", "port 51820 -> 4501")),
            List.of(new FileChange("/etc/wireguard/wg0.conf", "update", "0600", "root", false, "id", "x", """
                    --- /etc/wireguard/wg0.conf
                    +++ /etc/wireguard/wg0.conf
                    @@ -1,2 +1,2 @@
                     [Interface]
                    -ListenPort = 51820
                    +ListenPort = 4501
                    """)));

    public static final Host REMOVED = host("gamma", "remove", "-", "interface-down", "wg0 goes down for good",
            List.of(line("interface-remove", "-", "wg0", "interface wg0 is taken down")),
            List.of(new FileChange("/etc/hostname.wg0", "remove", "", "", false, "", "", "x")));

    public static final Host UNREAD = host("delta", "unknown", "?", "none", "no answer from 192.0.2.9:22", List.of(),
            List.of());

    public static final Host SAME = host("epsilon", "none", " ", "none", "", List.of(), List.of());

    private PlanSample() {}

    public static PlanDocument everything() {
        return plan(new Counts(1, 1, 1, 1, 1), List.of(CREATED, CHANGED, UNREAD, REMOVED, SAME),
                List.of(new MissingPair("epsilon", "home", "both are behind NAT")));
    }

    public static PlanDocument plan(Counts counts, List<Host> hosts, List<MissingPair> missing) {
        return new PlanDocument(PlanDocument.FORMAT_VERSION, "test", "live", counts, hosts, missing, List.of());
    }

    public static Host host(String name, String action, String symbol, String impact, String detail,
            List<ChangeLine> changes, List<FileChange> files) {
        return new Host(name, action, symbol, impact, detail, "openbsd", "hostname.if", "wg0", "f", 1, "digest",
                changes,
                files, List.of());
    }

    public static ChangeLine line(String kind, String symbol, String subject, String text) {
        return new ChangeLine(kind, symbol, subject, "", "", text);
    }

    /** The same with lines about access. */
    public static PlanDocument with(PlanDocument plan, List<AccessLine> access) {
        return new PlanDocument(plan.formatVersion(), plan.mesh(), plan.basis(), plan.counts(), plan.hosts(),
                plan.missingPaths(), access);
    }
}
