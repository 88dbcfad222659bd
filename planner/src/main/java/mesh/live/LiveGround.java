// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.files.HostPath;
import mesh.tls.TlsPublicKey;

/**
 * What was found of what mesh set up besides the interface, since the host was started.
 *
 * @param loaded files that were put to work, by path, with the SHA-256 they had then
 * @param forwardsV4 the kernel passes IPv4 packets on
 * @param forwardsV6 the kernel passes IPv6 packets on
 * @param firewall what became of the rules that were loaded
 * @param exit the internet traffic of the host goes through another
 * @param names what became of the block in {@code /etc/hosts}
 * @param relay what became of the relay
 * @param trust what became of the authorities that the system was told to trust
 * @param watch what became of the program that watches routes
 * @param tlsKey the public half of the key that the host made for its certificate
 * @param dns what became of whom its resolver asks for names of the mesh
 * @param online what became of that by which services wait for the mesh
 * @param agent what became of the agent
 */
public record LiveGround(SortedMap<HostPath, String> loaded, boolean forwardsV4, boolean forwardsV6,
        Firewall firewall, boolean exit, Names names, Service relay,
        Trust trust, Service watch, Optional<TlsPublicKey> tlsKey, Names dns, Online online,
        Service agent) {
    /** Nothing was put to work. */
    public static final LiveGround NONE = new LiveGround(new TreeMap<>(), false, false, Firewall.ABSENT, false,
            Names.ABSENT, Service.ABSENT);

    /** Of a host without TLS of the mesh. */
    public LiveGround(SortedMap<HostPath, String> loaded, boolean forwardsV4, boolean forwardsV6, Firewall firewall,
            boolean exit, Names names, Service relay) {
        this(loaded, forwardsV4, forwardsV6, firewall, exit, names, relay, Trust.ABSENT, Service.ABSENT,
                Optional.empty(), Names.ABSENT, Online.ABSENT, Service.ABSENT);
    }

    /** Of a host with its own way to the internet, and without names. */
    public LiveGround(SortedMap<HostPath, String> loaded, boolean forwardsV4, boolean forwardsV6, Firewall firewall) {
        this(loaded, forwardsV4, forwardsV6, firewall, false, Names.ABSENT, Service.ABSENT);
    }

    public LiveGround {
        loaded = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(loaded)));
    }

    /** A program that init runs, beside the one that was set up. */
    public enum Service {
        /** There is none of mesh. */
        ABSENT,
        /** It runs, and starts at every boot. */
        RUNNING,
        /** It does not run, or would not at the next boot. */
        STOPPED
    }

    /** Names in {@code /etc/hosts}, or whom the host asks for them, beside those that mesh wrote. */
    public enum Names {
        /** There are none of mesh. */
        ABSENT,
        /** They are what was written. */
        AS_WRITTEN,
        /** Another hand changed or removed them. */
        CHANGED
    }

    /** Authorities that the system trusts, beside those that mesh told it. */
    public enum Trust {
        /** There are none of mesh. */
        ABSENT,
        /** They are what was told. */
        AS_WRITTEN,
        /** Another hand changed or removed them. */
        CHANGED
    }

    /** That by which services wait for the mesh, beside what was set up. */
    public enum Online {
        /** There is none of mesh. */
        ABSENT,
        /** Services that name it are started after it. */
        READY,
        /** The system does not know it any more, or does not run it at boot. */
        OFF
    }

    /** Rules that the kernel runs, beside those that mesh loaded. */
    public enum Firewall {
        /** There are none of mesh. */
        ABSENT,
        /** They are what was loaded. */
        AS_LOADED,
        /** Another hand changed or removed them. */
        CHANGED
    }
}
