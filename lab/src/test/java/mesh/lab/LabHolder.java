// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.IOException;

/** A program that starts a lab, prints its directory and the process numbers in it, and never ends by itself. */
final class LabHolder {

    private LabHolder() {}

    @SuppressWarnings("resource")
    public static void main(String[] arguments) throws IOException {
        Lab lab = Lab.named("held").linux("a").openBsd("b").start();
        StringBuilder line = new StringBuilder(lab.directory().toString());
        lab.hosts().forEach(h -> h.processes().forEach(p -> line.append(' ').append(p.pid())));
        System.out.println(line);
        System.in.read();
    }
}
