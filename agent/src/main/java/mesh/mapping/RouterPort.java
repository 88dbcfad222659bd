// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.portmap.MappingState;
import mesh.portmap.PortMapper;
import mesh.portmap.PortMapping;

/**
 * The port on whichever router is in front. When that is another one, or our address is, the old port is given back and
 * the new router is asked. For one thread.
 */
final class RouterPort implements AutoCloseable {
    private final Port port;
    private final Consumer<MappingState> listener;
    private Optional<PortMapper> mapper = Optional.empty();
    private Optional<IpAddress> asked = Optional.empty();
    private boolean isAsked;

    /** @param listener told by other threads */
    RouterPort(Port port, Consumer<MappingState> listener) {
        this.port = port;
        this.listener = listener;
    }

    boolean isAsked() {
        return isAsked;
    }

    boolean isAsked(Optional<IpAddress> router) {
        return isAsked && asked.equals(router);
    }

    /** Asks {@code router} from now on. */
    void ask(Optional<IpAddress> router) {
        close();
        isAsked = true;
        asked = router;
        if (router.isEmpty()) {
            listener.accept(new MappingState.Unavailable("there is no router"));
            return;
        }
        try {
            mapper = Optional.of(PortMapper.start(new TransportAddress(router.get(), PortMapping.ROUTER_PORT), port,
                    port, listener));
        } catch (IOException noRoute) {
            listener.accept(new MappingState.Unavailable(String.valueOf(noRoute.getMessage())));
        }
    }

    @Override
    public void close() {
        try {
            if (mapper.isPresent()) {
                mapper.get().close();
            }
        } catch (IOException gone) {
            // The router forgets the port by itself.
        }
        mapper = Optional.empty();
    }
}
