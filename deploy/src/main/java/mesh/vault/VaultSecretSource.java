// SPDX-License-Identifier: Apache-2.0
package mesh.vault;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

import mesh.apply.SecretSource;
import mesh.apply.SecretUnavailableException;
import mesh.key.PresharedKey;
import mesh.key.PresharedKeySeed;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.tls.Authority;
import mesh.tls.Certificate;

import org.jspecify.annotations.Nullable;

/**
 * The secrets of one run, opened from the vault when they are first asked for. A private key is given out only if it
 * belongs to the public key of the lock; a host that is about to switch has two. Closing overwrites the identity and forgets the rest. Safe for concurrent use.
 */
public final class VaultSecretSource implements SecretSource, AutoCloseable {
    private final KeyVault vault;
    private final IdentityFile identityFile;
    private final Map<PublicKey, NodeName> owners;
    /** Guarded by this, as are the next two. */
    private @Nullable AgeIdentities identities;
    private @Nullable PresharedKeySeed seed;
    private final Map<PublicKey, PrivateKey> opened = new HashMap<>();

    /**
     * @param identityFile read when the first secret is asked for
     * @param owners the hosts under vault custody, by the public keys of the lock
     */
    public VaultSecretSource(KeyVault vault, IdentityFile identityFile, Map<PublicKey, NodeName> owners) {
        this.vault = vault;
        this.identityFile = identityFile;
        this.owners = Map.copyOf(owners);
    }

    @Override
    public synchronized PrivateKey privateKey(PublicKey publicKey) throws SecretUnavailableException {
        PrivateKey known = opened.get(publicKey);
        if (known != null) {
            return known;
        }
        NodeName host = owners.get(publicKey);
        if (host == null) {
            throw new SecretUnavailableException("the vault holds no private key for the public key " + publicKey);
        }
        try {
            PrivateKey key = vault.privateKey(host, identities());
            if (!PublicKey.of(key).equals(publicKey) && Files.exists(vault.nextKeyFile(host))) {
                key = vault.nextKey(host, identities());
            }
            if (!PublicKey.of(key).equals(publicKey)) {
                throw new SecretUnavailableException(vault.privateKeyFile(host) + " holds the key of "
                        + PublicKey.of(key) + ", but the lock says " + publicKey
                        + ": restore the file or the lock from git");
            }
            opened.put(publicKey, key);
            return key;
        } catch (AgeException closed) {
            throw new SecretUnavailableException("the private key of " + host + ": " + closed.getMessage());
        }
    }

    @Override
    public synchronized PresharedKey presharedKey(PublicKey one, PublicKey other, int epoch)
            throws SecretUnavailableException {
        PresharedKeySeed known = seed;
        if (known == null) {
            try {
                known = vault.seed(identities());
                seed = known;
            } catch (AgeException closed) {
                throw new SecretUnavailableException("the preshared key seed: " + closed.getMessage());
            }
        }
        return known.derive(one, other, epoch);
    }

    /**
     * The authority whose certificate is {@code certificate}.
     *
     * @throws SecretUnavailableException if the vault does not hold its key or cannot be opened
     */
    public synchronized Authority authority(Certificate certificate) throws SecretUnavailableException {
        try {
            return vault.authority(certificate, identities());
        } catch (AgeException closed) {
            throw new SecretUnavailableException("the certificate authority's key: " + closed.getMessage());
        }
    }

    private AgeIdentities identities() throws AgeException {
        AgeIdentities known = identities;
        if (known == null) {
            known = identityFile.read();
            identities = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (identities != null) {
            identities.close();
            identities = null;
        }
        seed = null;
        opened.clear();
    }

    @Override
    public String toString() {
        return "VaultSecretSource(redacted)";
    }
}
