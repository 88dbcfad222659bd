// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;

import mesh.spec.Shape.Block;
import mesh.spec.Shape.Flag;
import mesh.spec.Shape.Named;
import mesh.spec.Shape.OneOrMany;
import mesh.spec.Shape.Text;

/** Keys of the section {@code certificates}. */
final class CertificatesFields {
    private static final Text SERVICE = new Text("a service", "^[A-Za-z0-9_][A-Za-z0-9._@-]{0,63}$",
            "write the service's name, such as nginx");
    private static final Text GROUP = new Text("a group", "^[A-Za-z_][A-Za-z0-9._-]{0,31}$",
            "write the name of a group of the host's system, such as www-data");

    static final Section CERTIFICATE = new Section("certificate", "a host's certificate",
            "What a host's certificate is for, and who uses it.", List.of(
                    Field.optional("names", new OneOrMany(Texts.NODE_NAME),
                            "Services on the host: SERVICE.DOMAIN is in its certificate, and is found at its addresses.",
                            "[wiki, git]"),
                    Field.optional("reload", SERVICE,
                            "Service of the host's system that is reloaded when the certificate is another.", "nginx"),
                    Field.optional("group", GROUP, "Group that may read the certificate's private key, besides root.",
                            "www-data")));

    static final Section CERTIFICATES = new Section("certificates", "'certificates'",
            "TLS for the names of the mesh: an authority of its own, which all hosts trust, and certificates by it.",
            List.of(Field.optional("lifetime", Texts.DAYS, "How long a certificate counts, in days.", "90d")
                    .byDefault("90d"),
                    Field.optional("renew-before", Texts.DAYS,
                            "How long before its end a certificate is due: plan says so, and apply renews it.", "30d")
                            .byDefault("a third of lifetime"),
                    Field.optional("every-host", new Flag(),
                            "true: hosts that are not under 'hosts' get a certificate too.", "false")
                            .byDefault("true without 'hosts'"),
                    Field.optional("hosts", new Named(Texts.NODE_NAME, new Block(CERTIFICATE), false),
                            "Hosts that get a certificate, and what there is to say of it.",
                            "{do1: {names: [wiki], reload: nginx}}")));

    private CertificatesFields() {}
}
