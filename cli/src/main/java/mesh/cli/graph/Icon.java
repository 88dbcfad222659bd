// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

/** Small drawings, 16 wide and 17 high, that differ in shape: a picture may be printed in grey. */
final class Icon {
    private static final String SERVER = "M1 1h14v6H1zM1 10h14v6H1zM4 4h1M4 13h1";
    /** A server that stands behind a wall. */
    private static final String WALLED = "M0-1v19M5 1h11v6H5zM5 10h11v6H5zM8 4h1M8 13h1";
    private static final String PHONE = "M4 0h8a1 1 0 0 1 1 1v15a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V1a1 1 0 0 1 1-1zM7 14h2";
    private static final String GLOBE = "M8 1a7.5 7.5 0 1 0 .01 0zM.5 8.500h15M8 1c-5 5-5 10 0 15M8 1c5 5 5 10 0 15";

    private Icon() {}

    static String of(GraphNode node, int x, int y) {
        return of(node.isBehindNat() ? "nat" : node.kind().text(), x, y);
    }

    /** @param kind host, nat, device or external */
    static String of(String kind, int x, int y) {
        String path = switch (kind) {
            case "nat" -> WALLED;
            case "device" -> PHONE;
            case "external" -> GLOBE;
            default -> SERVER;
        };
        return "<path class=\"icon\" transform=\"translate(" + x + " " + y + ")\" d=\"" + path + "\"/>";
    }
}
