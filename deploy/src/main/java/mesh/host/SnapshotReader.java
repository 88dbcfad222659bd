// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;
import java.util.Optional;

import mesh.live.HostReading;
import mesh.live.LiveAgentReader;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.live.Manifest;
import mesh.live.ManifestCodec;
import mesh.live.ManifestFormatException;
import mesh.lock.Reach;
import mesh.model.OperatingSystem;
import mesh.name.NodeName;
import mesh.value.ValueFormatException;

/** Reads a snapshot's output; believes nothing of it that does not parse. */
public final class SnapshotReader {
    /** Far more than 1,000 peers need; a host that sends more is not answering our question. */
    static final int MAX_CHARACTERS = 64 << 20;

    private SnapshotReader() {}

    /**
     * What the host has, and what its agent says if it was asked.
     *
     * @param host its name in the spec
     * @param reach how the spec describes it; the answer is checked against it
     * @param marker of the program that ran
     * @param output what the program printed
     * @throws SnapshotException if the output is not a whole snapshot, or the host is not what the spec says it is
     */
    public static HostReading.Read read(NodeName host, Reach reach, String marker, String output)
            throws SnapshotException {
        if (output.length() > MAX_CHARACTERS) {
            throw new SnapshotException("the host's answer is larger than " + (MAX_CHARACTERS >> 20) + " MiB");
        }
        try {
            SnapshotSections sections = SnapshotSections.parse(output, marker);
            HostFacts facts = HostFacts.read(sections.lines("facts"));
            facts.check(reach);
            LiveHost live = new LiveHost(host, manifest(sections), FileReadings.read(sections),
                    iface(reach, facts, sections),
                    ServiceReadings.read(sections.lines("services")), sections.find("changing").isPresent(),
                    facts.ssh(), GroundReadings.read(sections.find("ground")));
            return new HostReading.Read(live,
                    sections.find("agent").flatMap(lines -> LiveAgentReader.read(String.join("\n", lines))));
        } catch (ManifestFormatException bad) {
            throw new SnapshotException(String.valueOf(bad.getMessage()));
        } catch (ValueFormatException bad) {
            throw new SnapshotException("the host's answer does not make sense: " + bad.getMessage());
        }
    }

    private static Optional<Manifest> manifest(SnapshotSections sections) {
        Optional<List<String>> lines = sections.find("manifest");
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(ManifestCodec.read(String.join("\n", lines.get()) + "\n"));
    }

    private static Optional<LiveInterface> iface(Reach reach, HostFacts facts, SnapshotSections sections)
            throws SnapshotException {
        return reach.os() == OperatingSystem.OPENBSD
                ? new OpenBsdInterfaceReader(reach.interfaceName()).read(sections)
                : new LinuxInterfaceReader(reach.interfaceName(), facts.clockSeconds()).read(sections);
    }
}
