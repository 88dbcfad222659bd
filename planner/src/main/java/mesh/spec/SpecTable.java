// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.stream.Stream;

import mesh.spec.Shape.Block;
import mesh.spec.Shape.Many;
import mesh.spec.Shape.Named;
import mesh.spec.Shape.OneOrMany;
import mesh.spec.Shape.ShortOrBlock;
import mesh.spec.Shape.Whole;

/** Every section and key of a spec: what the decoder accepts, the schema describes and the documents list. */
final class SpecTable {
    /** What stands under a group's name. */
    static final Shape GROUP_MEMBERS = new OneOrMany(Texts.GROUP_MEMBER);

    static final Section NETWORK = new Section("network", "'network'", "What all hosts of the mesh share.", List.of(
            Field.optional("ipv4", Texts.IPV4_RANGE,
                    "Range of the mesh's IPv4 addresses, or none. Best inside 100.64.0.0/10, which no home or office uses.",
                    "100.64.0.0/24").byDefault("100.64.0.0/24"),
            Field.optional("ipv6", Texts.IPV6_RANGE, "Range of the mesh's IPv6 addresses, or none.",
                    "fd5d:86a3:9c21::/64").byDefault("a /64 in fd00::/8 made from the mesh's name"),
            Field.optional("port", Texts.PORT, "UDP port on which WireGuard listens on every host.", "51820")
                    .byDefault("51820"),
            Field.optional("mtu", Texts.MTU,
                    "MTU of the WireGuard interfaces in bytes; 80 less than the path's is safe.",
                    "1420").byDefault("1420"),
            Field.optional("interface", Texts.INTERFACE,
                    "Name of the WireGuard interface on every host. OpenBSD needs wg and a number.", "wg0")
                    .byDefault("wg0"),
            Field.optional("domain", Texts.DNS_NAME,
                    "Domain of the nodes' names: with it, every host finds all others as NAME and NAME.DOMAIN.",
                    "home.mesh")));

    static final Section KEYS = new Section("keys", "'keys'", "Where keys are born and kept.", List.of(
            Field.optional("custody", Texts.CUSTODY,
                    "host: private keys are made on each host and never leave it. vault: they are made here and kept as age files.",
                    "host").byDefault("host"),
            Field.optional("recipients", new Many(Texts.RECIPIENT),
                    "age recipients who can decrypt the vault and the preshared-key seed.",
                    "[age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p]"),
            Field.optional("preshared-epoch", new Whole(1, 1_000_000),
                    "Gives each pair of hosts a preshared key. Raise the number to change all of them.", "1"),
            Field.optional("rotate-after", Texts.DAYS,
                    "Age at which a key is due for rotation, in days. plan and status say so; mesh rotate --due replaces it.",
                    "90d")));

    static final Section DEFAULTS_SSH = new Section("defaults-ssh", "'defaults.ssh'",
            "How hosts are reached, unless they say otherwise.",
            SshFields.shared());

    static final Section DEFAULTS = new Section("defaults", "'defaults'",
            "What holds for every host that does not say otherwise.",
            HostFields.shared(new Block(DEFAULTS_SSH)));

    static final Section SSH = new Section("ssh", "a host's 'ssh'", "How the host is reached over SSH.",
            Stream.concat(Stream.of(SshFields.HOST), SshFields.shared().stream()).toList());

    static final Section ENDPOINT = new Section("endpoint", "an endpoint", "One way to reach the host from outside.",
            HostFields.endpoint());

    static final Section HOST = new Section("host", "a host", "A machine that mesh configures over SSH.",
            Stream.concat(HostFields.shared(new ShortOrBlock(Texts.SSH_ADDRESS, new Block(SSH))).stream(),
                    HostFields.own(new ShortOrBlock(Texts.ENDPOINT_OR_HOST, new Block(ENDPOINT))).stream()).toList());

    static final Section DEVICE = new Section("device", "a device",
            "A phone or laptop: a peer of every host it can call, configured by its owner and never reached over SSH.",
            DeviceFields.all());

    static final Section EXTERNAL = new Section("external", "an external peer",
            "A WireGuard peer that somebody else configures.", List.of(
                    Field.required("public-key", Texts.PUBLIC_KEY, "Its WireGuard public key.",
                            "d3xUIVplIpuOx8fSg0SIqYWRbmCLbgMxLHkl5D7lkXk="),
                    Field.optional("endpoint", Texts.ENDPOINT, "Where it listens. Without one, it must call first.",
                            "vpn.example.net:51820"),
                    Field.required("allowed-ips", new OneOrMany(Texts.NETWORK), "Networks that are routed to it.",
                            "[10.44.0.0/16]"),
                    Field.optional("tags", new Many(Texts.TAG), "Words that groups and the policy select it by.",
                            "[partners]")));

    static final Section TOPOLOGY = TopologyFields.section();

    static final Section ROOT = new Section("spec", "the spec",
            "A WireGuard mesh: hosts, how to reach them, and what they share.",
            List.of(Field.required("mesh", Texts.MESH_NAME, "Name of the mesh.", "homelab"),
                    Field.optional(IncludeReader.KEY, new OneOrMany(Texts.SPEC_FILE),
                            "Files whose keys count as if they stood here. What this file says goes before what they say, key by key; lists of policy and topology add up.",
                            "[parts/hosts.yaml]"),
                    Field.optional("other-meshes", new OneOrMany(Texts.SPEC_FILE),
                            "Specs of meshes that share machines with this one: interfaces, ports, ranges and routes must not clash.",
                            "[lab.yaml]"),
                    Field.optional("network", new Block(NETWORK), NETWORK.doc(), "{port: 51820}"),
                    Field.optional("keys", new Block(KEYS), KEYS.doc(), "{custody: host}"),
                    Field.optional("defaults", new Block(DEFAULTS), DEFAULTS.doc(), "{os: openbsd}"),
                    Field.optional("groups", new Named(Texts.GROUP_NAME, GROUP_MEMBERS, false),
                            "Lists of nodes under a name. Members: a node, tag:NAME or group:NAME. The policy names them.",
                            "{servers: [tag:web]}"),
                    Field.required("hosts", new Named(Texts.NODE_NAME, new Block(HOST), true),
                            "The machines of the mesh, each under its name.", "{obsd01: {os: openbsd}}"),
                    Field.optional("devices", new Named(Texts.NODE_NAME, new Block(DEVICE), false),
                            "Phones and laptops, each under its name.",
                            "{phone: {owner: Anna}}"),
                    Field.optional("externals", new Named(Texts.NODE_NAME, new Block(EXTERNAL), false),
                            "Peers that somebody else configures, each under its name.",
                            "{partner: {public-key: d3xUIVplIpuOx8fSg0SIqYWRbmCLbgMxLHkl5D7lkXk=, allowed-ips: [10.44.0.0/16]}}"),
                    Field.optional("names", new Block(NamesFields.NAMES), NamesFields.NAMES.doc(), "{resolver: do1}"),
                    Field.optional("relays", new Block(RelayFields.RELAYS), RelayFields.RELAYS.doc(),
                            "{admit: {anna: 'nodekey:de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'}}"),
                    Field.optional("certificates", new Block(CertificatesFields.CERTIFICATES),
                            CertificatesFields.CERTIFICATES.doc(), "{lifetime: 90d}"),
                    Field.optional("policy", new Block(PolicyFields.POLICY), PolicyFields.POLICY.doc(),
                            "{default: deny}"),
                    Field.optional("topology", new Block(TOPOLOGY), TOPOLOGY.doc(), "{hubs: [do1]}")));

    private SpecTable() {}

    /** All sections, the whole spec first. */
    static List<Section> sections() {
        return List.of(ROOT, NETWORK, KEYS, DEFAULTS, DEFAULTS_SSH, HOST, SSH, ENDPOINT, RelayFields.RELAY,
                RelayFields.CERTIFICATE, DEVICE, EXTERNAL, NamesFields.NAMES, RelayFields.RELAYS,
                CertificatesFields.CERTIFICATES, CertificatesFields.CERTIFICATE, PolicyFields.POLICY,
                PolicyFields.RULE, PolicyFields.TEST, TOPOLOGY);
    }
}
