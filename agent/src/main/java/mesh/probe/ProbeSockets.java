// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;
import java.util.Optional;

import mesh.libc.SystemCallException;

/** What the system of this machine has for probes: the one place that asks which it is. */
public final class ProbeSockets {
    private static final String LINUX = "Linux";
    private static final String OPENBSD = "OpenBSD";

    private ProbeSockets() {}

    /** One that works, or one that has a {@link ProbeSocket#problem}. */
    public static ProbeSocket open(ProbeSettings settings, ProbeSocket.Listener listener) {
        try {
            return switch (system()) {
                case LINUX -> new WindowedProbeSocket(LinuxPort.of(settings), listener);
                case OPENBSD -> new WindowedProbeSocket(OpenBsdPort.of(settings), listener);
                default -> new UnavailableProbeSocket("on " + system() + " nobody can share WireGuard's port");
            };
        } catch (IOException refused) {
            return new UnavailableProbeSocket(why(refused));
        } catch (LinkageError | IllegalCallerException noNativeCalls) {
            return new UnavailableProbeSocket("this Java calls no native code: " + noNativeCalls.getMessage());
        }
    }

    /**
     * Empty where packets cannot be handed to WireGuard with another's source: OpenBSD remembers a local address with each
     * endpoint, and whether it would be the right one was never tried there.
     *
     * @param mark of the agent's packets; 0 for none
     * @throws IOException if it is a matter of rights
     */
    public static Optional<PacketInjector> injector(int mark) throws IOException {
        return switch (system()) {
            case LINUX -> Optional.of(LinuxInjector.open(mark));
            default -> Optional.empty();
        };
    }

    private static String why(IOException refused) {
        return refused instanceof SystemCallException call && call.isForLackOfRights()
                ? "no right to share WireGuard's port (" + call.getMessage() + "): " + (system().equals(OPENBSD)
                        ? "that takes root and /dev/bpf"
                        : "that takes root, or CAP_NET_RAW and with a mark CAP_NET_ADMIN")
                : "WireGuard's port cannot be shared: " + refused.getMessage();
    }

    private static String system() {
        return System.getProperty("os.name");
    }
}
