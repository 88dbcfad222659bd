// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.ArrayList;
import java.util.List;

import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.Event.ID;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;

/**
 * A piece of YAML as it stands in the text, aliases and all. Marks count from 0, in code points.
 *
 * @param kind what it is
 * @param meaning value, anchor, tag and style as one text: equal texts mean equal YAML
 * @param start its first character, of its anchor if it has one
 * @param end just after it; of a block, where the next thing starts
 * @param children items, or keys and values in turn
 */
record FormatNode(Kind kind, String meaning, Mark start, Mark end, List<FormatNode> children) {

    /** How a node is laid out. */
    enum Kind {
        ONE_LINE, BLOCK_SCALAR, FLOW, BLOCK_MAPPING, BLOCK_SEQUENCE
    }

    /** The documents of a text; SnakeYAML's exceptions pass. */
    static List<FormatNode> documents(ParserImpl parser) {
        List<FormatNode> documents = new ArrayList<>();
        for (Event event = parser.getEvent(); event != null; event = parser.getEvent()) {
            if (event.is(ID.DocumentStart)) {
                documents.add(read(parser, parser.getEvent()));
            }
        }
        return documents;
    }

    private static FormatNode read(ParserImpl parser, Event event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case AliasEvent alias ->
                new FormatNode(Kind.ONE_LINE, "*" + alias.getAnchor(), alias.getStartMark(), alias.getEndMark(),
                        List.of());
            case CollectionStartEvent start -> collection(parser, start);
            default -> throw new IllegalStateException("no node starts with " + event.getEventId());
        };
    }

    private static FormatNode scalar(ScalarEvent scalar) {
        boolean block = scalar.getScalarStyle() == ScalarStyle.LITERAL
                || scalar.getScalarStyle() == ScalarStyle.FOLDED;
        String meaning = String.join(" ", String.valueOf(scalar.getAnchor()), String.valueOf(scalar.getTag()),
                scalar.getScalarStyle().name(), scalar.getValue());
        return new FormatNode(block ? Kind.BLOCK_SCALAR : Kind.ONE_LINE, meaning, scalar.getStartMark(),
                scalar.getEndMark(), List.of());
    }

    private static FormatNode collection(ParserImpl parser, CollectionStartEvent start) {
        List<FormatNode> children = new ArrayList<>();
        Event event = parser.getEvent();
        while (!event.is(ID.MappingEnd) && !event.is(ID.SequenceEnd)) {
            children.add(read(parser, event));
            event = parser.getEvent();
        }
        boolean mapping = start.is(ID.MappingStart);
        Kind block = mapping ? Kind.BLOCK_MAPPING : Kind.BLOCK_SEQUENCE;
        String meaning = start.getAnchor() + " " + start.getTag() + " " + mapping;
        return new FormatNode(start.getFlowStyle() == FlowStyle.FLOW ? Kind.FLOW : block, meaning,
                start.getStartMark(), event.getEndMark(), List.copyOf(children));
    }

    boolean isBlock() {
        return kind == Kind.BLOCK_MAPPING || kind == Kind.BLOCK_SEQUENCE;
    }

    /** Whether both say the same, wherever they stand. */
    boolean meansTheSameAs(FormatNode other) {
        boolean same = kind == other.kind && meaning.equals(other.meaning)
                && children.size() == other.children.size();
        for (int i = 0; same && i < children.size(); i++) {
            same = children.get(i).meansTheSameAs(other.children.get(i));
        }
        return same;
    }
}
