// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.ArrayList;
import java.util.List;

import mesh.lock.Lockfile;

/**
 * A mesh that was found.
 *
 * @param spec text of {@code mesh.yaml}, formatted
 * @param lock what goes with it
 * @param hosts how many the spec has
 * @param devices how many
 * @param externals how many
 * @param remarks sorted; what a plan would change or lose
 */
public record AdoptedMesh(String spec, Lockfile lock, int hosts, int devices, int externals, List<Remark> remarks) {
    public AdoptedMesh {
        remarks = remarks.stream().distinct().sorted().toList();
    }

    /** The same with more remarks. */
    public AdoptedMesh with(List<Remark> more) {
        List<Remark> all = new ArrayList<>(remarks);
        all.addAll(more);
        return new AdoptedMesh(spec, lock, hosts, devices, externals, all);
    }
}
