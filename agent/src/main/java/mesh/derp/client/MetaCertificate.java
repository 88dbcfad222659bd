// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import mesh.derp.Protocol;
import mesh.derp.RelayPublicKey;

/**
 * What a relay says of itself in a certificate that it adds to its chain: the name {@code derpkey} and its key in
 * hexadecimal, and the version of the protocol as serial number. Nobody validates it: it is as good as the TLS session
 * that it came by. A TLS proxy on the way takes it away.
 *
 * @param key the relay's
 * @param version from 1
 */
record MetaCertificate(RelayPublicKey key, int version) {
    private static final Pattern NAME = Pattern
            .compile("CN=" + Protocol.META_CERTIFICATE_PREFIX + "([0-9a-f]{64})");
    private static final int MOST_VERSION_BITS = 8;

    /** The first one in the chain. */
    static Optional<MetaCertificate> in(List<Certificate> chain) {
        return chain.stream().flatMap(MetaCertificate::of).findFirst();
    }

    static boolean isOne(Certificate certificate) {
        return of(certificate).findAny().isPresent();
    }

    private static Stream<MetaCertificate> of(Certificate certificate) {
        if (!(certificate instanceof X509Certificate x509)) {
            return Stream.empty();
        }
        Matcher name = NAME.matcher(x509.getSubjectX500Principal().getName());
        boolean fits = x509.getSerialNumber().signum() > 0 && x509.getSerialNumber().bitLength() <= MOST_VERSION_BITS;
        return name.matches() && fits
                ? Stream.of(new MetaCertificate(RelayPublicKey.parse(name.group(1)),
                        x509.getSerialNumber().intValue()))
                : Stream.empty();
    }
}
