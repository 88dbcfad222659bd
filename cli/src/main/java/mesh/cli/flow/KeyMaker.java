// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import mesh.apply.KeyBirth;
import mesh.apply.KeyBirths;
import mesh.cli.run.Setting;
import mesh.cli.workspace.Workspace;
import mesh.files.FileContent;
import mesh.key.PublicKey;
import mesh.lock.LockedKey;
import mesh.lock.LockedNode;
import mesh.model.Host;
import mesh.model.KeyPolicy;
import mesh.model.KeyPolicy.Custody;
import mesh.model.Mesh;
import mesh.name.NodeName;
import mesh.plan.Change;
import mesh.plan.HostPlan;
import mesh.plan.Plan;
import mesh.vault.AgeException;
import mesh.vault.AgeIdentities;
import mesh.vault.IdentityFile;
import mesh.vault.KeyVault;
import mesh.vault.VaultSecretSource;

/** Sees to it that every key exists that the spec asks for, and that the lock knows the public halves. */
public final class KeyMaker {
    private final Setting setting;
    private final KeyVault vault;
    private final IdentityFile identity;

    /** @param identity opens vault files; read only where one has to be opened */
    public KeyMaker(Setting setting, Workspace workspace, IdentityFile identity) {
        this.setting = setting;
        this.vault = new KeyVault(workspace.keys());
        this.identity = identity;
    }

    /** True where the vault lacks a file, or the lock a key of the vault. */
    public boolean vaultIncomplete(Intent intent) {
        KeyPolicy policy = intent.mesh().keys();
        boolean noSeed = policy.presharedEpoch().isPresent() && !Files.exists(vault.seedFile());
        return noSeed || AuthorityMaker.isMissing(intent) || policy.custody() == Custody.VAULT && intent.mesh().hosts()
                .stream()
                .anyMatch(
                        host -> key(intent, host.name()).isEmpty() || !Files.exists(vault.privateKeyFile(host.name())));
    }

    /**
     * Makes what the vault lacks: private keys under vault custody, the seed of preshared keys, the authority's key. A file that exists is
     * never replaced; one whose public half the lock lacks is opened.
     *
     * @return the intent whose lock knows the keys
     */
    public Intent fillVault(Intent wanted) throws IOException, AgeException {
        Intent intent = new AuthorityMaker(setting, vault).makeMissing(wanted);
        Mesh mesh = intent.mesh();
        List<String> recipients = mesh.keys().recipients();
        if (mesh.keys().presharedEpoch().isPresent()) {
            vault.createSeedIfMissing(recipients, setting.keys());
        }
        if (mesh.keys().custody() != Custody.VAULT) {
            return intent;
        }
        for (Host host : mesh.hosts()) {
            followRename(host);
            finishSwitch(intent, host.name());
        }
        Map<NodeName, PublicKey> known = new HashMap<>(vault.createMissing(
                mesh.hosts().stream().map(Host::name).toList(), recipients, setting.keys()));
        for (Host host : mesh.hosts()) {
            if (!known.containsKey(host.name()) && key(intent, host.name()).isEmpty()) {
                try (AgeIdentities identities = identity.read()) {
                    known.put(host.name(), PublicKey.of(vault.privateKey(host.name(), identities)));
                }
            }
        }
        return record(intent, known);
    }

    /** A run that was killed may have recorded a host's switch and left the vault as it was. */
    private void finishSwitch(Intent intent, NodeName host) throws IOException {
        Optional<LockedKey> key = intent.lock().node(host).flatMap(LockedNode::key);
        if (key.filter(known -> known.former().isPresent() && known.next().isEmpty()).isPresent()) {
            vault.promote(host);
        }
    }

    /**
     * Makes the key that {@code host} will switch to where the vault has none, and records it. One that the lock does not
     * know was told to nobody.
     *
     * @return the intent whose lock knows it
     */
    public Intent makeNext(Intent intent, NodeName host) throws IOException, AgeException {
        boolean known = intent.lock().node(host).flatMap(LockedNode::key).flatMap(LockedKey::next).isPresent();
        if (known && Files.exists(vault.nextKeyFile(host))) {
            return intent;
        }
        PublicKey next = vault.createNext(host, intent.mesh().keys().recipients(), setting.keys());
        return intent.with(intent.lock().withNextKey(host, next));
    }

    /** Records that {@code host} switched to its next key. */
    public Intent promote(Intent intent, NodeName host, Workspace workspace) throws IOException {
        Intent promoted = intent.with(intent.lock().promoted(host, setting.today())).save(workspace);
        if (intent.mesh().keys().custody() == Custody.VAULT) {
            vault.promote(host);
        }
        return promoted;
    }

    private void followRename(Host host) throws IOException {
        Optional<NodeName> former = host.was();
        if (former.isPresent() && Files.exists(vault.privateKeyFile(former.get()))
                && !Files.exists(vault.privateKeyFile(host.name()))) {
            vault.rename(former.get(), host.name());
        }
    }

    /**
     * Hosts of {@code plan} that make a key of their own first, or that have one which no manifest vouches for: such a
     * host is asked which it is, since the lock may be older than the key.
     */
    public static List<KeyBirths.Request> births(Plan plan) {
        return plan.hosts().stream().filter(KeyMaker::isBorn)
                .map(host -> new KeyBirths.Request(host.host(), host.reach(), running(host))).toList();
    }

    /** The key with which the interface runs already, where it is to stay. */
    private static Optional<PublicKey> running(HostPlan host) {
        return host.changes().stream().filter(Change.KeyKeep.class::isInstance).map(Change.KeyKeep.class::cast)
                .map(Change.KeyKeep::publicKey).findFirst();
    }

    private static boolean isBorn(HostPlan host) {
        boolean onHost = host.desired().map(desired -> desired.iface().custody() == Custody.HOST).orElse(false);
        return onHost && host.changes().stream().anyMatch(
                change -> change instanceof Change.KeyBirth || change instanceof Change.KeyKeep
                        || change instanceof Change.FileWrite write
                                && write.file().content() instanceof FileContent.PrivateKey);
    }

    /** The intent whose lock knows the keys that were born. */
    public Intent recordBirths(Intent intent, List<KeyBirth> births) {
        Map<NodeName, PublicKey> known = new HashMap<>();
        for (KeyBirth birth : births) {
            if (birth instanceof KeyBirth.Born born) {
                known.put(born.host(), born.publicKey());
            }
        }
        return record(intent, known);
    }

    private Intent record(Intent intent, Map<NodeName, PublicKey> keys) {
        return intent.with(intent.lock().withKeys(keys, setting.today()));
    }

    /** Opens secrets when they are asked for. */
    public VaultSecretSource secrets(Intent intent) {
        Map<PublicKey, NodeName> owners = new HashMap<>();
        intent.lock().nodes().forEach((name, node) -> node.publicKey().ifPresent(key -> owners.put(key, name)));
        return new VaultSecretSource(vault, identity, owners);
    }

    private static Optional<PublicKey> key(Intent intent, NodeName host) {
        return Optional.ofNullable(intent.lock().nodes().get(host)).flatMap(LockedNode::publicKey);
    }
}
