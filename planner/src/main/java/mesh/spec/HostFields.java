// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;

import mesh.spec.Shape.Choice;
import mesh.spec.Shape.Flag;
import mesh.spec.Shape.Many;
import mesh.spec.Shape.OneOrMany;
import mesh.spec.Shape.Whole;

/** Keys of hosts and of the defaults for hosts. */
final class HostFields {
    private static final int MAX_PRIORITY = 65535;

    private HostFields() {}

    /** Keys that {@code defaults} and each host have. */
    static List<Field> shared(Shape ssh) {
        return List.of(
                Field.optional("os", Texts.OS, "Operating system. Every host needs one, here or under defaults.",
                        "openbsd"),
                Field.optional("format", Texts.FORMAT,
                        "How the host keeps its WireGuard configuration. Under defaults it holds for hosts whose system has it.",
                        "hostname.if").byDefault("hostname.if on OpenBSD, wg-quick on Linux"),
                Field.optional("ssh", ssh, "How mesh reaches the host over SSH.", "{user: root}"),
                Field.optional("site", Texts.SITE_NAME, "Place whose hosts reach each other by private endpoints.",
                        "home"),
                Field.optional("port", Texts.PORT, "UDP port on which WireGuard listens.", "51821")
                        .byDefault("network.port"),
                Field.optional("mtu", Texts.MTU, "MTU of the WireGuard interface in bytes.", "1380")
                        .byDefault("network.mtu"),
                Field.optional("keepalive", Texts.KEEPALIVE,
                        "Seconds between keepalives where a NAT mapping must stay open; 0 sends none.", "25")
                        .byDefault("25"),
                Field.optional("use-exit", new OneOrMany(Texts.NODE_NAME),
                        "Host with exit-node: true through which this host's internet traffic goes, or none. Of several the first is used while it is alive.",
                        "web-1")
                        .byDefault("none"),
                Field.optional("use-resolver", new Flag(),
                        "true: systemd-resolved of the host asks names.resolver for names under network.domain, and nobody else. Under defaults it holds for Linux hosts.",
                        "true").byDefault("false"),
                Field.optional("wait-online", Texts.ONLINE_WAIT,
                        "Seconds that services and mounts of the host may wait for the first answer through the mesh, by mesh-IF-online.target of systemd or mesh_IF of rc.d; 0 for neither.",
                        "60").byDefault("0"),
                Field.optional("agent", new Choice(List.of("auto", "always", "never")),
                        "Whether the host runs an agent, which finds a way to peers where neither can call the other, by a relay until then. auto: where a pair has no other path; always: for all its peers that may run one; never: not at all.",
                        "auto").byDefault("auto"),
                Field.optional("pull", Texts.BUNDLES,
                        "Where the host fetches its changes by itself, which mesh publish writes: a folder of a web server, or a repository of a container registry as oci://registry.example.org/mesh/bundles; none: mesh apply reaches it over SSH.",
                        "https://mesh.example.org/bundles").byDefault("none"),
                Field.optional("pull-report", Texts.WEB_FOLDER,
                        "Where a host that pulls puts what became of its bundle, by HTTP's PUT, for mesh status; none: it keeps that.",
                        "https://mesh.example.org/reports").byDefault("none"),
                Field.optional("tags", new Many(Texts.TAG),
                        "Words that groups select hosts by. Those of defaults and of the host add up.", "[web]"));
    }

    /** Keys that only a host has. */
    static List<Field> own(Shape endpoint) {
        return List.of(
                Field.optional("was", Texts.NODE_NAME,
                        "Name the host had before. It keeps its addresses and keys under the one it has here.",
                        "raspberry"),
                Field.optional("endpoint", new OneOrMany(endpoint),
                        "Where peers reach the host: an address or name, with a port or not, or a list by site.",
                        "203.0.113.7"),
                Field.optional("behind-nat", new Flag(), "true where a NAT keeps peers from calling the host first.",
                        "true").byDefault("false"),
                Field.optional("address", new OneOrMany(Texts.ADDRESS),
                        "Address in the mesh that the host keeps; at most one IPv4 and one IPv6.", "100.64.0.9")
                        .byDefault("the next free one, kept in the lock"),
                Field.optional("routes", new Many(Texts.NETWORK),
                        "Networks behind the host that hosts of other sites reach through it.",
                        "[192.168.1.0/24]"),
                Field.optional("route-priority", new Whole(1, MAX_PRIORITY),
                        "Rank of the host among those with the same routes: the one with the lowest number is used while it is alive.",
                        "10").byDefault("100"),
                Field.optional("masquerade", new Flag(),
                        "false: machines in routes see the mesh's own addresses, and need a route back to them.",
                        "false").byDefault("true"),
                Field.optional("exit-node", new Flag(),
                        "true: a way to the internet for hosts that name it in use-exit.", "true").byDefault("false"),
                RelayFields.field(),
                Field.optional("pull-key", Texts.RECIPIENT,
                        "age recipient to which what the host pulls is sealed; its enrolment prints it.",
                        "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"),
                Field.optional("pull-report-key", Texts.REPORT_KEY,
                        "SSH key with which the host signs its reports; its enrolment prints it.",
                        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHKyVjLVOxKcbyc2pZBYgPnkkUBkrLHwxTmIG0gWFyTe"),
                Field.optional("protected", new Flag(),
                        "true: removing or recreating the host needs --allow-destroy.",
                        "true").byDefault("false"));
    }

    /** Keys of one of several endpoints. */
    static List<Field> endpoint() {
        return List.of(Field.required("address", Texts.NETWORK_HOST, "Address or name.", "10.0.0.4"),
                Field.optional("port", Texts.PORT, "UDP port, where it is not the one the host listens on.", "51820")
                        .byDefault("the host's port"),
                Field.optional("site", Texts.SITE_NAME, "Only hosts of this site use the endpoint.", "home"));
    }
}
