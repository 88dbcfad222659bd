// SPDX-License-Identifier: Apache-2.0
package mesh.enrol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

import mesh.files.Digests;
import mesh.key.KeySource;
import mesh.value.ValueFormatException;

/** A secret of 128 bits by which one host's answer is known. Prints as nothing; compared in constant time. */
public final class EnrolmentToken {
    private static final int BYTES = 16;
    private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{32}");

    private final String hex;

    private EnrolmentToken(String hex) {
        this.hex = hex;
    }

    /** A new one. */
    public static EnrolmentToken make(KeySource source) {
        return new EnrolmentToken(HexFormat.of().formatHex(Arrays.copyOf(source.random32(), BYTES)));
    }

    /** @throws ValueFormatException if {@code hex} is not 32 hexadecimal digits; the message does not repeat it */
    public static EnrolmentToken parse(String hex) {
        if (!SYNTAX.matcher(hex).matches()) {
            throw new ValueFormatException("(" + hex.length() + " characters)", "is not an enrolment token");
        }
        return new EnrolmentToken(hex);
    }

    /** The secret itself, for the program that carries it and the file that keeps it. */
    public String revealHex() {
        return hex;
    }

    /** 64 hexadecimal digits that only a holder of the token can make of {@code text}. */
    public String mac(String text) {
        return Digests.sha256(hex + Digests.sha256(hex + text + "\n") + "\n");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnrolmentToken token && MessageDigest.isEqual(
                hex.getBytes(StandardCharsets.US_ASCII), token.hex.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public String toString() {
        return "EnrolmentToken(redacted)";
    }
}
