// SPDX-License-Identifier: Apache-2.0
package mesh.pull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import mesh.disk.AtomicFile;
import mesh.files.Digests;
import mesh.host.HostProgram;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.pull.BundleSigner.SigningException;
import mesh.vault.AgeException;

/** A directory of bundles, one file a host, for any server of files. Used by one thread. */
public final class BundleFolder {
    private final Path directory;
    private final MeshName mesh;
    private final BundleSigner signer;
    private final Instant now;
    private final Duration validity;

    /**
     * @param directory exists
     * @param now second of the run
     * @param validity how long hosts take a bundle
     */
    public BundleFolder(Path directory, MeshName mesh, BundleSigner signer, Instant now, Duration validity) {
        this.directory = directory;
        this.mesh = mesh;
        this.signer = signer;
        this.now = now;
        this.validity = validity;
    }

    /** What became of a host's bundle. */
    public enum Written {
        /** It says something new. */
        CHANGED,
        /** It says the same, for longer. */
        RENEWED,
        /** It says the same, and half of its time is left. */
        KEPT
    }

    /**
     * What a bundle holds.
     *
     * @param program that the host runs
     * @param neutral the same without who publishes and when, by which a host knows what it has already
     */
    public record Content(HostProgram program, HostProgram neutral) {}

    /**
     * Writes the bundle of {@code host}.
     *
     * @param recipient age recipient of the host
     * @throws AgeException if it is none
     * @throws SigningException if nothing can be signed
     */
    public Written write(NodeName host, Content content, String recipient)
            throws IOException, AgeException, SigningException, InterruptedException {
        Path file = directory.resolve(host + ".bundle");
        Optional<BundleHead> before = Files.exists(file)
                ? BundleHead.read(Files.readString(file, StandardCharsets.ISO_8859_1))
                : Optional.empty();
        String state = Digests
                .sha256(recipient + "\n" + new String(content.neutral().standardInput(), StandardCharsets.UTF_8));
        Optional<BundleHead> same = before
                .filter(head -> head.state().equals(state) && head.host().equals(host) && head.mesh().equals(mesh));
        if (same.filter(head -> head.notAfter() - now.getEpochSecond() > validity.toSeconds() / 2).isPresent()) {
            return Written.KEPT;
        }
        String sealed = BundleSeal.seal(content.program(), recipient);
        long serial = Math.max(now.getEpochSecond(), before.map(BundleHead::serial).orElse(0L) + 1);
        BundleHead head = new BundleHead(mesh, host, serial, now.getEpochSecond(),
                now.plus(validity).getEpochSecond(), state, Digests.sha256(sealed));
        AtomicFile.write(file, head.text() + signer.sign(head.text()) + sealed);
        return same.isPresent() ? Written.RENEWED : Written.CHANGED;
    }
}
