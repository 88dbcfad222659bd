// SPDX-License-Identifier: Apache-2.0
package mesh.report;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.key.ReportKey;
import mesh.name.MeshName;
import mesh.name.NodeName;

/**
 * What a host that pulls said last, by its own signature.
 *
 * @param at seconds since 1970, by the host's clock
 * @param serial of the newest bundle that it took; 0: none
 * @param generation of the configuration that it has; 0: none
 * @param outcome of its last attempt
 * @param text why, of printable ASCII; empty where there is nothing to say
 */
public record HostReport(long at, long serial, int generation, Outcome outcome, String text) {
    /** More bytes than these are no report. */
    public static final int MOST_BYTES = 4096;

    private static final String NAMESPACE = "mesh-report";
    private static final String SIGNATURE = "-----BEGIN SSH SIGNATURE-----\n";
    private static final Pattern SIGNED = Pattern
            .compile("mesh-report 1\nmesh ([a-z0-9-]{1,32})\nhost ([a-z0-9-]{1,63})\n"
                    + "at ([0-9]{1,12})\nserial ([0-9]{1,12})\ngeneration ([0-9]{1,9})\noutcome ([a-z-]{1,20})\n"
                    + "text ([ -~]{1,200})\n");
    private static final int MESH = 1;
    private static final int HOST = 2;
    private static final int AT = 3;
    private static final int SERIAL = 4;
    private static final int GENERATION = 5;
    private static final int OUTCOME = 6;
    private static final int TEXT = 7;

    /** What became of a bundle. */
    public enum Outcome {
        /** The host has what the bundle says. */
        APPLIED,
        /** It was undone, and is not tried again. */
        ROLLED_BACK,
        /** The host does not trust what it fetched, or could not use it; it changed nothing. */
        REFUSED,
        /** It went wrong. */
        FAILED,
        /** Another run held the host. */
        LOCKED,
        /** No bundle could be fetched. */
        UNREACHABLE;

        /** As reports have it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static Optional<Outcome> of(String word) {
            for (Outcome outcome : values()) {
                if (outcome.text().equals(word)) {
                    return Optional.of(outcome);
                }
            }
            return Optional.empty();
        }
    }

    /** Thrown where a report is not to be believed. The message says why, and holds nothing of the report. */
    public static final class UntrustedException extends Exception {
        private static final long serialVersionUID = 1L;

        UntrustedException(String message) {
            super(message);
        }
    }

    /**
     * Reads a report of {@code host}.
     *
     * @param file may be anything
     * @throws UntrustedException if {@code key} did not sign it, for this host
     */
    public static HostReport read(byte[] file, MeshName mesh, NodeName host, ReportKey key) throws UntrustedException {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(SIGNATURE);
        if (file.length > MOST_BYTES || end < 0) {
            throw new UntrustedException("what is there is no report, or is cut off");
        }
        String signed = text.substring(0, end);
        if (!SshSignature.isOf(signed.getBytes(StandardCharsets.ISO_8859_1), text.substring(end), key, NAMESPACE)) {
            throw new UntrustedException("the host's key did not sign the report, or it was changed since");
        }
        Matcher parts = SIGNED.matcher(signed);
        Optional<Outcome> outcome = parts.matches() ? Outcome.of(parts.group(OUTCOME)) : Optional.empty();
        if (outcome.isEmpty()) {
            throw new UntrustedException("the report is of a form that this version of mesh does not know");
        }
        if (!parts.group(MESH).equals(mesh.text()) || !parts.group(HOST).equals(host.text())) {
            throw new UntrustedException("the report is for another host or mesh");
        }
        String why = parts.group(TEXT);
        return new HostReport(Long.parseLong(parts.group(AT)), Long.parseLong(parts.group(SERIAL)),
                Integer.parseInt(parts.group(GENERATION)), outcome.orElseThrow(), why.equals("-") ? "" : why);
    }
}
