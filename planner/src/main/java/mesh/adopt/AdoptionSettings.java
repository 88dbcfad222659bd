// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.time.LocalDate;
import java.util.List;

import mesh.name.MeshName;
import mesh.net.InterfaceName;

/**
 * What the hosts do not tell.
 *
 * @param mesh what the mesh is to be called
 * @param interfaceName the interface on every host
 * @param recipients age recipients; with one, pairs that have a preshared key get a derived one
 * @param identityFiles for SSH, as a spec writes them
 * @param today the day on which keys are recorded
 */
public record AdoptionSettings(MeshName mesh, InterfaceName interfaceName, List<String> recipients,
        List<String> identityFiles, LocalDate today) {
    public AdoptionSettings {
        recipients = List.copyOf(recipients);
        identityFiles = List.copyOf(identityFiles);
    }
}
