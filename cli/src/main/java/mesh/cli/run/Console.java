// SPDX-License-Identifier: Apache-2.0
package mesh.cli.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Optional;

import mesh.cli.view.Palette;

/**
 * The streams of one run: results go to {@code out}, progress, questions and diagnostics to {@code err}. Used by one
 * thread at a time.
 */
public final class Console {
    private final PrintWriter out;
    private final PrintWriter err;
    private final BufferedReader in;
    private final TerminalFacts terminal;
    private boolean colourWanted = true;

    public Console(PrintWriter out, PrintWriter err, Reader in, TerminalFacts terminal) {
        this.out = out;
        this.err = err;
        this.in = new BufferedReader(in);
        this.terminal = terminal;
    }

    public PrintWriter out() {
        return out;
    }

    public PrintWriter err() {
        return err;
    }

    /** For text that goes to {@link #out()}. */
    public Palette outPalette() {
        return new Palette(colourWanted && terminal.outColour());
    }

    /** For text that goes to {@link #err()}. */
    public Palette errPalette() {
        return new Palette(colourWanted && terminal.errColour());
    }

    /** {@code --no-color}: stronger than the environment. */
    public void withoutColour() {
        colourWanted = false;
    }

    /** True when lines on {@link #err()} can be drawn again. */
    public boolean canRedraw() {
        return terminal.errTerminal() && !terminal.dumb();
    }

    /** True when {@link #out()} goes to a terminal whose cursor can move. */
    public boolean canDrawOut() {
        return terminal.outTerminal() && !terminal.dumb();
    }

    /** True when {@link #out()} goes to a terminal. */
    public boolean outIsTerminal() {
        return terminal.outTerminal();
    }

    /** Width of the terminal in columns. */
    public int columns() {
        return terminal.columns();
    }

    /** Height of the terminal in rows. */
    public int rows() {
        return terminal.rows();
    }

    /** True when somebody can be asked. */
    public boolean canAsk() {
        return terminal.inTerminal();
    }

    /** Prints a question and reads the answer, without the spaces around it; absent at the end of the input. */
    public Optional<String> ask(String question) {
        err.print(question);
        err.flush();
        try {
            return Optional.ofNullable(in.readLine()).map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line of progress. */
    public void note(String line) {
        err.println(line);
        err.flush();
    }

    /** A warning: the run goes on. */
    public void warn(String line) {
        note(errPalette().change("warning: ") + line);
    }
}
