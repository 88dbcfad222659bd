// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;

import org.jspecify.annotations.Nullable;

/**
 * Decides which keys a connection offers. With identity files in the spec: exactly those, by the agent where it holds
 * them. Without: all of the agent's, then the default files. An encrypted file counts only through the agent, since
 * nobody is there to ask for its passphrase.
 */
final class KeyOffer {
    private final ClientKeys keys;
    private final List<String> notes = new ArrayList<>();
    private final List<Identity> chosen = new ArrayList<>();

    private KeyOffer(ClientKeys keys) {
        this.keys = keys;
    }

    /**
     * @param identityFiles as the spec wrote them
     * @throws SshException if a file of the spec cannot be used
     */
    static OfferedKeys collect(ClientKeys keys, List<String> identityFiles) throws SshException {
        KeyOffer offer = new KeyOffer(keys);
        List<Identity> agent = offer.agentKeys();
        if (identityFiles.isEmpty()) {
            offer.takeAll(agent);
        }
        for (String file : identityFiles) {
            offer.takeNamed(keys.expand(file), agent);
        }
        return new OfferedKeys(offer.chosen, offer.describe());
    }

    private void takeAll(List<Identity> agent) {
        for (Identity identity : agent) {
            boolean hardware = identity.getAlgName().startsWith("sk-");
            notes.add("agent key " + identity.getName()
                    + (hardware ? " (a security key: only --ssh openssh can use it)" : ""));
            if (!hardware) {
                chosen.add(identity);
            }
        }
        for (Path file : keys.defaultFiles()) {
            try {
                takeFile(file, load(file), agent);
            } catch (SshException unusable) {
                notes.add(file + " (not usable)");
            }
        }
    }

    private void takeNamed(Path file, List<Identity> agent) throws SshException {
        Identity identity = load(file);
        if (!takeFile(file, identity, agent)) {
            throw new SshException(SshException.Reason.LOGIN_REFUSED, "the key file " + file
                    + " is encrypted and the agent does not hold it: run ssh-add " + file + " first");
        }
    }

    private boolean takeFile(Path file, Identity identity, List<Identity> agent) {
        byte[] blob = publicBlob(file, identity);
        Optional<Identity> held = agent.stream().filter(key -> Arrays.equals(key.getPublicKeyBlob(), blob)).findFirst();
        if (held.isPresent()) {
            if (!chosen.contains(held.get())) {
                notes.add(file + " (by the agent)");
                chosen.add(held.get());
            }
            return true;
        }
        notes.add(file + (identity.isEncrypted() ? " (encrypted, not in the agent: not offered)" : ""));
        if (!identity.isEncrypted()) {
            chosen.add(identity);
        }
        return !identity.isEncrypted();
    }

    /** Never passes on what JSch says: its messages may quote what it read. */
    private static Identity load(Path file) throws SshException {
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new SshException(SshException.Reason.LOGIN_REFUSED, "cannot read the key file " + file + ": "
                    + (Files.exists(file) ? "no permission, or not a file" : "it does not exist"));
        }
        try {
            JSch loader = new JSch();
            loader.addIdentity(file.toString(), text, null, null);
            return loader.getIdentityRepository().getIdentities().getFirst();
        } catch (JSchException | RuntimeException unsupported) {
            throw new SshException(SshException.Reason.LOGIN_REFUSED, "the key file " + file
                    + " is not a private key that mesh can read (ed25519, ecdsa or rsa): try --ssh openssh");
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    /** From the key itself, or from the {@code .pub} file beside it when the key hides it. */
    private static byte @Nullable [] publicBlob(Path file, Identity identity) {
        byte[] blob = identity.getPublicKeyBlob();
        if (blob != null) {
            return blob;
        }
        try {
            String[] fields = Files.readString(Path.of(file + ".pub"), StandardCharsets.UTF_8).strip().split(" ");
            return fields.length < 2 ? null : Base64.getDecoder().decode(fields[1]);
        } catch (IOException | IllegalArgumentException none) {
            return null;
        }
    }

    private List<Identity> agentKeys() {
        if (keys.agent().isEmpty()) {
            return List.of();
        }
        try {
            Optional<List<Identity>> found = new SshAgent(keys.agent().get()).identities();
            if (found.isEmpty()) {
                notes.add("the agent at " + keys.agent().get() + " does not answer");
            }
            return found.orElse(List.of());
        } catch (AgentProxyException unavailable) {
            notes.add("the agent at " + keys.agent().get() + " cannot be used");
            return List.of();
        }
    }

    private String describe() {
        if (notes.isEmpty()) {
            return "nothing, since there is no agent (SSH_AUTH_SOCK) and no key file in " + keys.home().resolve(".ssh");
        }
        return String.join(", ", notes) + (keys.agent().isEmpty() ? " (no agent: SSH_AUTH_SOCK is not set)" : "");
    }
}
