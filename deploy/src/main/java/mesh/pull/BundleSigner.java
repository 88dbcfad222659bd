// SPDX-License-Identifier: Apache-2.0
package mesh.pull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signs bundles by {@code ssh-keygen -Y sign}, so that the key may be in a file, an agent or a security key. OpenBSD and
 * Linux hosts verify with the same program of their base systems. Safe for concurrent use.
 */
public final class BundleSigner {
    /** What a signature is for, so that it counts for nothing else. */
    private static final String NAMESPACE = "mesh-bundle";
    /** As whom hosts know the publisher. */
    private static final String PRINCIPAL = "mesh";

    private static final Pattern PUBLIC_KEY = Pattern
            .compile("((?:ssh|sk-ssh|ecdsa|sk-ecdsa)-[a-z0-9@.-]+ [A-Za-z0-9+/]+=*)(?: .*)?");

    private final Path key;

    /** @param key file of a private key, or of a public key whose private half an agent has */
    public BundleSigner(Path key) {
        this.key = key;
    }

    /** Thrown where nothing can be signed. The message says why, with nothing of the key. */
    public static final class SigningException extends Exception {
        private static final long serialVersionUID = 1L;

        SigningException(String message) {
            super(message);
        }
    }

    /**
     * The signature of {@code text}, armored, with its final line end.
     *
     * @throws SigningException if ssh-keygen does not sign
     */
    public String sign(String text) throws SigningException, InterruptedException {
        try {
            Process process = new ProcessBuilder("ssh-keygen", "-q", "-Y", "sign", "-f", key.toString(), "-n",
                    NAMESPACE).start();
            Thread said = Thread.ofVirtual().start(() -> drain(process));
            process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String signature = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            said.join();
            if (process.waitFor() != 0 || !signature.startsWith("-----BEGIN SSH SIGNATURE-----\n")) {
                throw new SigningException("ssh-keygen signs nothing with " + key
                        + ": is it a private key without passphrase, or the .pub file of a key in the agent?");
            }
            return signature;
        } catch (IOException failed) {
            throw new SigningException("ssh-keygen cannot be run: " + failed.getMessage());
        }
    }

    private static void drain(Process process) {
        try {
            process.getErrorStream().readAllBytes();
        } catch (IOException gone) {
            process.destroy();
        }
    }

    /**
     * Lines by which hosts know keys.
     *
     * @param file of OpenSSH public keys, one a line as in a {@code .pub} file; empty lines and comments are passed by
     * @throws SigningException if another line is in it, which is named
     */
    public static String allowedSigners(Path file) throws IOException, SigningException {
        StringBuilder allowed = new StringBuilder();
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Matcher key = PUBLIC_KEY.matcher(line);
            if (key.matches()) {
                allowed.append(PRINCIPAL).append(" namespaces=\"").append(NAMESPACE).append("\" ").append(key.group(1))
                        .append('\n');
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                throw new SigningException(file.getFileName() + ":" + (i + 1)
                        + ": is no public key of OpenSSH, such as 'ssh-ed25519 AAAA…'");
            }
        }
        return allowed.toString();
    }

    /** The file of the public half. */
    public Path publicFile() {
        Path beside = key.resolveSibling(key.getFileName() + ".pub");
        return key.toString().endsWith(".pub") || !Files.exists(beside) ? key : beside;
    }
}
