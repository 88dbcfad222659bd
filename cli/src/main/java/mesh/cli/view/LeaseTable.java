// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.List;

import mesh.apply.FleetLeases.Answer;
import mesh.cli.view.TextTable.Cell;
import mesh.host.Lease;

/** Leases for people, a line each. */
public final class LeaseTable {
    private final Palette palette;

    public LeaseTable(Palette palette) {
        this.palette = palette;
    }

    public String draw(List<Answer.Held> leases) {
        TextTable table = new TextTable("").header(palette, "host", "held by", "for", "command", "");
        for (Answer.Held held : leases) {
            Lease.Told told = held.told();
            table.row(Cell.of(held.host().text()), Cell.of(told.lease().by()), Cell.of(Words.age(told.ageSeconds())),
                    Cell.of(told.lease().command()), new Cell(state(told), palette::change));
        }
        return table.draw();
    }

    private static String state(Lease.Told told) {
        String unconfirmed = told.unconfirmed() ? "a change is not confirmed" : "";
        String over = told.over() ? "over" : "";
        return over + (over.isEmpty() || unconfirmed.isEmpty() ? "" : ", ") + unconfirmed;
    }
}
