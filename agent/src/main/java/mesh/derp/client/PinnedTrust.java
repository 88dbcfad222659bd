// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import mesh.tls.CertificatePin;

/**
 * Trusts one certificate. The chain must be that one, meta certificates aside; it must be in its time, and it must name
 * the host where the connection asks for that.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
    private final CertificatePin pin;

    PinnedTrust(CertificatePin pin) {
        this.pin = pin;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        X509Certificate leaf = pinned(chain);
        trustOf(leaf).checkServerTrusted(new X509Certificate[]{leaf}, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        X509Certificate leaf = pinned(chain);
        trustOf(leaf).checkServerTrusted(new X509Certificate[]{leaf}, authType, engine);
    }

    /** Without a connection there is no host to compare with, so nothing is trusted. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a relay's certificate is checked with its connection only");
    }

    private X509Certificate pinned(X509Certificate[] chain) throws CertificateException {
        List<X509Certificate> real = Arrays.stream(chain).filter(one -> !MetaCertificate.isOne(one)).toList();
        if (real.size() != 1) {
            throw new CertificateException(
                    "the relay shows " + real.size() + " certificates instead of the pinned one");
        }
        X509Certificate leaf = real.getFirst();
        if (!pin.allows(leaf)) {
            throw new CertificateException("the relay's certificate is " + CertificatePin.of(leaf) + ", not " + pin);
        }
        leaf.checkValidity();
        return leaf;
    }

    /**
     * The platform's own checks, the host's name among them, with the pinned certificate as the only authority. By an anchor and
     * not by a key store, whose classes an agent would hold for nothing else.
     */
    private static X509ExtendedTrustManager trustOf(X509Certificate leaf) throws CertificateException {
        try {
            PKIXBuilderParameters only = new PKIXBuilderParameters(Set.of(new TrustAnchor(leaf, null)),
                    new X509CertSelector());
            only.setRevocationEnabled(false);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(only));
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException failed) {
            throw new CertificateException("the pinned certificate cannot be used", failed);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("clients are not checked here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
