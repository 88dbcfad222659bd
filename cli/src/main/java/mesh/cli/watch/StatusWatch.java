// SPDX-License-Identifier: Apache-2.0
package mesh.cli.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.FullScreen;
import mesh.cli.run.Interrupts;
import mesh.cli.run.MeshException;
import mesh.cli.run.TerminalFacts.Size;
import mesh.cli.status.PartialStatus;
import mesh.cli.status.StatusDocument;
import mesh.cli.view.Json;
import mesh.cli.watch.KeyWords.Word;

/**
 * Reads a mesh's status again and again. On a terminal one thread reads and this one draws, so that a host that does not
 * answer keeps nobody from leaving; for other programs there is one thread, and a line a round.
 */
public final class StatusWatch {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'")
            .withZone(ZoneOffset.UTC);

    /** After which hosts that have answered are not kept waiting for those that have not. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final Round round;
    private final Duration interval;
    private final Clock clock;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Semaphore readNow = new Semaphore(0);
    /** What the round that is under way has found; of the thread that draws. */
    private Optional<Supplier<PartialStatus>> underWay = Optional.empty();

    /** @param interval between the end of a round and the start of the next one */
    public StatusWatch(Round round, Duration interval, Clock clock) {
        this.round = round;
        this.interval = interval;
        this.clock = clock;
    }

    /** Reads once. */
    @FunctionalInterface
    public interface Round {
        /**
         * @param begun is given what tells, at any time, what hosts have answered so far
         * @throws MeshException where the user's own files do not allow it this time
         */
        StatusDocument read(Consumer<Supplier<PartialStatus>> begun) throws InterruptedException;
    }

    private sealed interface Event {
        record Reading() implements Event {}

        record Begun(Supplier<PartialStatus> soFar) implements Event {}

        record Waiting(PartialStatus status) implements Event {}

        record Read(StatusDocument status) implements Event {}

        record Unread(String why) implements Event {}

        record Broken(RuntimeException why) implements Event {}

        record Key(char key) implements Event {}

        record Resized() implements Event {}

        record Interrupted() implements Event {}
    }

    /** A JSON document a line until somebody ends it or the reader goes away. */
    public ExitCode print(Console console) throws InterruptedException {
        while (true) {
            try {
                console.out().print(Json.compact(round.read(begun -> {})) + "\n");
            } catch (MeshException unread) {
                console.warn(String.valueOf(unread.getMessage()));
            }
            if (console.out().checkError()) {
                return ExitCode.OK;
            }
            Thread.sleep(interval);
        }
    }

    /** @return {@link ExitCode#OK} when it was left by a key */
    public ExitCode show(Console console, String mesh) throws InterruptedException {
        WatchScreen content = new WatchScreen(console.outPalette(), mesh);
        try (FullScreen screen = FullScreen.enter(console, () -> events.add(new Event.Resized()),
                key -> events.add(new Event.Key(key)));
                Interrupts _ = Interrupts.taken(() -> events.add(new Event.Interrupted()), screen::close)) {
            Thread reader = Thread.ofPlatform().daemon().name("status").start(this::readOn);
            try {
                return follow(content, screen);
            } finally {
                reader.interrupt();
            }
        }
    }

    private void readOn() {
        try {
            while (true) {
                events.add(new Event.Reading());
                try {
                    events.add(new Event.Read(round.read(soFar -> events.add(new Event.Begun(soFar)))));
                } catch (MeshException unread) {
                    events.add(new Event.Unread(String.valueOf(unread.getMessage())));
                }
                if (readNow.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                    readNow.drainPermits();
                }
            }
        } catch (RuntimeException broken) { // a thread's top
            events.add(new Event.Broken(broken));
        } catch (InterruptedException left) {
            // nobody looks any more
        }
    }

    private ExitCode follow(WatchScreen content, FullScreen screen) throws InterruptedException {
        KeyWords keys = new KeyWords();
        Size size = screen.size();
        while (screen.draw(content.lines(size))) {
            switch (next()) {
                case Event.Reading _ -> content.reading();
                case Event.Begun begun -> underWay = Optional.of(begun.soFar());
                case Event.Waiting waiting -> content.waiting(waiting.status(), TIME.format(clock.instant()));
                case Event.Read read -> {
                    underWay = Optional.empty();
                    content.read(read.status(), TIME.format(clock.instant()));
                }
                case Event.Unread unread -> {
                    underWay = Optional.empty();
                    content.unread(unread.why());
                }
                case Event.Broken broken -> throw broken.why();
                case Event.Resized _ -> size = screen.size();
                case Event.Interrupted _ -> {
                    return ExitCode.INTERRUPTED;
                }
                case Event.Key typed -> {
                    Word word = keys.heard(typed.key());
                    if (word == Word.QUIT) {
                        return ExitCode.OK;
                    }
                    obey(word, content);
                }
            }
        }
        return ExitCode.OK;
    }

    /** The next thing that happens, or, where a round lasts, what it has found so far. */
    private Event next() throws InterruptedException {
        if (underWay.isEmpty()) {
            return events.take();
        }
        Event event = events.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
        return event == null ? new Event.Waiting(underWay.get().get()) : event;
    }

    private void obey(Word word, WatchScreen content) {
        switch (word) {
            case READ -> readNow.release();
            case UP -> content.scroll(-1);
            case DOWN -> content.scroll(1);
            case PAGE_UP -> content.scrollPages(-1);
            case PAGE_DOWN -> content.scrollPages(1);
            case TOP -> content.scroll(Integer.MIN_VALUE);
            case BOTTOM -> content.scroll(Integer.MAX_VALUE);
            case QUIT, NONE -> {
            }
        }
    }
}
