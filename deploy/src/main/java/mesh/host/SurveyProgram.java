// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.live.HostSurvey;
import mesh.live.LiveInterface;
import mesh.model.OperatingSystem;
import mesh.net.InterfaceName;
import mesh.value.ValueFormatException;

/**
 * Asks a host what WireGuard it runs. It changes nothing, and no secret is in its output.
 *
 * @param program to run as root
 * @param marker starts each section line; made for this run
 */
public record SurveyProgram(HostProgram program, String marker) {

    /** @param iface the interface to look at; absent: the first */
    public static SurveyProgram of(Optional<InterfaceName> iface, String marker) {
        List<String> words = new ArrayList<>(List.of("survey", marker));
        iface.ifPresent(name -> words.add(name.text()));
        return new SurveyProgram(HostProgram.printing(List.of("common", "snapshot", "survey"),
                ShellText.words(words) + "\n"), marker);
    }

    /** @throws SnapshotException if the output is not a whole survey, or of a host that cannot be in a mesh */
    public HostSurvey read(String output) throws SnapshotException {
        if (output.length() > SnapshotReader.MAX_CHARACTERS) {
            throw new SnapshotException("the host's answer is larger than a survey can be");
        }
        try {
            SnapshotSections sections = SnapshotSections.parse(output, marker);
            HostFacts facts = HostFacts.read(sections.lines("facts"));
            OperatingSystem os = switch (facts.system()) {
                case "Linux" -> OperatingSystem.LINUX;
                case "OpenBSD" -> OperatingSystem.OPENBSD;
                default -> throw new SnapshotException(
                        "the host runs " + ValueFormatException.printable(facts.system()) + ", not Linux or OpenBSD");
            };
            if (facts.userId() != 0) {
                throw new SnapshotException("commands do not run as root there: log in as root, or allow sudo or doas");
            }
            SortedMap<String, String> texts = new TreeMap<>();
            sections.arguments("text").forEach(
                    path -> texts.put(path, String.join("\n", sections.lines("text " + path)) + "\n"));
            return new HostSurvey(String.join("", sections.lines("name")), os, sections.lines("interfaces"),
                    iface(os, facts, sections), texts, sections.find("managed").isPresent());
        } catch (ValueFormatException bad) {
            throw new SnapshotException("the host's answer does not make sense: " + bad.getMessage());
        }
    }

    private static Optional<LiveInterface> iface(OperatingSystem os, HostFacts facts, SnapshotSections sections)
            throws SnapshotException {
        List<String> chosen = sections.arguments("chosen");
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        InterfaceName name = new InterfaceName(chosen.getFirst());
        return os == OperatingSystem.OPENBSD
                ? new OpenBsdInterfaceReader(name).read(sections)
                : new LinuxInterfaceReader(name, facts.clockSeconds()).read(sections);
    }
}
