// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;

import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.run.TerminalFacts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApprovalTest {
    private final StringWriter err = new StringWriter();

    @Test
    void letsYesPass() {
        assertThatCode(() -> Approval.ask(console("012", "yes\n"), "mesh apply")).doesNotThrowAnyException();
        assertThat(err.toString()).contains("Apply this plan?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "no\n", "\n", "YES\n", ""})
    void takesNothingElseForAYes(String typed) {
        assertThatThrownBy(() -> Approval.ask(console("012", typed), "mesh apply")).isInstanceOf(MeshException.class)
                .hasMessage("not approved");
    }

    @Test
    void refusesToAskWithoutATerminalAndSaysWhatToDo() {
        assertThatThrownBy(() -> Approval.ask(console("12", "yes\n"), "mesh apply -f a.yaml"))
                .isInstanceOfSatisfying(MeshException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ExitCode.ERROR);
                    assertThat(refusal.advice()).contains("'mesh apply -f a.yaml --auto-approve'");
                });
        assertThat(err.toString()).isEmpty();
    }

    private Console console(String terminals, String typed) {
        return new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), new StringReader(typed),
                TerminalFacts.of(terminals, "", Map.of()));
    }
}
