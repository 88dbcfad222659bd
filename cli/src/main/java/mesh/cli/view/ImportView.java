// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.io.PrintWriter;

import mesh.adopt.AdoptedMesh;
import mesh.adopt.Remark;

/** What an import found, for people. */
public final class ImportView {
    private final Palette palette;

    public ImportView(Palette palette) {
        this.palette = palette;
    }

    /** How much it found. */
    public static String counts(AdoptedMesh mesh) {
        return Words.count(mesh.hosts(), "host") + ", " + Words.count(mesh.devices(), "device") + ", "
                + Words.count(mesh.externals(), "external peer");
    }

    /** What the spec does not say, each with what to do. */
    public void remarks(AdoptedMesh mesh, PrintWriter out) {
        if (mesh.remarks().isEmpty()) {
            out.println("Nothing was left out: a plan leaves the running interfaces as they are.");
            return;
        }
        out.println("The spec does not say these, or says them otherwise:");
        for (Remark remark : mesh.remarks()) {
            out.println("  " + palette.place(remark.place().toString()) + ": " + remark.text());
            out.println("      " + remark.advice());
        }
    }
}
