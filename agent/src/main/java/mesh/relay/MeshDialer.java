// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import mesh.tls.CertificatePin;

/** Connects to another relay, by TLS with its name or its pin. */
final class MeshDialer {
    private MeshDialer() {}

    static Socket dial(MeshPeer peer, int timeoutMillis) throws IOException {
        String host = peer.endpoint().host().toString();
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, peer.endpoint().port().number()), timeoutMillis);
            plain.setSoTimeout(timeoutMillis);
            return peer.tls() ? handshake(peer, plain, host) : plain;
        } catch (IOException | GeneralSecurityException failed) {
            plain.close();
            throw new IOException(String.valueOf(failed.getMessage()), failed);
        }
    }

    private static Socket handshake(MeshPeer peer, Socket plain, String host)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, peer.pin().isPresent() ? new TrustManager[]{new Pinned(peer.pin().get())} : null, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, peer.name().orElse(host),
                peer.endpoint().port().number(), true);
        if (peer.pin().isEmpty()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }

    /** Trusts one certificate, whoever issued it, while it is valid. */
    private record Pinned(CertificatePin pin) implements X509TrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            if (!pin.allows(chain[0])) {
                throw new CertificateException("the certificate is not the one that is pinned");
            }
            chain[0].checkValidity();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("there are no clients here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
