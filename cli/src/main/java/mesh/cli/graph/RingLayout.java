// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import mesh.cli.graph.Card.Box;
import mesh.cli.graph.Picture.Line;

/** Few cards: on an ellipse, each with as much of it as it is large, and a line between any two that can meet. */
final class RingLayout {
    private static final int MARGIN = 48;
    private static final double SPACE = 1.35;
    private static final int LEAST_RADIUS = 170;

    private final MeshGraph graph;
    private final List<Card> cards;

    RingLayout(MeshGraph graph, List<Card> cards) {
        this.graph = graph;
        this.cards = cards;
    }

    Picture picture() {
        List<Card> placed = place();
        int left = placed.stream().mapToInt(card -> card.box().x()).min().orElse(0);
        int top = placed.stream().mapToInt(card -> card.box().y()).min().orElse(0);
        List<Card> moved = placed.stream().map(card -> card.moved(MARGIN - left, MARGIN - top)).toList();
        int width = moved.stream().mapToInt(card -> card.box().x() + card.box().width()).max().orElse(0) + MARGIN;
        int height = moved.stream().mapToInt(card -> card.box().y() + card.box().height()).max().orElse(0) + MARGIN;
        return new Picture(graph, moved, lines(moved), Picture.NO_SPINE, false, width, height);
    }

    private List<Card> place() {
        double around = cards.stream().mapToDouble(RingLayout::size).sum() * SPACE;
        double radius = cards.size() == 1 ? 0 : Math.max(LEAST_RADIUS, around / (2 * Math.PI));
        double angle = -Math.PI / 2 - share(cards.getFirst(), around) / 2;
        List<Card> placed = new ArrayList<>();
        for (Card card : cards) {
            double half = share(card, around) / 2;
            angle += half;
            Box box = card.box();
            placed.add(card.moved((int) Math.round(Math.cos(angle) * radius * 1.3) - box.width() / 2,
                    (int) Math.round(Math.sin(angle) * radius) - box.height() / 2));
            angle += half;
        }
        return placed;
    }

    private static double size(Card card) {
        return Math.hypot(card.box().width(), card.box().height());
    }

    private static double share(Card card, double around) {
        return size(card) * SPACE / around * 2 * Math.PI;
    }

    private List<Line> lines(List<Card> placed) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < placed.size(); i++) {
            for (int j = i + 1; j < placed.size(); j++) {
                Bundle bundle = Bundle.of(graph, placed.get(i).members(), placed.get(j).members());
                if (bundle.pairs() > 0) {
                    boolean reversed = bundle.kind().equals("one") && bundle.backward() > 0;
                    Box from = placed.get(reversed ? j : i).box();
                    Box to = placed.get(reversed ? i : j).box();
                    lines.add(new Line(path(from, to), bundle.kind(), i, j, bundle.text()));
                }
            }
        }
        return lines;
    }

    /** From edge to edge, so that an arrow's head is seen. */
    private static String path(Box from, Box to) {
        double[] start = edge(from, to.middleX(), to.middleY());
        double[] end = edge(to, from.middleX(), from.middleY());
        return String.format(Locale.ROOT, "M%.1f %.1f L%.1f %.1f", start[0], start[1], end[0], end[1]);
    }

    private static double[] edge(Box box, int towardsX, int towardsY) {
        double dx = towardsX - box.middleX();
        double dy = towardsY - box.middleY();
        double scale = Math.min(dx == 0 ? Double.MAX_VALUE : (box.width() / 2.0 + 5) / Math.abs(dx),
                dy == 0 ? Double.MAX_VALUE : (box.height() / 2.0 + 5) / Math.abs(dy));
        return new double[]{box.middleX() + dx * scale, box.middleY() + dy * scale};
    }
}
