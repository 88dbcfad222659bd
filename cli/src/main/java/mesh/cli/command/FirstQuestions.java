// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import mesh.cli.run.Console;
import mesh.cli.run.MeshException;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.spec.SpecTemplate.FirstHost;
import mesh.value.ValueFormatException;

/** What {@code mesh init} asks on a terminal. A wrong answer is asked again, an empty one takes what stands in brackets. */
final class FirstQuestions {
    private final Console console;

    FirstQuestions(Console console) {
        this.console = console;
    }

    MeshName name(MeshName suggested) {
        return ask("Name of the mesh [" + suggested + "]: ", MeshName::new).orElse(suggested);
    }

    /** Host by host, until somebody gives no name. */
    List<FirstHost> hosts() {
        console.note("The hosts, one by one. All of it can be changed in the file later.");
        List<FirstHost> hosts = new ArrayList<>();
        Optional<NodeName> name = hostName(hosts);
        while (name.isPresent()) {
            hosts.add(host(name.get()));
            name = hostName(hosts);
        }
        return hosts;
    }

    private Optional<NodeName> hostName(List<FirstHost> known) {
        return ask(known.isEmpty() ? "Name of a host: " : "Name of another host [no more]: ", text -> {
            NodeName name = new NodeName(text);
            if (known.stream().anyMatch(host -> host.name().equals(name))) {
                throw new ValueFormatException(text, "is there already");
            }
            return name;
        });
    }

    private FirstHost host(NodeName name) {
        String endpoint = ask("  Address or name where peers reach it [none, it is behind a NAT]: ",
                HostWord::endpoint).orElse("");
        String otherwise = endpoint.isEmpty() ? name.text() : "the same";
        Optional<String> ssh = ask("  Where mesh logs in, as USER@ADDRESS:PORT [" + otherwise + "]: ", HostWord::ssh);
        String os = ask("  Its system, linux or openbsd [linux]: ", HostWord::os).orElse(HostWord.USUAL_SYSTEM);
        return new FirstHost(name, os, endpoint, ssh);
    }

    /** The answer, or nothing where it is empty. */
    private <T> Optional<T> ask(String question, Function<String, T> parse) {
        while (true) {
            String answer = console.ask(question).orElseThrow(
                    () -> MeshException.error("the answers ended", "Nothing was written."));
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(parse.apply(answer));
            } catch (ValueFormatException wrong) {
                console.note("  " + wrong.getMessage());
            }
        }
    }
}
