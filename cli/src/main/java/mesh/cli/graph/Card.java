// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.List;

/**
 * Nodes that stand together, and where the picture has them.
 *
 * @param title over the nodes; empty where one node stands by itself
 * @param members indexes of nodes
 * @param chips a place for each member
 * @param box around them
 */
record Card(String title, List<Integer> members, List<Box> chips, Box box) {
    Card {
        members = List.copyOf(members);
        chips = List.copyOf(chips);
    }

    /**
     * A rectangle.
     *
     * @param x of its left edge
     * @param y of its upper edge
     * @param width in pixels
     * @param height in pixels
     */
    record Box(int x, int y, int width, int height) {
        int middleX() {
            return x + width / 2;
        }

        int middleY() {
            return y + height / 2;
        }

        Box moved(int dx, int dy) {
            return new Box(x + dx, y + dy, width, height);
        }
    }

    Card moved(int dx, int dy) {
        return new Card(title, members, chips.stream().map(chip -> chip.moved(dx, dy)).toList(), box.moved(dx, dy));
    }
}
