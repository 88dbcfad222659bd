// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;

import mesh.files.HostPath;
import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.lock.Reach;
import mesh.model.Format;
import mesh.model.OperatingSystem;
import mesh.plan.Change;
import mesh.plan.HostPlan;

/**
 * De-configures one host: the interface down for good, then the files that mesh wrote, then its directory, the manifest
 * last. Nothing else is touched. Running it again does what is left to do.
 */
public final class RemoveProgram {
    private RemoveProgram() {}

    /**
     * The program for a host that leaves the mesh.
     *
     * @param plan with its removals and reading
     * @throws IllegalArgumentException if the plan has no reading
     */
    public static HostProgram of(HostPlan plan, Activations activations) {
        LiveHost live = plan.live()
                .orElseThrow(() -> new IllegalArgumentException("a host is removed with its reading known only"));
        Reach reach = plan.reach();
        Format format = live.manifest().map(Manifest::format).orElse(reach.format());
        int generation = live.manifest().map(Manifest::generation).orElse(0);
        List<HostPath> paths = new ArrayList<>();
        for (Change change : plan.changes()) {
            if (change instanceof Change.FileRemove removal) {
                paths.add(removal.path());
            }
        }
        List<String> remove = new ArrayList<>(List.of("remove_ours"));
        paths.forEach(path -> remove.add(path.text()));
        String down = activations.of(format, reach.interfaceName()).down();
        String commands = "begin " + reach.interfaceName() + "\ntake_turn\nexpect_generation " + generation + "\n"
                + FileSwitch.expectFiles(live, paths) + "step compared\n"
                + ShellText.withInput("take_down", down.isEmpty() || down.endsWith("\n") ? down : down + "\n")
                + ShellText.words(remove) + "\nremove_home\n";
        String system = reach.os() == OperatingSystem.OPENBSD ? "openbsd" : "linux";
        return HostProgram.reporting(List.of("common", "home", "apply", "remove", system), commands);
    }
}
