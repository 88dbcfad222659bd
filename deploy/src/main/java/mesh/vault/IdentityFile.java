// SPDX-License-Identifier: Apache-2.0
package mesh.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of age identities as {@code age-keygen} writes it: one {@code AGE-SECRET-KEY-1…} a line, {@code #} comments.
 *
 * @param path where it is
 */
public record IdentityFile(Path path) {
    /** Names the file; the key itself never stands in the environment. */
    public static final String VARIABLE = "MESH_AGE_IDENTITY_FILE";

    private static final String X25519 = "AGE-SECRET-KEY-1";

    /**
     * The file to use: {@code option}, else the environment's {@value #VARIABLE}, else {@code ~/.config/mesh/identity.txt},
     * else {@code ~/.config/age/keys.txt}.
     *
     * @param option from the command line
     * @param environment {@value #VARIABLE}, {@code HOME} and {@code XDG_CONFIG_HOME} are read
     */
    public static IdentityFile locate(Optional<Path> option, Map<String, String> environment) {
        Optional<Path> named = option
                .or(() -> Optional.ofNullable(environment.get(VARIABLE)).filter(text -> !text.isBlank()).map(Path::of));
        if (named.isPresent()) {
            return new IdentityFile(named.get());
        }
        Path home = Path.of(environment.getOrDefault("HOME", "/"));
        Path config = Optional.ofNullable(environment.get("XDG_CONFIG_HOME")).filter(text -> !text.isBlank())
                .map(Path::of).orElse(home.resolve(".config"));
        Path ours = config.resolve("mesh").resolve("identity.txt");
        Path ages = config.resolve("age").resolve("keys.txt");
        return new IdentityFile(!Files.exists(ours) && Files.exists(ages) ? ages : ours);
    }

    /** @throws AgeException if the file cannot be read or holds no identity of the supported kind */
    public AgeIdentities read() throws AgeException {
        byte[] bytes = bytes();
        CharBuffer text = StandardCharsets.US_ASCII.decode(ByteBuffer.wrap(bytes));
        List<char[]> keys = new ArrayList<>();
        try {
            int number = 0;
            for (int start = 0; start < text.length();) {
                int end = lineEnd(text, start);
                number++;
                readLine(text.subSequence(start, end), number).ifPresent(keys::add);
                start = end + 1;
            }
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(text.array(), '\0');
        }
        if (keys.isEmpty()) {
            throw new AgeException(path + " holds no age identity: a line " + X25519 + "… is expected, as age-keygen"
                    + " writes it");
        }
        return new AgeIdentities(keys);
    }

    private byte[] bytes() throws AgeException {
        try {
            return Files.readAllBytes(path);
        } catch (IOException unreadable) {
            String why = Files.exists(path) ? "it cannot be read" : "it does not exist";
            throw new AgeException("no age identity: " + path + ": " + why + "; name the file with --identity FILE or "
                    + VARIABLE + ", or make one with: age-keygen -o " + path);
        }
    }

    private Optional<char[]> readLine(CharBuffer line, int number) throws AgeException {
        CharBuffer trimmed = trim(line);
        if (trimmed.isEmpty() || trimmed.charAt(0) == '#') {
            return Optional.empty();
        }
        if (startsWith(trimmed, X25519)) {
            char[] key = new char[trimmed.length()];
            trimmed.get(key);
            return Optional.of(key);
        }
        throw new AgeException(path + ":" + number + ": " + unsupported(trimmed));
    }

    private static String unsupported(CharBuffer line) {
        if (startsWith(line, "AGE-SECRET-KEY-PQ-1")) {
            return "post-quantum identities are not supported; use an X25519 one (" + X25519 + "…)";
        }
        if (startsWith(line, "AGE-PLUGIN-")) {
            return "plugin identities are not supported; use an X25519 one (" + X25519 + "…)";
        }
        if (startsWith(line, "age-encryption.org/") || startsWith(line, "-----BEGIN AGE ENCRYPTED")) {
            return "the identity file is itself encrypted; decrypt it with age -d to a file that only you can read";
        }
        if (startsWith(line, "-----BEGIN")) {
            return "SSH keys are not supported as identities; use an X25519 one (" + X25519 + "…)";
        }
        return "is not an age identity: " + X25519 + "… is expected";
    }

    private static int lineEnd(CharBuffer text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n') {
            end++;
        }
        return end;
    }

    private static CharBuffer trim(CharBuffer line) {
        int start = 0;
        int end = line.length();
        while (start < end && Character.isWhitespace(line.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(line.charAt(end - 1))) {
            end--;
        }
        return line.subSequence(start, end);
    }

    private static boolean startsWith(CharBuffer line, String prefix) {
        return line.length() >= prefix.length() && prefix.contentEquals(line.subSequence(0, prefix.length()));
    }
}
