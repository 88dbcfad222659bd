// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import mesh.desired.ExitUse;
import mesh.desired.Ground;
import mesh.desired.HostTls;
import mesh.desired.LinkDns;
import mesh.desired.Watch;
import mesh.name.DnsName;
import mesh.name.NodeName;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostLayout;
import mesh.files.HostPath;
import mesh.files.RenderedHost;
import mesh.live.LiveGround;
import mesh.live.LiveGround.Firewall;
import mesh.live.LiveGround.Names;
import mesh.live.LiveGround.Online;
import mesh.live.LiveGround.Service;
import mesh.live.LiveGround.Trust;
import mesh.model.OperatingSystem;
import mesh.net.Cidr;
import mesh.net.InterfaceName;
import mesh.net.IpAddress;

/** What changes of what a host needs besides its interface. */
final class GroundChanges {
    private static final String OWN_WAY = "internet traffic goes the host's own way again";
    private static final String RELAY = "relay, its key and its certificate";
    private static final String AGENT = "agent, and its key";
    private static final String WATCHER = "program that moves routes to a router that is alive";
    private static final String TRUST = "trust in the mesh's certificate authority";
    private static final String RESOLVER = "resolver of the mesh in systemd-resolved";
    private static final String NAMES = "names of the mesh in /etc/hosts";

    private final InterfaceName name;
    private final String firewall;
    private final String online;
    private final LiveGround found;
    private final List<Change> changes = new ArrayList<>();

    private GroundChanges(InterfaceName name, OperatingSystem os, LiveGround found) {
        this.name = name;
        this.firewall = os == OperatingSystem.OPENBSD
                ? "firewall anchor mesh_" + name
                : "firewall table inet mesh_" + name;
        this.online = os == OperatingSystem.OPENBSD ? "rc.d script mesh_" + name : "mesh-" + name + "-online.target";
        this.found = found;
    }

    /** @param rendered absent while the files are not known; they are compared once they are */
    static List<Change> of(InterfaceName name, OperatingSystem os, Ground wanted, Optional<RenderedHost> rendered,
            Optional<LiveGround> found) {
        if (wanted.isEmpty()) {
            return found.map(live -> new GroundChanges(name, os, live).goes()).orElse(List.of());
        }
        return new GroundChanges(name, os, found.orElse(LiveGround.NONE)).becomes(wanted, rendered);
    }

    /** Everything of ours goes. */
    static List<Change> removal(InterfaceName name, OperatingSystem os, Optional<LiveGround> found) {
        return of(name, os, Ground.NONE, Optional.empty(), found);
    }

    /** What to know of a host whose internet traffic will go another way. */
    static List<Notice> notices(List<Change> changes) {
        return changes.stream()
                .anyMatch(change -> change instanceof Change.Ground ground && ground.kind().equals("exit"))
                        ? List.of(new Notice(Notice.Kind.SSH_PATH,
                                "its internet traffic goes another way: answers to SSH leave where SSH came in; "
                                        + "if that cuts the way, the host goes back by itself"))
                        : List.of();
    }

    private List<Change> goes() {
        add(found.firewall() != Firewall.ABSENT, "firewall", "-", firewall);
        add(found.exit(), "exit", "-", OWN_WAY);
        add(found.names() != Names.ABSENT, "names", "-", NAMES);
        add(found.dns() != Names.ABSENT, "resolver", "-", RESOLVER);
        add(found.relay() != Service.ABSENT, "relay", "-", RELAY);
        add(found.agent() != Service.ABSENT, "agent", "-", AGENT);
        add(found.watch() != Service.ABSENT, "watch", "-", WATCHER);
        add(found.trust() != Trust.ABSENT, "trust", "-", TRUST);
        add(found.online() != Online.ABSENT, "online", "-", online);
        add(found.loaded().containsKey(new HostLayout(name).certificate()), "certificate", "-", "certificate");
        add(true, "ground", "-", "forwarding and firewall as they were before mesh");
        return changes;
    }

    private List<Change> becomes(Ground wanted, Optional<RenderedHost> rendered) {
        add(wanted.exit().isPresent() && !found.exit(), "exit", "+", "internet traffic goes "
                + wanted.exit().map(GroundChanges::through).orElse(""));
        add(wanted.exit().isEmpty() && found.exit(), "exit", "-", OWN_WAY);
        Optional<SortedMap<HostPath, String>> files = rendered.map(this::digests);
        add(wanted.forwardsV4() && !found.forwardsV4(), "forwarding", "+", "forwarding of IPv4");
        add(wanted.forwardsV6() && !found.forwardsV6(), "forwarding", "+", "forwarding of IPv6");
        if (!wanted.hasFirewall()) {
            add(found.firewall() != Firewall.ABSENT, "firewall", "-", firewall);
        } else if (found.firewall() == Firewall.ABSENT) {
            add(true, "firewall", "+", firewall);
        } else {
            add(found.firewall() == Firewall.CHANGED || files.map(this::hasOtherRules).orElse(false), "firewall", "~",
                    firewall);
        }
        compareNames(wanted, files);
        compareResolver(wanted);
        compareRelay(wanted, files);
        compareAgent(wanted, files);
        compareOnline(wanted, files);
        compareWatch(wanted, files);
        compareTrust(wanted, files);
        compareCertificate(wanted, files);
        add(changes.isEmpty() && !files.orElse(found.loaded()).equals(found.loaded()), "ground", "~",
                "what " + name + " needs of the host is set up again");
        return changes;
    }

    private boolean hasOtherRules(SortedMap<HostPath, String> files) {
        HostLayout layout = new HostLayout(name);
        return List.of(layout.nftables(), layout.pf()).stream()
                .anyMatch(path -> !Objects.equals(files.get(path), found.loaded().get(path)));
    }

    private void compareNames(Ground wanted, Optional<SortedMap<HostPath, String>> files) {
        HostPath path = new HostLayout(name).names();
        boolean others = differs(path, files);
        if (wanted.names().isEmpty()) {
            add(found.names() != Names.ABSENT, "names", "-", NAMES);
        } else if (found.names() == Names.ABSENT) {
            add(true, "names", "+", NAMES);
        } else {
            add(found.names() == Names.CHANGED || others, "names", "~", NAMES);
        }
    }

    /** Of other servers than before the script tells, which is compared as a whole. */
    private void compareResolver(Ground wanted) {
        if (wanted.dns().isEmpty()) {
            add(found.dns() != Names.ABSENT, "resolver", "-", RESOLVER);
            return;
        }
        LinkDns dns = wanted.dns().get();
        String text = RESOLVER + ": " + dns.domain() + " by "
                + dns.servers().stream().map(IpAddress::toString).collect(Collectors.joining(", "));
        add(found.dns() == Names.ABSENT, "resolver", "+", text);
        add(found.dns() == Names.CHANGED, "resolver", "~", text);
    }

    private void compareRelay(Ground wanted, Optional<SortedMap<HostPath, String>> files) {
        if (wanted.relay().isEmpty()) {
            add(found.relay() != Service.ABSENT, "relay", "-", RELAY);
            return;
        }
        HostLayout layout = new HostLayout(name);
        if (found.relay() == Service.ABSENT) {
            add(true, "relay", "+", RelayWords.of(wanted.relay().get()));
        } else if (differs(layout.relayConfig(), files) || differs(layout.relayService(), files)) {
            add(true, "relay", "~", "relay is started anew with other settings; its clients come back by themselves");
        } else if (found.relay() == Service.STOPPED) {
            add(true, "relay", "~", "relay is started again");
        } else {
            add(differs(layout.relayClients(), files) || !wanted.relay().get().unborn().isEmpty(), "relay", "~",
                    "relay takes the list of its clients anew; connections go on");
        }
    }

    private void compareAgent(Ground wanted, Optional<SortedMap<HostPath, String>> files) {
        HostLayout layout = new HostLayout(name);
        if (wanted.agent().isEmpty()) {
            add(found.agent() != Service.ABSENT, "agent", "-", AGENT);
        } else if (found.agent() == Service.ABSENT) {
            add(true, "agent", "+", AgentWords.of(wanted.agent().get()));
        } else if (differs(layout.agentService(), files)) {
            add(true, "agent", "~", "agent is started anew as another program; direct paths go on");
        } else if (found.agent() == Service.STOPPED) {
            add(true, "agent", "~", "agent is started again");
        } else {
            add(differs(layout.agentConfig(), files) || !wanted.agent().get().knowsPeers(), "agent", "~",
                    "agent takes its peers and settings anew; direct paths go on");
        }
    }

    private void compareOnline(Ground wanted, Optional<SortedMap<HostPath, String>> files) {
        if (wanted.online().isEmpty()) {
            add(found.online() != Online.ABSENT, "online", "-", online);
            return;
        }
        String text = online + ": waits " + wanted.online().get() + " s at the most for an answer through " + name;
        if (found.online() == Online.ABSENT) {
            add(true, "online", "+", text);
        } else {
            add(found.online() == Online.OFF || differs(new HostLayout(name).online(), files), "online", "~", text);
        }
    }

    private void compareWatch(Ground wanted, Optional<SortedMap<HostPath, String>> files) {
        HostLayout layout = new HostLayout(name);
        if (wanted.watch().isEmpty()) {
            add(found.watch() != Service.ABSENT, "watch", "-", WATCHER);
        } else if (found.watch() == Service.ABSENT) {
            wanted.watch().get().groups().forEach(group -> add(true, "watch", "+", text(group)));
        } else {
            add(found.watch() == Service.STOPPED || differs(layout.watch(), files)
                    || differs(layout.watchService(), files), "watch", "~", WATCHER);
        }
    }

    /** {@code 192.168.1.0/24 by the first of birch, cedar that is alive}. */
    private static String text(Watch.Group group) {
        return group.networks().stream().map(Cidr::toString).collect(Collectors.joining(" ")) + " by the first of "
                + group.peers().stream().map(NodeName::text).collect(Collectors.joining(", ")) + " that is alive";
    }

    private void compareTrust(Ground wanted, Optional<SortedMap<HostPath, String>> files) {
        if (wanted.tls().isEmpty()) {
            add(found.trust() != Trust.ABSENT, "trust", "-", TRUST);
        } else if (found.trust() == Trust.ABSENT) {
            add(true, "trust", "+", TRUST);
        } else {
            add(found.trust() == Trust.CHANGED || differs(new HostLayout(name).authorities(), files), "trust", "~",
                    TRUST);
        }
    }

    private void compareCertificate(Ground wanted, Optional<SortedMap<HostPath, String>> files) {
        HostPath path = new HostLayout(name).certificate();
        boolean there = found.loaded().containsKey(path);
        Optional<HostTls.Own> own = wanted.tls().flatMap(HostTls::own).filter(one -> one.issued().isPresent());
        add(own.isEmpty() && there, "certificate", "-", "certificate");
        own.ifPresent(one -> add(!there || differs(path, files), "certificate", there ? "~" : "+", text(one)));
    }

    private boolean differs(HostPath path, Optional<SortedMap<HostPath, String>> files) {
        return files.map(known -> !Objects.equals(known.get(path), found.loaded().get(path))).orElse(false);
    }

    /** {@code through birch, or cedar while that is silent}. */
    private static String through(ExitUse use) {
        String names = use.through().stream().map(NodeName::text).collect(Collectors.joining(", or "));
        return "through " + names + (use.through().size() > 1 ? " while that is silent" : "");
    }

    private static String text(HostTls.Own own) {
        String names = own.names().stream().map(DnsName::text).collect(Collectors.joining(", "));
        String end = own.issued().map(made -> LocalDate.ofInstant(made.notAfter(), ZoneOffset.UTC).toString())
                .orElse("");
        return "certificate for " + names + " until " + end
                + own.reload().map(service -> "; " + service + " is reloaded").orElse("");
    }

    private SortedMap<HostPath, String> digests(RenderedHost rendered) {
        List<HostPath> paths = new HostLayout(name).groundFiles();
        SortedMap<HostPath, String> digests = new TreeMap<>();
        for (HostFile file : rendered.files()) {
            if (paths.contains(file.path()) && file.content() instanceof FileContent.Text text) {
                digests.put(file.path(), text.identity());
            }
        }
        return digests;
    }

    private void add(boolean applies, String kind, String symbol, String text) {
        if (applies) {
            changes.add(new Change.Ground(kind, symbol, text));
        }
    }
}
