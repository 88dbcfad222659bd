// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

import mesh.lab.HostOption;
import mesh.lab.Lab;
import mesh.lab.LabBuilder;
import mesh.lab.LabHost;
import mesh.lab.NatKind;

/** The hosts that a page's {@code lab} line asks for, under the names and addresses that the page shows. */
final class DocLab {
    private static final String ROUTER = "router";
    private static final String ROUTER_ADDRESS = "198.51.100.7";

    private DocLab() {}

    /** One host: {@code NAME OS ADDRESS}, and {@code nat} for one at home. Its shown fingerprint is made of its name. */
    private record Wanted(String name, boolean openBsd, String address, boolean behindNat) {
        static Wanted parse(String text) {
            String[] words = text.strip().split(" +");
            return new Wanted(words[0], words[1].equals("openbsd"), words[2],
                    Arrays.asList(words).contains("nat"));
        }
    }

    /** Starts them, or skips the test with the reason; with {@code LAB_REQUIRED=1} a reason is a failure. */
    static Lab start(String line, DocShell shell) {
        List<String> missing = Lab.missing();
        if (!"1".equals(System.getenv("LAB_REQUIRED"))) {
            Assumptions.assumeTrue(missing.isEmpty(), () -> "no lab here: " + String.join("; ", missing));
        }
        List<Wanted> wanted = Arrays.stream(line.split(",")).map(Wanted::parse).toList();
        Lab lab = members(Lab.named("docs"), wanted).start();
        shell.exchange("~/.ssh/id_ed25519", lab.identityFile().toString());
        shell.exchange("anna@laptop", "lab-docs");
        if (wanted.stream().anyMatch(Wanted::behindNat)) {
            shell.exchange(ROUTER_ADDRESS, lab.router(ROUTER).address());
        }
        for (Wanted one : wanted) {
            LabHost host = lab.host(one.name());
            shell.exchange(one.address(), one.behindNat() ? host.sshAddress() : host.address());
            shell.exchange(shownFingerprint(one.name()), fingerprint(host.hostKey()));
        }
        return lab;
    }

    private static LabBuilder members(LabBuilder lab, List<Wanted> wanted) {
        if (wanted.stream().anyMatch(Wanted::behindNat)) {
            lab.router(ROUTER, NatKind.PORT_PRESERVING);
        }
        for (Wanted one : wanted) {
            HostOption[] options = one.behindNat() ? new HostOption[]{HostOption.behind(ROUTER)} : new HostOption[0];
            if (one.openBsd()) {
                lab.openBsd(one.name(), options);
            } else {
                lab.linux(one.name(), options);
            }
        }
        return lab;
    }

    /** What pages write for the fingerprint of {@code host}: the right shape, and told apart. */
    static String shownFingerprint(String host) {
        return "SHA256:" + sha256(host.getBytes(StandardCharsets.UTF_8));
    }

    private static String fingerprint(String hostKey) {
        String[] words = hostKey.split(" ");
        String base64 = Arrays.stream(words).filter(word -> word.startsWith("AAAA")).findFirst().orElseThrow();
        return "SHA256:" + sha256(Base64.getDecoder().decode(base64));
    }

    private static String sha256(byte[] bytes) {
        try {
            return Base64.getEncoder().withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
