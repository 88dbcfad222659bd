// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.List;

import mesh.files.HostPath;
import mesh.model.Format;
import mesh.name.MeshName;
import mesh.name.NodeName;

/**
 * A host's own record of what mesh applied last.
 *
 * @param mesh whose configuration the host carries
 * @param host under which name
 * @param format in which format
 * @param generation counts applied changes, from 1
 * @param commit of the spec, or {@code -} outside git
 * @param by who applied it, {@code user@machine}
 * @param at when, ISO 8601 in UTC
 * @param files what was written, sorted by path
 */
public record Manifest(MeshName mesh, NodeName host, Format format, int generation, String commit, String by, String at,
        List<Entry> files) {

    public Manifest {
        files = List.copyOf(files);
    }

    /**
     * One file.
     *
     * @param path where it was written
     * @param identity {@code mesh.files.FileContent#identity()} of what was written
     * @param sha256 of the bytes written, as the host computed it
     */
    public record Entry(HostPath path, String identity, String sha256) {}
}
