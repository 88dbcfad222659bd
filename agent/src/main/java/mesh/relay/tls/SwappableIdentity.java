// SPDX-License-Identifier: Apache-2.0
package mesh.relay.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/**
 * The identity that a relay shows, which can be replaced while it runs: handshakes that begin later see the new one, open
 * connections notice nothing. A key store is of no use here, since it refuses a chain that ends in a meta certificate.
 * Safe for concurrent use.
 */
public final class SwappableIdentity {
    private final SSLContext context;
    private final Handshakes handshakes;

    public SwappableIdentity(TlsIdentity identity) {
        handshakes = new Handshakes(identity);
        try {
            context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[]{handshakes}, null, null);
        } catch (GeneralSecurityException cannotHappen) {
            throw new IllegalStateException("TLS is not in this JDK", cannotHappen);
        }
    }

    public void replace(TlsIdentity identity) {
        handshakes.replace(identity);
    }

    /** The server's end of a new connection: TLS 1.3 or 1.2, and HTTP/1.1 to those who ask by ALPN. */
    public SSLEngine newEngine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(new String[]{"TLSv1.3", "TLSv1.2"});
        engine.setHandshakeApplicationProtocolSelector((e, offered) -> offered.contains("http/1.1") ? "http/1.1" : "");
        return engine;
    }

    /** Names each identity, so that chain and key of one handshake are of one identity. */
    private static final class Handshakes extends X509ExtendedKeyManager {
        /** The identity shown now, and the one before it, which handshakes in progress may still ask for. */
        private final Map<String, TlsIdentity> identities = new ConcurrentHashMap<>();
        private volatile int current;

        Handshakes(TlsIdentity first) {
            identities.put("0", first);
        }

        synchronized void replace(TlsIdentity identity) {
            int next = current + 1;
            identities.put(Integer.toString(next), identity);
            current = next;
            identities.remove(Integer.toString(next - 2));
        }

        @Override
        public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers,
                @Nullable SSLEngine engine) {
            String alias = Integer.toString(current);
            TlsIdentity identity = identities.get(alias);
            boolean usable = identity != null && identity.key().getAlgorithm().equals(keyType);
            return usable ? alias : null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            TlsIdentity identity = identities.get(alias);
            return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            TlsIdentity identity = identities.get(alias);
            return identity == null ? null : identity.key();
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers,
                @Nullable Socket socket) {
            return chooseEngineServerAlias(keyType, issuers, null);
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
                @Nullable Socket socket) {
            return null;
        }
    }
}
