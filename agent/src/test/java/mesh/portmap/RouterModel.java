// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A router of RFC 6886 and RFC 6887, written from these texts and from nothing of the client. It takes only packets that
 * are exactly right and throws at any other.
 */
final class RouterModel {
    /** What it speaks. */
    enum Kind {
        PCP, NAT_PMP, NEITHER
    }

    private static final String V4_IN_V6 = "00000000000000000000ffff";
    private static final HexFormat HEX = HexFormat.of();

    Kind kind;
    String externalAddress = "cb007109";
    String clientAddress = "c0a80163";
    int externalPort = 40_000;
    int lifetime = 7200;
    int result;
    long startedAt;
    int mappings;
    int deletions;
    final List<String> seen = new ArrayList<>();

    RouterModel(Kind kind) {
        this.kind = kind;
    }

    /** The answers to one packet at second {@code now}. */
    List<byte[]> answers(byte[] request, long now) {
        String hex = HEX.formatHex(request);
        seen.add(hex);
        if (kind == Kind.NEITHER) {
            return List.of();
        }
        return List.of(HEX.parseHex(hex.startsWith("02") ? pcp(hex, now) : natPmp(hex, now)));
    }

    private String epoch(long now) {
        return "%08x".formatted(now - startedAt);
    }

    private String natPmp(String hex, long now) {
        if (hex.equals("0000")) {
            return "0080" + "%04x".formatted(kind == Kind.NAT_PMP ? 0 : 1) + epoch(now) + externalAddress;
        }
        require(hex.length() == 24 && hex.startsWith("00010000"), hex);
        String internal = hex.substring(8, 12);
        require(!internal.equals("0000"), hex);
        String external = "%04x".formatted(externalPort);
        String granted = "%08x".formatted(lifetime);
        if (hex.endsWith("00000000")) {
            require(hex.startsWith("0000", 12), hex);
            deletions++;
            external = "0000";
            granted = "00000000";
        } else {
            mappings++;
        }
        return "0081" + "%04x".formatted(result) + epoch(now) + internal + external + granted;
    }

    private String pcp(String hex, long now) {
        if (kind == Kind.NAT_PMP) {
            return "00" + "%02x".formatted(0x80 | Integer.parseInt(hex.substring(2, 4), 16)) + "0001" + epoch(now);
        }
        require(hex.startsWith("0000", 4) && hex.startsWith(V4_IN_V6 + clientAddress, 16), hex);
        String code = "%02x".formatted(result);
        if (hex.startsWith("0200")) {
            require(hex.length() == 48 && hex.startsWith("00000000", 8), hex);
            return "028000" + code + "00000000" + epoch(now) + "0".repeat(24);
        }
        require(hex.length() == 120 && hex.startsWith("0201") && hex.startsWith("11000000", 72), hex);
        require(hex.startsWith(V4_IN_V6 + "00000000", 88), hex);
        boolean deletes = hex.startsWith("00000000", 8);
        mappings += deletes ? 0 : 1;
        deletions += deletes ? 1 : 0;
        return "028100" + code + (deletes ? "00000000" : "%08x".formatted(lifetime)) + epoch(now) + "0".repeat(24)
                + hex.substring(48, 84) + "%04x".formatted(externalPort) + V4_IN_V6 + externalAddress;
    }

    private static void require(boolean holds, String hex) {
        if (!holds) {
            throw new AssertionError("no router takes " + hex);
        }
    }

    /** Forgets all mappings, as a restart does. */
    void restart(long now) {
        startedAt = now;
        mappings = 0;
    }

    static byte[] cut(byte[] packet, int length) {
        return Arrays.copyOf(packet, length);
    }
}
