// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.io.PrintWriter;

import mesh.apply.ApplyListener;
import mesh.apply.HostOutcome;
import mesh.apply.HostOutcome.State;
import mesh.name.NodeName;

/** What a rotation's many small applies say: only hosts that did not take one. Called from several threads. */
public final class RotationLines implements ApplyListener {
    private final PrintWriter err;

    public RotationLines(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void step(NodeName host, String step) {
        // the rotation itself says what it does
    }

    @Override
    public synchronized void finished(HostOutcome outcome) {
        if (outcome.state() != State.UNCHANGED && outcome.state() != State.APPLIED) {
            err.println(outcome.host() + ": " + OutcomeTable.name(outcome.state())
                    + (outcome.detail().isEmpty() ? "" : " (" + outcome.detail() + ")"));
            err.flush();
        }
    }
}
