// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Texts that several tests of specs read. */
final class SpecSamples {
    static final String KEY = "PKvWtaUXJHUDTJqlQOG8vlGrDWgmgOmBhYlvGAfyR3Q=";

    private SpecSamples() {}

    /** {@code mesh.example.yaml}. */
    static String example() {
        try {
            return Files.readString(Path.of(System.getProperty("mesh.root", "..")).resolve("mesh.example.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A spec that is good but for what {@code field} of {@code section} holds. */
    static String with(Section section, Field field, String value) {
        String entry = field.name() + ": " + value;
        String hosts = "hosts: {a: {os: linux}}\n";
        return switch (section.name()) {
            case "spec" -> (field.name().equals("mesh") ? "" : "mesh: lab\n")
                    + (field.name().equals("hosts") ? "" : hosts) + entry + "\n";
            case "network", "keys", "defaults", "topology" ->
                "mesh: lab\n" + hosts + section.name() + ":\n  " + entry + "\n";
            case "defaults-ssh" -> "mesh: lab\n" + hosts + "defaults:\n  ssh:\n    " + entry + "\n";
            case "host" -> "mesh: lab\nhosts:\n  a:\n    " + entry + "\n";
            case "ssh" -> "mesh: lab\nhosts:\n  a:\n    ssh:\n      " + entry + "\n";
            case "endpoint" -> "mesh: lab\nhosts:\n  a:\n    endpoint:\n      - " + entry + "\n"
                    + (field.name().equals("address") ? "" : "        address: 10.0.0.4\n");
            case "relay" -> "mesh: lab\nhosts:\n  a:\n    relay:\n      " + entry + "\n";
            case "relay-certificate" -> "mesh: lab\nhosts:\n  a:\n    relay:\n      certificate:\n        " + entry
                    + "\n        " + (field.name().equals("key") ? "file: /etc/a.crt" : "key: /etc/a.key") + "\n";
            case "names", "relays" -> "mesh: lab\n" + hosts + section.name() + ":\n  " + entry + "\n";
            case "certificates" -> "mesh: lab\n" + hosts + "certificates:\n  " + entry + "\n";
            case "certificate" -> "mesh: lab\n" + hosts + "certificates:\n  hosts:\n    a:\n      " + entry + "\n";
            case "policy" -> "mesh: lab\n" + hosts + "policy:\n  " + entry + "\n";
            case "policy-rule" -> policy("rules", field, entry, hosts);
            case "policy-test" -> policy("tests", field, entry, hosts);
            case "device", "external" -> peer(section, field, entry, hosts);
            default -> throw new IllegalArgumentException("a new section needs a sample: " + section.name());
        };
    }

    private static String peer(Section section, Field field, String entry, String hosts) {
        String key = field.name().equals("public-key") ? "" : "    public-key: " + KEY + "\n";
        String ips = section.name().equals("device") || field.name().equals("allowed-ips")
                ? ""
                : "    allowed-ips: 10.44.0.0/16\n";
        return "mesh: lab\n" + hosts + section.name() + "s:\n  p:\n" + key + ips + "    " + entry + "\n";
    }

    private static String policy(String list, Field field, String entry, String hosts) {
        String last = list.equals("rules") ? "allow" : "accept";
        StringBuilder text = new StringBuilder(
                "mesh: lab\n" + hosts + "policy:\n  " + list + ":\n    - " + entry + "\n");
        for (String key : List.of("from", "to", last)) {
            if (!key.equals(field.name())) {
                text.append("      ").append(key).append(": any\n");
            }
        }
        return text.toString();
    }

    static boolean isAccepted(String text) {
        try {
            SpecSource spec = new SpecSource("mesh.yaml", text);
            Problems problems = new Problems(spec);
            SpecDecoder.decode(spec, name -> Optional.of(new SpecSource(name.text(), "groups: {}")), problems);
            problems.throwIfErrors();
            return true;
        } catch (SpecException e) {
            return false;
        }
    }
}
