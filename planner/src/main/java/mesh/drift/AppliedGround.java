// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import java.util.Optional;
import java.util.stream.Stream;

import mesh.desired.Ground;
import mesh.files.HostFile;
import mesh.files.HostLayout;
import mesh.files.HostPath;
import mesh.files.RenderedHost;
import mesh.live.AppliedFiles;
import mesh.live.LiveFile;
import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.net.InterfaceName;

/**
 * Which parts of what the spec wants besides the interface were applied already: what it wants since then is a change, and
 * no drift. Parts with a file of their own are told by the manifest, the others by the script, as far as that is what was
 * applied; where another hand changed the script, they count as applied.
 */
final class AppliedGround {
    private final AppliedFiles files;
    private final HostLayout layout;
    private final Optional<RenderedHost> rendered;

    private AppliedGround(AppliedFiles files, HostLayout layout, Optional<RenderedHost> rendered) {
        this.files = files;
        this.layout = layout;
        this.rendered = rendered;
    }

    /** Of {@code spec}, what was applied; the spec's words are kept, since what became of them is looked at elsewhere. */
    static Ground of(Ground spec, InterfaceName name, LiveHost live, Optional<RenderedHost> rendered) {
        return new AppliedGround(AppliedFiles.of(live), new HostLayout(name), rendered).of(spec);
    }

    private Ground of(Ground spec) {
        if (!files.isRecorded(layout.ground())) {
            return Ground.NONE;
        }
        boolean filters = files.isRecorded(layout.nftables()) || files.isRecorded(layout.pf());
        return new Ground(spec.forwardsV4() && says("ipv4/ip_forward 1", "net.inet.ip.forwarding 1"),
                spec.forwardsV6() && says("ipv6/conf/all/forwarding 1", "net.inet6.ip6.forwarding 1"), spec.relays(),
                spec.gateway().filter(part -> filters), spec.exit().filter(part -> says("\nmark=")),
                spec.filter().filter(part -> filters), spec.names().filter(part -> has(layout.names())),
                spec.relay().filter(part -> has(layout.relayConfig())),
                spec.tls().filter(part -> has(layout.authorities())),
                spec.dns().filter(part -> says("resolvectl dns ")),
                spec.online().filter(part -> has(layout.online())), spec.watch().filter(part -> has(layout.watch())),
                spec.agent().filter(part -> has(layout.agentConfig())));
    }

    private boolean has(HostPath path) {
        return files.isRecorded(path);
    }

    /** True where the script says one of {@code words}, or is what the spec still wants, or is not what was applied. */
    private boolean says(String... words) {
        Optional<Manifest.Entry> entry = files.recorded().stream()
                .filter(one -> one.path().equals(layout.ground())).findFirst();
        Optional<String> text = entry.filter(files::isIntact).flatMap(one -> files.found(one.path()))
                .flatMap(LiveFile::text);
        return text.isEmpty() || entry.map(Manifest.Entry::identity).equals(wanted())
                || Stream.of(words).anyMatch(text.get()::contains);
    }

    private Optional<String> wanted() {
        return rendered.stream().flatMap(host -> host.files().stream())
                .filter(file -> file.path().equals(layout.ground())).map(HostFile::content)
                .map(content -> content.identity()).findFirst();
    }
}
