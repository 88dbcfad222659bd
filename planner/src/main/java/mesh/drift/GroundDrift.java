// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.desired.Ground;
import mesh.drift.DriftDocument.Item;
import mesh.files.RenderedHost;
import mesh.live.LiveGround;
import mesh.live.LiveHost;
import mesh.net.InterfaceName;

/** What was set up besides the interface, and is not so any more. */
final class GroundDrift {
    private final LiveGround found;
    private final List<Item> items = new ArrayList<>();

    private GroundDrift(LiveGround found) {
        this.found = found;
    }

    /** Only of what mesh set up and the spec still wants. */
    static List<Item> items(InterfaceName name, Ground spec, LiveHost live, Optional<RenderedHost> rendered) {
        Ground applied = AppliedGround.of(spec, name, live, rendered);
        return new GroundDrift(live.ground().orElse(LiveGround.NONE)).items(name, applied);
    }

    private List<Item> items(InterfaceName name, Ground spec) {
        forwarding("IPv4", spec.forwardsV4(), found.forwardsV4());
        forwarding("IPv6", spec.forwardsV6(), found.forwardsV6());
        if (spec.hasFirewall()) {
            switch (found.firewall()) {
                case ABSENT -> items.add(Items.gone("firewall-missing", "kernel", name.text(), "loaded")
                        .wanted("loaded").saying("firewall of " + name + ": not there"));
                case CHANGED -> items.add(Items.differs("firewall-changed", "kernel", name.text(), "loaded", "changed")
                        .wanted("loaded").saying("firewall of " + name + ": changed by another hand"));
                case AS_LOADED -> {
                }
            }
        }
        if (spec.names().isPresent()) {
            switch (found.names()) {
                case ABSENT -> items.add(Items.gone("names-missing", "file", "/etc/hosts", "written").wanted("written")
                        .saying("names of the mesh in /etc/hosts: not there"));
                case CHANGED -> items.add(Items.differs("names-changed", "file", "/etc/hosts", "written", "changed")
                        .wanted("written").saying("names of the mesh in /etc/hosts: changed by another hand"));
                case AS_WRITTEN -> {
                }
            }
        }
        if (spec.dns().isPresent() && found.dns() != LiveGround.Names.AS_WRITTEN) {
            items.add(Items.differs("resolver", "kernel", "DNS of " + name, "set", "changed").wanted("set")
                    .saying("resolver of the mesh in systemd-resolved: "
                            + (found.dns() == LiveGround.Names.ABSENT ? "not there" : "changed by another hand")));
        }
        service("relay", "relay of " + name, spec.relay(), found.relay(), "relay");
        service("agent", "agent of " + name, spec.agent(), found.agent(), "agent");
        if (spec.online().isPresent() && found.online() != LiveGround.Online.READY) {
            items.add(Items.differs("online", "service", "wait for " + name, "ready", "off").wanted("ready")
                    .compared("what waits for " + name));
        }
        service("watch", "watcher of " + name, spec.watch(), found.watch(), "watcher of routes");
        if (spec.tls().isPresent()) {
            switch (found.trust()) {
                case ABSENT -> items.add(Items.gone("trust-missing", "system", "authority", "trusted").wanted("trusted")
                        .saying("trust in the mesh's authority: not there"));
                case CHANGED -> items.add(Items.differs("trust-changed", "system", "authority", "trusted", "changed")
                        .wanted("trusted").saying("trust in the mesh's authority: changed by another hand"));
                case AS_WRITTEN -> {
                }
            }
        }
        if (spec.exit().isPresent() && !found.exit()) {
            items.add(Items.gone("exit", "kernel", name.text(), "through an exit").wanted("through an exit")
                    .saying("internet traffic: applied through an exit, kernel does not send it there"));
        }
        return items;
    }

    private void service(String kind, String subject, Optional<?> wanted, LiveGround.Service service, String words) {
        if (wanted.isPresent() && service != LiveGround.Service.RUNNING) {
            items.add(Items.differs(kind, "service", subject, "running", "stopped").wanted("running").compared(words));
        }
    }

    private void forwarding(String family, boolean wanted, boolean on) {
        if (wanted && !on) {
            items.add(Items.differs("forwarding", "kernel", family, "on", "off").wanted("on")
                    .compared("forwarding of " + family));
        }
    }
}
