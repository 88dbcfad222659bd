// SPDX-License-Identifier: Apache-2.0
package mesh.cli.run;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The terminal's other screen, drawn as a whole, with keys that arrive as they are pressed. However the process ends, except
 * by SIGKILL, the terminal gets back its settings, its cursor and what it showed before. ^Z is no key meanwhile.
 *
 * <p>Drawn by one thread at a time; {@link #close} may come from any.
 */
public final class FullScreen implements AutoCloseable {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[H\u001b[2J";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";

    private final PrintWriter out;
    private final TerminalFacts.Size unknown;
    private final String settings;
    private final Thread atExit = Thread.ofPlatform().unstarted(this::leave);
    private final Runnable resizedRestored;
    private final AtomicBoolean left = new AtomicBoolean();

    private FullScreen(PrintWriter out, TerminalFacts.Size unknown, String settings, Runnable resized) {
        this.out = out;
        this.unknown = unknown;
        this.settings = settings;
        this.resizedRestored = Signals.take("WINCH", resized);
    }

    /**
     * Takes the terminal until {@link #close}.
     *
     * @param resized run, on a thread of the Java machine, when the window has another size
     * @param key run, on a thread of its own, with each byte that is typed
     * @throws MeshException where standard output is no terminal that can be drawn on
     */
    public static FullScreen enter(Console console, Runnable resized, Consumer<Character> key) {
        String settings = Optional.of(console).filter(Console::canDrawOut).flatMap(_ -> Stty.run("-g"))
                .orElseThrow(() -> new MeshException(ExitCode.USAGE,
                        "a screen can be drawn on a terminal only, and standard output is none",
                        "Where another program reads along, --json prints a document a line."));
        FullScreen screen = new FullScreen(console.out(), new TerminalFacts.Size(console.rows(), console.columns()),
                settings, resized);
        Runtime.getRuntime().addShutdownHook(screen.atExit);
        Stty.run("-icanon", "-echo", "min", "1", "time", "0", "susp", "undef");
        screen.print(ENTER);
        Thread.ofPlatform().daemon().name("keys").start(() -> listen(key));
        return screen;
    }

    private static void listen(Consumer<Character> key) {
        try (InputStream in = new FileInputStream(Stty.TERMINAL.toFile())) {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                key.accept((char) octet);
            }
        } catch (IOException gone) {
            // a terminal that went away; the process hears of it by SIGHUP
        }
    }

    /** As it is now. */
    public TerminalFacts.Size size() {
        return Stty.run("size").flatMap(TerminalFacts.Size::parse).orElse(unknown);
    }

    /**
     * Shows these lines and nothing else.
     *
     * @param lines none of them wider than the terminal, no more than it has rows
     * @return false where the terminal takes nothing any more
     */
    public boolean draw(List<String> lines) {
        StringBuilder text = new StringBuilder("\u001b[H");
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 ? "" : "\n").append(lines.get(i)).append("\u001b[K");
        }
        return print(text.append("\u001b[J").toString());
    }

    private synchronized boolean print(String text) {
        if (!left.get()) {
            write(text);
        }
        return !out.checkError();
    }

    @Override
    public void close() {
        leave();
        resizedRestored.run();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // the process ends, and the hook with it
        }
    }

    /** The settings first, without a lock: a terminal that was stopped with ^S takes no text. */
    private void leave() {
        if (left.compareAndSet(false, true)) {
            Stty.run(settings);
            synchronized (this) {
                write(LEAVE);
            }
        }
    }

    private void write(String text) {
        out.print(text);
        out.flush();
    }
}
