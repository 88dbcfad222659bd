// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.cli.flow.Intent;
import mesh.cli.flow.Selection;
import mesh.cli.run.Console;
import mesh.model.Host;
import mesh.name.NameList;
import mesh.name.NodeName;
import mesh.name.Tag;
import picocli.CommandLine.Option;

/** Which hosts: options that all commands about hosts share. */
final class SelectionOptions {
    @Option(names = "--host", paramLabel = "NAME", description = "Only this host; may be given several times.")
    private List<NodeName> hosts = new ArrayList<>();

    @Option(names = "--tag", paramLabel = "TAG", description = "Only hosts with this tag; may be given several times.")
    private List<Tag> tags = new ArrayList<>();

    /** Refuses hosts and tags that the mesh does not have; says so where not all hosts are meant. */
    Selection of(Intent intent, Console console) {
        Selection selection = Selection.of(intent.mesh(), intent.desired(), hosts, tags);
        if (!selection.whole()) {
            console.note(
                    "Only " + selection.names().stream().sorted().map(NodeName::text).collect(Collectors.joining(", "))
                            + "; the other hosts are not looked at.");
        }
        return selection;
    }

    /** The same as {@link #pushed(Intent, Console)}, and says nothing. */
    Selection pushed(Intent intent) {
        return Selection.of(intent.mesh(), intent.desired(), hosts, tags).pushed(intent.mesh(), intent.desired());
    }

    /** As {@link #of}, without hosts that fetch their changes, which nobody reaches over SSH; says so. */
    Selection pushed(Intent intent, Console console) {
        return pushed(intent, console, List.of());
    }

    /** The same, with hosts that fetch their changes and are looked at in another way. */
    Selection pushed(Intent intent, Console console, List<Host> lookedAt) {
        Selection chosen = of(intent, console);
        List<String> pulling = pulling(intent, chosen).filter(host -> !lookedAt.contains(host))
                .map(host -> host.name().text()).toList();
        if (!pulling.isEmpty()) {
            console.note("Not looked at, since 'mesh publish' is for them: " + NameList.first(pulling, 6) + ".");
        }
        return chosen.pushed(intent.mesh(), intent.desired());
    }

    /** Those that fetch their changes; says nothing. */
    List<Host> pulling(Intent intent) {
        return pulling(intent, Selection.of(intent.mesh(), intent.desired(), hosts, tags)).toList();
    }

    private static Stream<Host> pulling(Intent intent, Selection chosen) {
        return intent.mesh().hosts().stream().filter(host -> host.pull().isPresent())
                .filter(host -> chosen.includes(host.name()));
    }
}
