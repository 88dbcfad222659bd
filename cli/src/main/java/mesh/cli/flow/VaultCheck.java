// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.nio.file.Files;
import java.util.Optional;

import mesh.files.FileContent;
import mesh.model.KeyPolicy;
import mesh.model.KeyPolicy.Custody;
import mesh.plan.Change;
import mesh.plan.HostPlan;
import mesh.plan.Plan;
import mesh.tls.Certificate;
import mesh.vault.AgeException;
import mesh.vault.AgeIdentities;
import mesh.vault.IdentityFile;
import mesh.vault.KeyVault;

/** Finds out, before a key is made or a host is written, whether the secrets that a plan sends can be opened. */
public final class VaultCheck {
    private VaultCheck() {}

    /** @throws AgeException if {@code plan} sends secrets of the vault, or needs its authority, and {@code identity} does not open them */
    public static void check(Plan plan, Intent intent, KeyVault vault, IdentityFile identity) throws AgeException {
        KeyPolicy policy = intent.mesh().keys();
        if (!CertificateMaker.requests(plan).isEmpty()) {
            try (AgeIdentities identities = identity.read()) {
                Optional<Certificate> signing = intent.lock().authorities().stream().findFirst();
                if (signing.isPresent()) {
                    vault.authority(signing.get(), identities);
                }
            }
        }
        if (plan.hosts().stream().noneMatch(host -> sendsSecrets(host, policy))) {
            return;
        }
        open(policy, vault, identity);
    }

    /** @throws AgeException if {@code policy} keeps secrets in the vault and {@code identity} does not open them */
    public static void open(KeyPolicy policy, KeyVault vault, IdentityFile identity) throws AgeException {
        if (policy.custody() != Custody.VAULT && policy.presharedEpoch().isEmpty()) {
            return;
        }
        try (AgeIdentities identities = identity.read()) {
            if (policy.presharedEpoch().isPresent() && Files.exists(vault.seedFile())) {
                vault.seed(identities);
            }
        }
    }

    /** A host whose files are not known yet gets every secret there is. */
    private static boolean sendsSecrets(HostPlan host, KeyPolicy policy) {
        boolean vaultKeys = policy.custody() == Custody.VAULT;
        if (host.changes().isEmpty() || host.desired().isEmpty() || !vaultKeys && policy.presharedEpoch().isEmpty()) {
            return false;
        }
        return host.rendered().isEmpty()
                || host.changes().stream().anyMatch(change -> change instanceof Change.FileWrite write
                        && switch (write.file().content()) {
                            case FileContent.PresharedKey _ -> true;
                            case FileContent.PrivateKey _ -> vaultKeys;
                            case FileContent.Text _ -> false;
                        });
    }
}
