// SPDX-License-Identifier: Apache-2.0
package mesh.export;

import java.util.List;

import mesh.desired.NameTable;
import mesh.render.TemplateEngine;

/** From the names of a mesh to what other programs read. Safe for concurrent use. */
public final class NamesRenderer {
    private final TemplateEngine templates = new TemplateEngine(NamesView.class.getPackage());

    /** Lines of {@code /etc/hosts}, without the marks of the block that mesh writes there. */
    public String hosts(NameTable table) {
        return templates.fill("names.hosts.ftl", NamesView.of(table));
    }

    /** A part of {@code unbound.conf}. */
    public String unbound(NameTable table) {
        return templates.fill("names.unbound.ftl", NamesView.of(table));
    }

    /** A part of {@code unwind.conf}, of use with a resolver only. */
    public String unwind(NameTable table) {
        return templates.fill("names.unwind.ftl", NamesView.of(table));
    }

    /** The zones of a mesh that has a domain, the domain's first. */
    public List<Zone> zones(NameTable table) {
        return Zone.of(table);
    }

    /** The text of a zone's file. */
    public String text(Zone zone) {
        return templates.fill("names.zone.ftl", zone);
    }
}
