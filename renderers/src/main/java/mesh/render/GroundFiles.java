// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import mesh.desired.DesiredHost;
import mesh.desired.HostTls;
import mesh.desired.NameTable;
import mesh.files.AgentProgram;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostLayout;
import mesh.files.HostPath;
import mesh.model.Format;
import mesh.model.OperatingSystem;
import mesh.net.InterfaceName;

/** The files of what a host needs besides its interface: a script, what it loads, and what runs it at boot. */
final class GroundFiles {
    private static final int SCRIPT_MODE = 0700;
    private static final int RULES_MODE = 0600;
    private static final int PUBLIC_MODE = 0644;

    private final TemplateEngine templates;
    private final Supplier<AgentProgram> agent;

    private record Block(NameTable names, InterfaceName interfaceName, FileContent.Text text) {}

    private volatile @Nullable Block lastBlock;

    /** @param agent asked only where a host runs it */
    GroundFiles(TemplateEngine templates, Supplier<AgentProgram> agent) {
        this.templates = templates;
        this.agent = agent;
    }

    /** {@code texts}, and those of what {@code host} needs. */
    List<HostFile> and(DesiredHost host, HostFile... texts) {
        return Stream.concat(Stream.of(texts), of(host).stream()).toList();
    }

    private List<HostFile> of(DesiredHost host) {
        if (host.ground().isEmpty()) {
            return List.of();
        }
        boolean linux = host.reach().os() == OperatingSystem.LINUX;
        HostLayout layout = new HostLayout(host.iface().name());
        Optional<RelayView> relay = host.ground().relay().map(service -> RelayView.of(host, service, agent.get()));
        Optional<AgentView> agents = host.ground().agent().map(service -> AgentView.of(host, service, agent.get()));
        GroundView view = GroundView.of(host, relay, agents);
        List<HostFile> files = new ArrayList<>();
        files.add(file(layout.ground(), SCRIPT_MODE, linux ? "ground.linux.ftl" : "ground.openbsd.ftl", view));
        if (host.ground().hasFirewall()) {
            files.add(linux
                    ? file(layout.nftables(), RULES_MODE, "firewall.nft.ftl", FirewallView.of(host))
                    : file(layout.pf(), RULES_MODE, "firewall.pf.ftl", PfView.of(host)));
        }
        host.ground().names().ifPresent(names -> files.add(new HostFile(layout.names(), RULES_MODE, "root",
                block(names, host.iface().name()))));
        relay.ifPresent(known -> files.addAll(relayFiles(layout, known, linux)));
        agents.ifPresent(known -> files.addAll(agentFiles(layout, known, linux)));
        host.ground().watch().ifPresent(watch -> watchFiles(layout, WatchView.of(host, watch), files));
        host.ground().tls().ifPresent(tls -> tls(host, tls, files));
        files.addAll(OnlineFiles.of(host, templates));
        if (host.reach().format() == Format.NETWORKD) {
            String units = "/etc/systemd/system/";
            files.add(file(new HostPath(units + "mesh-" + host.iface().name() + "-ground.service"), PUBLIC_MODE,
                    "networkd.ground.service.ftl", view));
            files.add(file(
                    new HostPath(units + "systemd-networkd.service.d/50-mesh-" + host.iface().name() + ".conf"),
                    PUBLIC_MODE, "networkd.ground.conf.ftl", view));
        }
        return files;
    }

    private void watchFiles(HostLayout layout, WatchView watched, List<HostFile> files) {
        files.add(file(layout.watch(), SCRIPT_MODE, "watch.ftl", watched));
        if (watched.linux()) {
            files.add(file(layout.watchService(), RULES_MODE, "watch.service.ftl", watched));
        }
    }

    private List<HostFile> relayFiles(HostLayout layout, RelayView relay, boolean linux) {
        return List.of(file(layout.relayConfig(), RULES_MODE, "relay.json.ftl", relay),
                file(layout.relayClients(), RULES_MODE, "relay.clients.ftl", relay),
                file(layout.relayService(), RULES_MODE, linux ? "relay.service.ftl" : "relay.rc.ftl", relay));
    }

    private List<HostFile> agentFiles(HostLayout layout, AgentView agent, boolean linux) {
        return List.of(file(layout.agentConfig(), RULES_MODE, "agent.json.ftl", agent),
                file(layout.agentService(), RULES_MODE, linux ? "agent.service.ftl" : "agent.rc.ftl", agent));
    }

    private void tls(DesiredHost host, HostTls tls, List<HostFile> files) {
        HostLayout layout = new HostLayout(host.iface().name());
        if (!tls.trusted().isEmpty()) {
            files.add(file(layout.authorities(), PUBLIC_MODE, "authorities.ftl", AuthoritiesView.of(host, tls)));
        }
        tls.own().flatMap(HostTls.Own::issued).ifPresent(issued -> files.add(new HostFile(layout.certificate(),
                PUBLIC_MODE, "root", new FileContent.Text(issued.pem()))));
    }

    /** The same for all hosts of a mesh, so the last one is kept. */
    private FileContent.Text block(NameTable names, InterfaceName interfaceName) {
        Block last = lastBlock;
        if (last == null || !last.names.equals(names) || !last.interfaceName.equals(interfaceName)) {
            last = new Block(names, interfaceName,
                    new FileContent.Text(templates.fill("hosts.ftl", NamesView.of(names, interfaceName))));
            lastBlock = last;
        }
        return last.text;
    }

    private HostFile file(HostPath path, int mode, String template, Record view) {
        return new HostFile(path, mode, "root", new FileContent.Text(templates.fill(template, view)));
    }
}
