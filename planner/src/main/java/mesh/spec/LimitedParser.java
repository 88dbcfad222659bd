// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** SnakeYAML's parser with limits of our own, which know the place where they were passed. */
final class LimitedParser extends ParserImpl {
    /** Blocks within blocks; the deepest spec needs six. */
    static final int MAX_DEPTH = 24;
    /** Uses of {@code *name} in a file. */
    static final int MAX_ALIASES = 500;

    private int depth;
    private int aliases;

    LimitedParser(String text, LoaderOptions options) {
        super(new StreamReader(text), options);
    }

    /** @throws LimitException where a limit is passed */
    @Override
    public Event getEvent() {
        Event event = super.getEvent();
        if (event == null) {
            return event;
        }
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> checkDepth(event);
            case MappingEnd, SequenceEnd -> depth--;
            case Alias -> checkAliases(event);
            default -> {
            }
        }
        return event;
    }

    private void checkDepth(Event event) {
        if (++depth > MAX_DEPTH) {
            throw new LimitException(ProblemId.TOO_DEEP, event.getStartMark(),
                    "blocks are nested more than " + MAX_DEPTH + " deep", "remove the nesting; no key needs it");
        }
    }

    private void checkAliases(Event event) {
        if (++aliases > MAX_ALIASES) {
            throw new LimitException(ProblemId.TOO_MANY_ALIASES, event.getStartMark(),
                    "the file uses more than " + MAX_ALIASES + " aliases (*name)",
                    "put what hosts share under 'defaults'");
        }
    }

    /** A limit was passed at a place. */
    static final class LimitException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final ProblemId id;
        private final transient Mark mark;
        private final String advice;

        LimitException(ProblemId id, Mark mark, String message, String advice) {
            super(message);
            this.id = id;
            this.mark = mark;
            this.advice = advice;
        }

        void report(Problems problems) {
            problems.error(id, YamlTree.position(mark), SpecPath.ROOT, String.valueOf(getMessage()), advice);
        }
    }
}
