// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;

import mesh.spec.Shape.Block;
import mesh.spec.Shape.Choice;
import mesh.spec.Shape.Flag;
import mesh.spec.Shape.FlagOrBlock;
import mesh.spec.Shape.Named;
import mesh.spec.Shape.Text;
import mesh.spec.Shape.Whole;
import mesh.spec.Shape.WordOrBlock;

/** Keys of a host's {@code relay} and of the section {@code relays}. */
final class RelayFields {
    /** No component starts with a dot. */
    static final String FILE = "(/[A-Za-z0-9_@-][A-Za-z0-9._@-]*)+";
    private static final Text KEY = new Text("a relay key", "^(nodekey:)?[0-9a-f]{64}$",
            "write the 64 hexadecimal digits of the client's public key, with nodekey: before them or not");
    private static final Text HOST_FILE = new Text("a path on the host", "^" + FILE + "$",
            "write an absolute path, such as /etc/ssl/relay.crt");

    static final Section CERTIFICATE = new Section("relay-certificate", "a relay's 'certificate'",
            "Files on the host that somebody else renews there, and then reloads the relay: systemctl reload mesh-relay-wg0.",
            List.of(
                    Field.required("file", HOST_FILE, "The chain in PEM, the relay's own certificate first.",
                            "/etc/ssl/relay.crt"),
                    Field.required("key", HOST_FILE, "Its private key in PEM (PKCS#8).",
                            "/etc/ssl/private/relay.key")));

    static final Section RELAY = new Section("relay", "a host's 'relay'",
            "A DERP and STUN server on the host, for clients that cannot reach each other.", List.of(
                    Field.optional("host", Texts.NETWORK_HOST, "Address or name by which clients call it.",
                            "relay.example.net").byDefault("the host's first endpoint for everybody"),
                    Field.optional("port", Texts.PORT, "TCP port that clients call.", "443").byDefault("443"),
                    Field.optional("stun-port", new Whole(0, 65535), "UDP port of its STUN server; 0 for none.",
                            "3478").byDefault("3478"),
                    Field.optional("certificate",
                            new WordOrBlock(new Choice(List.of("self-signed", "none")), new Block(CERTIFICATE)),
                            "self-signed: made on the host, and clients know its pin. none: plain HTTP, for a proxy that has the certificate. Or files of the host.",
                            "self-signed").byDefault("self-signed"),
                    Field.optional("listen", Texts.ENDPOINT,
                            "Address and TCP port it listens on, where that is not the port on all addresses.",
                            "127.0.0.1:3340").byDefault("127.0.0.1:3340 with certificate: none"),
                    Field.optional("metrics-port", Texts.PORT,
                            "TCP port on 127.0.0.1 for Prometheus and mesh status.", "9478").byDefault("9478"),
                    Field.optional("max-clients", new Whole(1, 1_000_000), "More connections than these are refused.",
                            "1000").byDefault("1000"),
                    Field.optional("rate-limit", new Whole(1, 100_000_000),
                            "KiB that one client may send in a second. Without it there is no limit.", "20000")));

    static final Section RELAYS = new Section("relays", "'relays'",
            "What all relays of the mesh have in common: who may use them, and whether they work together.", List.of(
                    Field.optional("admit", new Named(Texts.NODE_NAME, KEY, false),
                            "Public keys of DERP clients, each under a name of its own. A relay refuses all others but the mesh's own agents.",
                            "{anna-laptop: 'nodekey:de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'}"),
                    Field.optional("forward", new Flag(),
                            "Relays hand packets on to each other, one hop: clients meet that are at different relays.",
                            "true").byDefault("false")));

    static final Shape OF_HOST = new FlagOrBlock(new Block(RELAY));
    /** One key of {@code admit}. */
    static final Field ADMITTED = Field.optional("key", KEY, "", "");

    private RelayFields() {}

    static Field field() {
        return Field.optional("relay", OF_HOST,
                "true, or a block: the host runs a DERP and STUN server for the mesh's agents and those whom relays.admit names.",
                "true")
                .byDefault("false");
    }
}
