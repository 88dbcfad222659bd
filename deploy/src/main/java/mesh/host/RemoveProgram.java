// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;

import mesh.files.Activation;
import mesh.files.HostPath;
import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.lock.Reach;
import mesh.model.Format;
import mesh.plan.Change;
import mesh.plan.HostPlan;

/**
 * De-configures one host, up to where it waits to be confirmed: copies kept and timer armed as for any change, then the
 * interface down for good, then the files that mesh wrote. {@link ConfirmProgram} takes away mesh's own directory.
 * Nothing else is touched.
 */
public final class RemoveProgram {
    private static final int SPARE_KIB = 256;

    private RemoveProgram() {}

    /**
     * The program for a host that leaves the mesh.
     *
     * @param plan with its removals and reading
     * @throws IllegalArgumentException if the plan has no reading
     */
    public static HostProgram of(HostPlan plan, Arming arming, Activations activations) {
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
        List<String> files = paths.stream().map(HostPath::text).toList();
        Activation activation = activations.of(format, reach.interfaceName());
        String commands = arming.beginning(reach) + "expect_generation " + generation + "\n"
                + FileSwitch.expectFiles(live, paths) + "step compared\nopen_stage " + SPARE_KIB + "\n"
                + ActivationText.staging(activation)
                + arming.staged(reach, "leaving\n") + "step staged\n" + command("keep_leaving", files)
                + arming.arm(plan, "leave") + "take_down\n" + command("remove_ours", files)
                + "step removed\nleft\n";
        return HostProgram.reporting(List.of("common", "home", "lease", "rollback", "arm", "apply", "remove",
                "call", RollbackText.system(reach)), commands);
    }

    private static String command(String name, List<String> words) {
        return (name + " " + ShellText.words(words)).strip() + "\n";
    }
}
