// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import mesh.cli.view.TextTable.Cell;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void wideCharactersMoveNoColumn() {
        assertThat(new TextTable("").row(Cell.of("日本"), Cell.of("a")).row(Cell.of("wxyz"), Cell.of("b")).draw())
                .isEqualTo("日本  a\nwxyz  b\n");
    }

    @Test
    void whatWouldTurnALineAroundOrMoveTheCursorIsAnEscape() {
        assertThat(new TextTable("").row(Cell.of("\u05d0\u202e"), Cell.of("\u001b[2J")).draw())
                .isEqualTo("\\u05d0\\u202e  \\u001b[2J\n");
    }
}
