// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.Optional;

import mesh.config.InterfaceConfig;
import mesh.config.Place;
import mesh.model.Format;

/**
 * One host's interface as it was found.
 *
 * @param place what it was read from
 * @param name what the host seems to be called; any text
 * @param interfaceName of the interface; any text
 * @param format how the host keeps it
 * @param config what it says
 * @param ssh how the host was reached, as a spec writes it; absent where files were read
 * @param running true where the kernel told it: endpoints may have been learned, and are not all configured
 */
public record FoundHost(Place place, Optional<String> name, Optional<String> interfaceName, Format format,
        InterfaceConfig config, Optional<String> ssh, boolean running) {

    /** Read from a file. */
    FoundHost(Place place, Optional<String> name, Optional<String> interfaceName, Format format,
            InterfaceConfig config) {
        this(place, name, interfaceName, format, config, Optional.empty(), false);
    }
}
