// SPDX-License-Identifier: Apache-2.0
package mesh.relay.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import mesh.tls.CertificatePin;

/** A private key with the chain that goes with it, the certificate of the name first. Prints without the key. */
public final class TlsIdentity {
    private final PrivateKey key;
    private final List<X509Certificate> chain;

    /** @throws IllegalArgumentException if {@code chain} is empty */
    public TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a chain without certificates");
        }
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    PrivateKey key() {
        return key;
    }

    public List<X509Certificate> chain() {
        return chain;
    }

    /** The same with {@code meta} at the end of the chain. */
    public TlsIdentity with(X509Certificate meta) {
        List<X509Certificate> longer = new ArrayList<>(chain);
        longer.add(meta);
        return new TlsIdentity(key, longer);
    }

    /** What clients pin: its first certificate. */
    public CertificatePin pin() {
        return CertificatePin.of(chain.getFirst());
    }

    @Override
    public String toString() {
        return "TlsIdentity(" + chain.getFirst().getSubjectX500Principal() + ")";
    }
}
