// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import mesh.cli.run.MeshException;
import mesh.cli.run.Setting;
import mesh.key.AuthorityKey;
import mesh.model.Mesh;
import mesh.tls.Authority;
import mesh.tls.Certificate;
import mesh.tls.SerialNumber;
import mesh.tls.Validity;
import mesh.vault.AgeException;
import mesh.vault.KeyVault;

/**
 * Makes a mesh's certificate authorities: the key goes to the vault, the certificate into the lock. One authority follows
 * another in three steps, so that hosts and devices trust it before anything is signed by it.
 */
public final class AuthorityMaker {
    private static final Duration LIFETIME = Duration.ofDays(3652);

    private final Setting setting;
    private final KeyVault vault;

    public AuthorityMaker(Setting setting, KeyVault vault) {
        this.setting = setting;
        this.vault = vault;
    }

    /** What an authority of {@code mesh} may certify; absent where the spec asks for no certificates. */
    public static Optional<Authority.Scope> scope(Mesh mesh) {
        return mesh.certificates().flatMap(section -> mesh.network().domain())
                .map(domain -> new Authority.Scope(mesh.name(), domain, mesh.network().ranges()));
    }

    /** True where the spec asks for certificates and there is no authority. */
    public static boolean isMissing(Intent intent) {
        return scope(intent.mesh()).isPresent() && intent.lock().authorities().isEmpty();
    }

    /**
     * Makes the first authority where it is missing.
     *
     * @return the intent whose lock knows it
     * @throws AgeException if the vault has a key of which the lock knows nothing
     */
    public Intent makeMissing(Intent intent) throws IOException, AgeException {
        if (!isMissing(intent)) {
            return intent;
        }
        if (!vault.authorityFiles().isEmpty()) {
            throw new AgeException(vault.authorityFiles().getFirst()
                    + " is the key of an authority, and the lock has no"
                    + " certificate of one: restore the lock from git, or delete the file if nobody trusts that authority");
        }
        return intent.with(intent.lock().withAuthorities(List.of(make(intent))));
    }

    /** The first step: another authority is trusted beside the one that signs. */
    public Intent start(Intent intent) throws IOException, AgeException {
        List<Certificate> known = intent.lock().authorities();
        if (known.size() != 1) {
            throw MeshException.error(known.isEmpty()
                    ? "the mesh has no authority yet"
                    : "another authority is trusted already, beside the one that signs",
                    known.isEmpty() ? "'mesh lock' makes it." : "Go on with 'mesh ca rotate switch'.");
        }
        Certificate next = make(intent);
        return intent.with(intent.lock().withAuthorities(List.of(known.getFirst(), next)));
    }

    /** The second step: the other authority signs. */
    public static Intent changeOver(Intent intent) {
        List<Certificate> known = two(intent);
        return intent.with(intent.lock().withAuthorities(List.of(known.getLast(), known.getFirst())));
    }

    /** The third step: the authority that signs is the only one that is trusted. */
    public static Intent finish(Intent intent) {
        Certificate signing = two(intent).getFirst();
        boolean stillUsed = intent.lock().nodes().values().stream().flatMap(node -> node.certificate().stream())
                .anyMatch(made -> !made.isBy(signing));
        if (stillUsed) {
            throw MeshException.error("certificates of the former authority are still in use",
                    "Run 'mesh apply' first, which renews them.");
        }
        return intent.with(intent.lock().withAuthorities(List.of(signing)));
    }

    private static List<Certificate> two(Intent intent) {
        if (intent.lock().authorities().size() != 2) {
            throw MeshException.error("there is no second authority", "Begin with 'mesh ca rotate start'.");
        }
        return intent.lock().authorities();
    }

    private Certificate make(Intent intent) throws IOException, AgeException {
        Authority.Scope scope = scope(intent.mesh()).orElseThrow(() -> MeshException
                .error("the spec asks for no certificates", "Add 'certificates: {}' to it."));
        AuthorityKey key = key();
        Authority authority = Authority.found(key, scope, Validity.from(setting.clock().instant(), LIFETIME),
                SerialNumber.of(setting.keys().random32()));
        vault.writeAuthority(authority.certificate(), key, intent.mesh().keys().recipients());
        return authority.certificate();
    }

    private AuthorityKey key() {
        while (true) {
            byte[] random = setting.keys().random32();
            Optional<AuthorityKey> key = Authority.key(random);
            Arrays.fill(random, (byte) 0);
            if (key.isPresent()) {
                return key.get();
            }
        }
    }
}
